import Glibc

enum Poll {
    /// Sleeps until the descriptor is readable; false when the deadline comes first.
    ///
    /// - Parameters:
    ///   - other: another one that may become readable; -1 for none.
    ///   - output: a descriptor that is being written to; when its reader leaves meanwhile, `OutputError.readerLeft` is
    ///     thrown.
    static func isReadable(
        _ descriptor: Int32, or other: Int32 = -1, by deadline: ContinuousClock.Instant?, writingTo output: Int32 = -1
    ) throws(OutputError) -> Bool {
        while true {
            var requests = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: output, events: 0, revents: 0),
                pollfd(fd: other, events: Int16(POLLIN), revents: 0),
            ]
            if poll(&requests, 3, timeout(until: deadline)) > 0 {
                if requests[1].revents & Int16(POLLERR) != 0 { throw .readerLeft }
                if requests[0].revents != 0 || requests[2].revents != 0 { return true }
            }
            if let deadline, ContinuousClock.now >= deadline { return false }
        }
    }

    /// In milliseconds, rounded up, so that the last stretch is slept through and not spun through; at most a day at
    /// once.
    private static func timeout(until deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { return 0 }
        return left < .seconds(86_400) ? Int32((left / .milliseconds(1)).rounded(.up)) : 86_400_000
    }
}
