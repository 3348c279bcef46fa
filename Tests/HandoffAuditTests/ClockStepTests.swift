import HandoffAudit
import HandoffCards
import Synchronization
import Testing

/// The log says when the machine's clock was set.
@Suite struct ClockStepTests {
    private final class Clock: Sendable {
        let now = Mutex(AuditClock.Reading(time: noon, running: 5000))

        func go(_ milliseconds: Int64, showing shown: Int64? = nil) {
            now.withLock { now in
                now.running += milliseconds
                now.time = Timestamp(milliseconds: now.time.milliseconds + (shown ?? milliseconds))
            }
        }
    }

    private let disk = MemoryDisk()
    private let clock = Clock()

    private func log() throws -> AuditLog {
        let clock = clock
        return try AuditLog(
            directory: "/a", disk: disk, clock: AuditClock { clock.now.withLock { $0 } })
    }

    /// - Returns: The sequence number that was the next one when it was appended.
    @discardableResult
    private func append(to log: AuditLog) throws -> Int {
        let time = clock.now.withLock { $0.time }
        return try log.transaction(now: time) { transaction in
            let sequence = transaction.position.sequence
            try transaction.append([try skipped(sequence)], at: time)
            return sequence
        }
    }

    private func steps(of log: AuditLog) throws -> [AuditFact.ClockStepped] {
        try log.allLines().compactMap { line in
            guard case .clockStepped(let step) = try line.fact else { return nil }
            #expect(line.time == step.to)
            return step
        }
    }

    @Test func aClockThatRunsIsNotNoted() throws {
        let log = try log()
        for pace: Int64 in [0, 1, 900, 1_000_000, 86_400_000 * 400] {
            try append(to: log)
            clock.go(pace)
        }
        // Corrections that are no steps.
        clock.go(1000, showing: 3000)
        try append(to: log)
        clock.go(3000, showing: 1000)
        try append(to: log)
        try append(to: try self.log())
        #expect(try steps(of: log) == [])
    }

    @Test func aStepIsNotedOnceBeforeTheNextFact() throws {
        let log = try log()
        try append(to: log)
        for shown: Int64 in [3_600_000, -3_600_000, 12_001, -2_001 + 10_000] {
            let before = clock.now.withLock { $0.time }
            clock.go(10_000, showing: shown)
            let sequence = try append(to: log)
            let lines = try log.lines(count: 2)
            let now = clock.now.withLock { $0.time }
            #expect(lines.map(\.type) == ["log.clock_stepped", "handoff.skipped"])
            #expect(lines.last?.sequence == sequence)
            #expect(try lines.first?.fact.body["by"]?.number == Double(shown < 0 ? shown : shown - 10_000))
            let from = shown < 0 ? before : before.adding(seconds: 10)
            #expect(try lines.first?.fact == .clockStepped(.init(from: from, to: now)))
            clock.go(10)
            try append(to: log)
        }
        #expect(try steps(of: log).count == 4)
        #expect(try log.check() == 13)
    }

    /// A process that has not seen the log before knows the last line's time, and no more.
    @Test func aNewProcessNotesAClockThatIsBehindTheLog() throws {
        try append(to: try log())
        clock.go(50, showing: -999)
        try append(to: try log())
        clock.go(50, showing: -60_000)
        try append(to: try log())
        try append(to: try log())
        clock.go(50, showing: 600_000)
        try append(to: try log())
        #expect(try steps(of: try log()).map { $0.to.milliseconds - $0.from.milliseconds } == [-60_000])
    }
}
