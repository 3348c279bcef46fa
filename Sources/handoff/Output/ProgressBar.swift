import Glibc

/// A line on standard error that says how far long work is, how fast it goes and how long it will take; nothing where that is no terminal.
struct ProgressBar {
    private let what: String
    private let unit: String
    private let start = ContinuousClock.now
    private var saidAt: ContinuousClock.Instant?
    private let isShown = Output.isTerminal(STDERR_FILENO)

    /// - Parameter unit: what is counted for the rate, in the plural.
    init(_ what: String, unit: String) {
        self.what = what
        self.unit = unit
    }

    /// - Parameters:
    ///   - count: of the unit.
    ///   - done, total: of whatever the work is measured by.
    mutating func show(_ count: Int, done: Int, total: Int) {
        let now = ContinuousClock.now
        guard isShown, now - start > Self.patience, saidAt.map({ now - $0 >= Self.pause }) ?? true else { return }
        saidAt = now
        Output.tell(
            "\r" + Self.line(what, unit, count: count, done: done, total: total, seconds: (now - start) / .seconds(1))
                + "\u{1B}[K")
    }

    /// Takes the line away.
    func clear() { if saidAt != nil { Output.tell("\r\u{1B}[K") } }

    static func line(_ what: String, _ unit: String, count: Int, done: Int, total: Int, seconds: Double) -> String {
        let share = total > 0 ? min(1, Double(done) / Double(total)) : 1
        let filled = Int(share * Double(width))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
        let rate = seconds > 0 ? Int(Double(count) / seconds) : 0
        let left = share > 0 ? Int((seconds / share - seconds).rounded(.up)) : 0
        return "\(what) [\(bar)] \(Int(share * 100)) %, \(rate) \(unit)/s, \(time(left)) left"
    }

    private static func time(_ seconds: Int) -> String {
        seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }

    private static let width = 24
    private static let patience = Duration.milliseconds(300)
    private static let pause = Duration.milliseconds(100)
}
