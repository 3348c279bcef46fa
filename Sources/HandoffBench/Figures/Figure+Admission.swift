import Glibc

extension Figure {
    static let admission = Figure(name: "admission") { workbench in
        let queue = try workbench.freshQueue(workbench.large)
        let floor = try ReadingFloor.measure(queue.home.newCards)
        Progress.say("  admitting them …")
        let console = try workbench.console(queue.home)
        let keys = try pressKeys(until: queue.count, areIn: "\(queue.home.path)/audit/audit.jsonl", on: console)
        let duration = try console.rest() - console.child.started
        try checkCount(queue.count, on: console)
        console.end()
        workbench.keep(queue)
        return [
            Row(
                what: "\(Words.grouped(queue.count)) new: checked, audited durably, listed",
                value: .milliseconds(duration.inMilliseconds), floor: floor, target: .timesFloor(10)),
            Row(
                what: "… meanwhile: key to begin of the repaint (^L), p50", value: .milliseconds(keys.median),
                floor: try workbench.echoing.get().median),
            Row(what: "… the slowest of \(keys.count) such keys", value: .milliseconds(keys.worst)),
        ]
    }

    /// Presses `^L` ten times a second until the log has so many cards. A key was heard when the screen is cleared.
    private static func pressKeys(until count: Int, areIn log: String, on console: Pty) throws -> Samples {
        var keys = Samples()
        var pressed: (time: ContinuousClock.Instant, from: Int)?
        var next = ContinuousClock.now + .milliseconds(100)
        var counter = LineCounter(log)
        // The line that opens the log, and one for each card.
        while try counter.count() < count + 1 {
            guard ContinuousClock.now - console.child.started < .seconds(600) else {
                throw BenchError.notInTime("the \(count) cards in the log", seen: console.lastSeen)
            }
            let time = try console.read(within: .milliseconds(10)).time
            if let key = pressed, console.bytes[key.from...].contains(text: "\u{1b}[2J") {
                keys.add(time - key.time)
                pressed = nil
            }
            if pressed == nil, time >= next {
                pressed = (.now, console.bytes.count)
                next = time + .milliseconds(100)
                try console.send("\u{0c}")
            }
        }
        return keys
    }

    private static func checkCount(_ count: Int, on console: Pty) throws {
        let screen = try console.repaint(after: { try console.send("\u{0c}") })?.bytes ?? []
        guard TerminalText.visible(in: screen).contains(text: Words.grouped(count)) else {
            throw BenchError.notInTime("\(Words.grouped(count)) cards on the screen", seen: console.lastSeen)
        }
    }
}

/// Counts the lines of a file that grows, as they come.
private struct LineCounter {
    private let path: String
    private var file: Int32 = -1
    private var lines = 0
    private var block = [UInt8](repeating: 0, count: 1 << 20)

    init(_ path: String) { self.path = path }

    mutating func count() throws -> Int {
        if file < 0 { file = open(path, O_RDONLY | O_CLOEXEC) }
        if file < 0 { return 0 }
        while true {
            let count = try BenchError.check(read(file, &block, block.count), "read \(path)")
            if count == 0 { return lines }
            lines += block[..<count].reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        }
    }
}
