import HandoffAudit
import HandoffCards
import HandoffGate
import Synchronization
import TestSupport
import Testing

/// An approval holds from its time until before its expiry, by a clock that nobody set.
@Suite struct ReleaseClockTests {
    static let day = 86_400
    static let lifetime = Gate.standardLifetime

    /// In milliseconds after the approval.
    static let moments: [(after: Int, holds: Bool)] = [
        (0, true), (1000, true), (lifetime * 1000 - 1, true), (lifetime * 1000, false), (lifetime * 1000 + 1000, false),
        (day * 1000, false), (400 * day * 1000, false), (-1, false), (-1000, false), (-day * 1000, false),
    ]

    @Test(arguments: moments) func holdsForItsTime(after: Int, holds: Bool) throws {
        let begin = ContinuousClock.now
        let bench = try GateBench()
        let gate = try bench.gate()
        let id = try bench.approve("one", by: gate)
        let now = Timestamp(milliseconds: bench.start.milliseconds + Int64(after))
        if holds {
            _ = try gate.release(id, by: "test", now: now)
        } else {
            let expiry = bench.start.adding(seconds: Self.lifetime)
            let reason: ReleaseError = after > 0 ? .expired(at: expiry) : .notYet(from: bench.start)
            #expect(throws: GateError.notReleased(id, reason)) { _ = try gate.release(id, by: "test", now: now) }
        }
        let started = try bench.count("execution.started")
        #expect(started == (holds ? 1 : 0))
        Soak.report(
            promise: 9, name: "approvals at another time", runs: 1, lost: holds ? 0 : started, since: begin)
    }

    /// The machine's clock, to be set.
    private final class SetClock: Sendable {
        private let state: Mutex<AuditClock.Reading>

        init(_ time: Timestamp) { state = Mutex(AuditClock.Reading(time: time, running: 0)) }

        var clock: AuditClock { AuditClock { self.state.withLock { $0 } } }
        var now: Timestamp { state.withLock { $0.time } }

        /// Time goes by.
        func wait(seconds: Int) { wait(milliseconds: seconds * 1000) }

        func wait(milliseconds: Int) {
            state.withLock {
                $0.time = Timestamp(milliseconds: $0.time.milliseconds + Int64(milliseconds))
                $0.running += Int64(milliseconds)
            }
        }

        /// Somebody sets it.
        func step(seconds: Int) { state.withLock { $0.time = $0.time.adding(seconds: seconds) } }
    }

    /// Whoever waits for the log's lock may have asked in time and come too late: what counts is the time when the lock was there.
    @Test(arguments: [-1, 0, 1, 1000, day * 1000]) func waitingForTheLockTakesTime(late: Int) throws {
        let begin = ContinuousClock.now
        let bench = try GateBench()
        let end = bench.start.adding(seconds: Self.lifetime)
        let clock = SetClock(bench.start)
        let gate = try bench.gate(clock: clock.clock)
        let id = try bench.approve("one", by: gate)
        let waiting = try bench.submit("two", ["expires": .string(end.description)])
        let running = try bench.approve("three", by: gate)
        let release = try gate.release(running, by: "test", now: bench.start)
        let request = try bench.request(gate, waiting, .approve)
        clock.wait(milliseconds: Self.lifetime * 1000 + late)
        if late < 0 {
            _ = try gate.release(id, by: "test", now: bench.start)
            _ = try gate.decide(request, now: bench.start)
        } else {
            #expect(throws: GateError.notReleased(id, .expired(at: end))) {
                _ = try gate.release(id, by: "test", now: bench.start)
            }
            #expect(throws: GateError.expired(waiting, at: end)) { _ = try gate.decide(request, now: bench.start) }
            #expect(try gate.index.record(of: waiting)?.state == .decided(.expired))
        }
        let run = ProgramRun(ending: .exit(0), duration: 1, output: "")
        #expect(try gate.finish([(release, run)], now: bench.start).map(\.finished) == [clock.now])
        #expect(try bench.lines().last?.time == clock.now)
        let started = try bench.count("execution.started")
        #expect(started == (late < 0 ? 2 : 1))
        Soak.report(
            promise: 9, name: "approvals whose end came while the lock was waited for", runs: 1,
            lost: late < 0 ? 0 : started - 1, since: begin)
    }

    /// By the caller's clock its time is over, by the log's not yet: it was set back between the two.
    @Test(.timeLimit(.minutes(20))) func whatIsDueByOneClockOnlyWaits() throws {
        let bench = try GateBench()
        let clock = SetClock(bench.start)
        let gate = try bench.gate(clock: clock.clock)
        let id = try bench.submit("one", ["expires": "2026-11-22T14:03:00Z"])
        try gate.admitAll(now: { clock.now })
        #expect(try gate.expireDue(now: bench.start.adding(seconds: 3600)) == 0)
        #expect(try gate.index.record(of: id)?.state == .pending)
        clock.wait(seconds: 3600)
        #expect(try gate.expireDue(now: clock.now) == 1)
    }

    /// Set back into the approval's time, by whoever would use it again after its end; another process or the same.
    @Test(arguments: [-840, -ReleaseClockTests.day + 60], [true, false])
    func aClockSetBackEndsWhatWasApproved(step: Int, isSameProcess: Bool) throws {
        let bench = try GateBench()
        let clock = SetClock(bench.start)
        let gate = try bench.gate(clock: clock.clock)
        let id = try bench.approve("one", by: gate)
        clock.wait(seconds: step == -840 ? 900 : Self.day)
        // Something that happens at the later time, by which another process can tell.
        _ = try bench.submit("two")
        try gate.admitAll(now: { clock.now })
        clock.step(seconds: step)
        let other = isSameProcess ? gate : try bench.gate(clock: SetClock(clock.now).clock)
        #expect(throws: GateError.notReleased(id, .clockSetBack)) {
            _ = try other.release(id, by: "test", now: clock.now)
        }
        // What is approved after that is as good as ever.
        let later = try bench.approve("three", by: other, now: clock.now)
        _ = try other.release(later, by: "test", now: clock.now)
        #expect(try bench.count("execution.started") == 1)
    }
}
