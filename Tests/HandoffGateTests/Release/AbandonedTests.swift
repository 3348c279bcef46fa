import Glibc
import HandoffAudit
import HandoffCards
import HandoffPolicy
import StrictJSON
import Testing

@testable import HandoffGate

/// What processes left undone that are gone.
@Suite struct AbandonedTests {
    private let bench: GateBench
    private let gate: Gate
    private let id = CardID("one")!

    init() throws {
        bench = try GateBench()
        gate = try bench.gate()
    }

    /// Proposes what asks, as `handoff run` does, and hands the card in.
    private func propose() throws -> RunMark {
        let card = try Card(document: GateBench.document(), id: id)
        guard case .asks(let mark?) = try gate.proposeAndRelease(card, by: "test", now: bench.start) else {
            throw CancellationError()
        }
        try bench.store.submit(card.document.bytes(), as: id)
        try gate.bringUpToDate(now: { bench.start })
        return mark
    }

    /// As if it had been made a while ago.
    private func age(_ seconds: Int = 60) {
        let then = timespec(tv_sec: time(nil) - seconds, tv_nsec: 0)
        utimensat(AT_FDCWD, bench.folder + "/running/one", [then, then], 0)
    }

    private var isMarked: Bool { access(bench.folder + "/running/one", F_OK) == 0 }

    @Test func aCardThatNobodyWaitsForIsTakenBack() throws {
        var mark: RunMark? = try propose()
        age()
        try bench.gate().bringUpToDate(now: { bench.start })
        #expect(try gate.index.record(of: id)?.state == .pending)
        withExtendedLifetime(mark) {}
        mark = nil
        try bench.gate().bringUpToDate(now: { bench.start })
        #expect(try gate.index.record(of: id)?.state == .decided(.withdrawn))
        #expect(!bench.store.isNew(id) && !isMarked)
        let lines = try bench.lines().count
        try bench.gate().bringUpToDate(now: { bench.start })
        #expect(try bench.lines().count == lines)
    }

    /// Whoever has made the file and not locked it yet is there.
    @Test func aMarkOfThisMomentIsNobodysLeaving() throws {
        // On a busy machine the moment may be over before anybody looks: then there is another.
        for _ in 0..<100 {
            let other = try AbandonedTests()
            let start = ContinuousClock.now
            _ = try other.propose()
            try other.gate.bringUpToDate(now: { bench.start })
            if ContinuousClock.now - start > .milliseconds(900) { continue }
            #expect(try other.gate.index.record(of: id)?.state == .pending)
            return
        }
        Issue.record("it always took longer")
    }

    /// A clock that was set back makes a mark one of the future.
    @Test func aMarkOfTheFutureIsALeavingToo() throws {
        _ = try propose()
        age(-60)
        try gate.bringUpToDate(now: { bench.start })
        #expect(try gate.index.record(of: id)?.state == .decided(.withdrawn))
    }

    @Test func nobodyApprovesWhatNobodyIsGoingToRun() throws {
        _ = try propose()
        age()
        let request = try bench.request(gate, id, .approve)
        #expect(throws: GateError.alreadyEnded(id, .withdrawn)) { _ = try gate.decide(request, now: bench.start) }
        #expect(!isMarked)
    }

    @Test func whoWaitsReleasesWithTheMarkItHolds() throws {
        let mark = try propose()
        _ = try gate.decide(bench.request(gate, id, .approve), now: bench.start)
        #expect(throws: GateError.notReleased(id, .running)) {
            _ = try bench.gate().release(id, by: "other", now: bench.start)
        }
        let release = try gate.release(id, by: "test", holding: mark, now: bench.start)
        try gate.finish([(release, ProgramRun(ending: .exit(0), duration: 1, output: ""))], now: bench.start)
        #expect(!isMarked)
        #expect(try bench.count("execution.finished") == 1)
    }

    /// Killed after the decision and before the start: the approval is nobody's any more, and runs out.
    @Test func whatWasDecidedMeanwhileStands() throws {
        var mark: RunMark? = try propose()
        _ = try gate.decide(bench.request(gate, id, .approve), now: bench.start)
        age()
        withExtendedLifetime(mark) {}
        mark = nil
        try bench.gate().bringUpToDate(now: { bench.start })
        #expect(!isMarked)
        #expect(try gate.index.record(of: id)?.state == .decided(.approved))
        #expect(try bench.count("execution.started") == 0)
    }

    @Test func whatIsThereWithoutACardIsTidiedAway() throws {
        _ = try RunMarks(path: bench.folder + "/running").take(id)
        age()
        try gate.bringUpToDate(now: { bench.start })
        #expect(!isMarked)
        // What was started and has no result asks first.
        let started = try bench.approve("one", by: gate)
        _ = try gate.release(started, by: "test", now: bench.start)
        age()
        try bench.gate().settleAbandoned(now: bench.start)
        #expect(isMarked)
        try bench.gate().bringUpToDate(now: { bench.start })
        #expect(try bench.count("execution.unknown") == 1 && !isMarked)
    }

    /// Between the record of a result and the file for its agent.
    @Test(arguments: [false, true]) func aResultThatWasNotToldIsTold(wasTold: Bool) throws {
        let id = try bench.approve("one", by: gate)
        let run = ProgramRun(ending: .exit(3), duration: 1, output: "")
        do {
            let dying = try bench.gate()
            let release = try dying.release(id, by: "test", now: bench.start)
            let outcomes = try dying.finish([(release, run)], isHandedOn: true, now: bench.start)
            if wasTold { try dying.publish(try #require(outcomes.first)) }
            age()
            try gate.bringUpToDate(now: { bench.start })
            #expect(isMarked, "it is being told")
            withExtendedLifetime(release) {}
        }
        // What an agent put there is not what the gate says.
        let other = Outcome(card: id, status: .notAttempted, detail: nil, finished: bench.start)
        if !wasTold { try bench.store.reportOutcome(other.document.bytes(), for: id) }
        for _ in 0..<2 { try gate.bringUpToDate(now: { bench.start }) }
        let told = bench.store.listOutcomes().compactMap {
            try? Outcome(parsing: bench.store.readOutcome($0).bytes)
        }
        #expect(told.count { $0.status == .failed } == 1)
        #expect(told.count == (wasTold ? 1 : 2))
        #expect(!isMarked)
        #expect(try bench.count("execution.finished") == told.count)
    }

    @Test func whatSomebodyElseSaidIsNotKeptForTelling() throws {
        let id = try bench.approve("one", by: gate)
        let release = try gate.release(id, by: "test", now: bench.start)
        let run = ProgramRun(ending: .exit(0), duration: 1, output: "")
        try gate.finish([(release, run)], now: bench.start)
        #expect(try gate.finish([(release, run)], isHandedOn: true, now: bench.start).isEmpty)
        #expect(!isMarked)
    }
}
