import Glibc

/// Sleeps until the descriptor is readable, or closed at its other end; false when the deadline comes first.
func isReadable(_ descriptor: Int32, by deadline: ContinuousClock.Instant?) throws(QueueError) -> Bool {
    while true {
        var timeout: Int32 = -1
        if let deadline {
            let left = max(.zero, ContinuousClock.now.duration(to: deadline))
            // Rounded up, so that the last stretch is slept through and not spun through.
            let milliseconds = left.components.seconds.multipliedReportingOverflow(by: 1000)
            let most =
                milliseconds.overflow ? Int64(Int32.max) : min(milliseconds.partialValue, Int64(Int32.max) - 1000)
            timeout = Int32(most + (left.components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
        }
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        switch poll(&request, 1, timeout) {
        case 1...: return true
        case 0: if let deadline, ContinuousClock.now >= deadline { return false }
        default: if errno != EINTR { throw .io(operation: "wait for", path: "the queue", errno: errno) }
        }
    }
}
