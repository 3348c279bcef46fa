/// How the screen answered something.
struct Repaint {
    /// From the cause to the last byte.
    let duration: Duration
    let bytes: [UInt8]
}

extension Pty {
    /// Waits until this text stands in what was written from byte `start` on; returns when.
    @discardableResult
    func wait(
        for text: String, from start: Int = 0, within limit: Duration = .seconds(60)
    ) throws -> ContinuousClock.Instant {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            let (count, time) = try read(within: .milliseconds(100))
            if count > 0, TerminalText.visible(in: bytes[start...]).contains(text: text) { return time }
        }
        throw BenchError.notInTime("“\(text)”", seen: lastSeen)
    }

    /// Reads on until nothing has come for so long.
    func settle(quietFor quiet: Duration) throws {
        while try read(within: quiet).count > 0 {}
    }

    /// Causes something and reads on until the screen has been quiet for a while; nil when nothing came at all.
    func repaint(
        after cause: () throws -> Void, quietFor quiet: Duration = .milliseconds(40),
        within limit: Duration = .seconds(2)
    ) throws -> Repaint? {
        while try read(within: .zero).count > 0 {}
        let start = bytes.count
        let begin = ContinuousClock.now
        try cause()
        var last: ContinuousClock.Instant?
        while true {
            let (count, time) = try read(within: last == nil ? limit : quiet)
            if count == 0 { break }
            last = time
        }
        return last.map { Repaint(duration: $0 - begin, bytes: Array(bytes[start...])) }
    }

    /// Reads on until the program has not worked for half a second; returns when it last did.
    ///
    /// Work is more than a tenth of a processor in a slice of 20 ms: a repaint by itself is less.
    @discardableResult
    func rest(within limit: Duration = .seconds(600)) throws -> ContinuousClock.Instant {
        var last = ContinuousClock.now
        let deadline = last + limit
        var (since, used) = (last, ProcessStatus.processorTime(of: child.id))
        while ContinuousClock.now < deadline {
            _ = try read(within: .milliseconds(5))
            let now = ContinuousClock.now
            if now - since < .milliseconds(20) { continue }
            let usedNow = ProcessStatus.processorTime(of: child.id)
            if usedNow - used > (now - since) / 10 { last = now }
            (since, used) = (now, usedNow)
            if now - last > .milliseconds(500) { return last }
        }
        throw BenchError.notInTime("an end of the program's work", seen: lastSeen)
    }
}
