import Glibc
import HandoffCards

/// Times for people: on the clock of this machine's time zone (`TZ`).
enum LocalTime {
    /// `2026-11-22 15:02:19 +0100`
    static func text(_ time: Timestamp) -> String {
        var seconds = time_t(time.milliseconds / 1000)
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return time.description }
        var bytes = [CChar](repeating: 0, count: 32)
        let count = strftime(&bytes, bytes.count, "%Y-%m-%d %H:%M:%S %z", &parts)
        return String(decoding: bytes.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
