import HandoffCards

/// Numbers and times in the console's words.
enum Words {
    /// `12,400`
    static func grouped(_ number: Int) -> String {
        var digits = String(number.magnitude)
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
            place -= 3
        }
        return number < 0 ? "-" + digits : digits
    }

    /// `1 line`, `12 lines`
    static func count(_ number: Int, _ noun: String) -> String {
        grouped(number) + " " + noun + (number == 1 ? "" : "s")
    }

    /// `3m`, `2h`, `5d`: how many whole minutes of the clock lie between, so that all ages on a screen change at the
    /// same moments.
    static func age(of earlier: Timestamp, at now: Timestamp) -> String {
        let minutes = max(0, now.minute - earlier.minute)
        if minutes < 60 { return "\(minutes)m" }
        if minutes < 48 * 60 { return "\(minutes / 60)h" }
        return "\(min(minutes / 1440, 999))d"
    }

    /// What is left until `later`: `45s`, `7m`, `2h`, `5d`; nil when nothing is.
    static func remaining(until later: Timestamp, at now: Timestamp) -> String? {
        let milliseconds = later.milliseconds - now.milliseconds
        guard milliseconds > 0 else { return nil }
        let seconds = (milliseconds + 999) / 1000
        if seconds <= 60 { return "\(seconds)s" }
        if seconds < 3600 { return "\(seconds / 60)m" }
        if seconds < 48 * 3600 { return "\(seconds / 3600)h" }
        return "\(seconds / 86_400)d"
    }

    /// `0.4 s`, `12 s`, `3m 20s`, `2h 5m`, `3d 4h`
    static func duration(_ milliseconds: Int) -> String {
        let seconds = milliseconds / 1000
        switch seconds {
        case ..<10: return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
        case ..<60: return "\(seconds) s"
        case ..<3600: return "\(seconds / 60)m \(seconds % 60)s"
        case ..<86_400: return "\(seconds / 3600)h \(seconds % 3600 / 60)m"
        default: return "\(seconds / 86_400)d \(seconds % 86_400 / 3600)h"
        }
    }

    /// `21 Nov 2026 13:06:12`, UTC.
    static func moment(_ time: Timestamp) -> String {
        let text = Array(time.description)
        guard text.count >= 19 else { return "" }
        return "\(day(text)) \(String(text[..<4])) \(String(text[11..<19]))"
    }

    /// `61%`
    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

    /// `14:02:11` on the day of `now`, else `22 Nov 14:02`, or only `22 Nov` where that `isShort`; UTC.
    static func time(_ time: Timestamp, at now: Timestamp, isShort: Bool) -> String {
        let text = Array(time.description)
        guard text.count >= 19 else { return "" }
        if text.prefix(10) == Array(now.description).prefix(10) { return String(text[11..<19]) }
        return isShort ? day(text) : day(text) + " " + String(text[11..<16])
    }

    /// `22 Nov 2026`, UTC.
    static func day(_ time: Timestamp) -> String {
        let text = Array(time.description)
        return text.count >= 19 ? "\(day(text)) \(String(text[..<4]))" : ""
    }

    /// `22 Nov`, of a time as it is written.
    private static func day(_ text: [Character]) -> String {
        let month = Int(String(text[5..<7])) ?? 1
        return String(text[8..<10]) + " " + months[(month - 1) % 12]
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}

extension Timestamp {
    /// Whole minutes since 1970.
    var minute: Int { Int(milliseconds / 60_000) }
}
