import Glibc
import HandoffCards

/// Tells the time of day, and beside it the time that nobody can set.
package struct AuditClock: Sendable {
    package struct Reading: Sendable {
        package var time: Timestamp
        /// In milliseconds, from any beginning; goes on while the machine sleeps.
        package var running: Int64

        package init(time: Timestamp, running: Int64) {
            self.time = time
            self.running = running
        }
    }

    package var read: @Sendable () -> Reading

    package init(read: @escaping @Sendable () -> Reading) { self.read = read }

    /// The machine's.
    package static let system = AuditClock {
        var running = timespec()
        clock_gettime(CLOCK_BOOTTIME, &running)
        return Reading(time: .now, running: Int64(running.tv_sec) * 1000 + Int64(running.tv_nsec) / 1_000_000)
    }
}

extension AuditClock.Reading {
    /// Whether the clock was set since the last line was written, or since this process read it before.
    ///
    /// - Parameter last: the last line's time.
    func step(after last: Timestamp?, since before: AuditClock.Reading?) -> AuditFact.ClockStepped? {
        if let last, last.milliseconds - time.milliseconds > Self.backward {
            return AuditFact.ClockStepped(from: last, to: time)
        }
        guard let before else { return nil }
        let expected = Timestamp(milliseconds: before.time.milliseconds + running - before.running)
        guard abs(time.milliseconds - expected.milliseconds) > Self.drift else { return nil }
        return AuditFact.ClockStepped(from: expected, to: time)
    }

    /// In milliseconds: writers take their time a moment before they have the lock.
    private static let backward: Int64 = 1000
    private static let drift: Int64 = 2000
}
