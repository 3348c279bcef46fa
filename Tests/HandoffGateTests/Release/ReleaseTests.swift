import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffPolicy
import HandoffQueue
import StrictJSON
import Testing

/// When an approval is taken, and when not.
@Suite struct ReleaseTests {
    private let bench: GateBench
    private let gate: Gate

    init() throws {
        bench = try GateBench()
        gate = try bench.gate()
    }

    @Test func anApprovalIsTakenAndItsOutcomeRecorded() throws {
        let id = try bench.approve("one", by: gate)
        let release = try gate.release(id, by: "test", now: bench.start)
        #expect(release.card.id == id)
        #expect(release.arguments == ["path": "notes", "mode": "soft"])
        #expect(try gate.index.record(of: id)?.execution == .started)
        let run = ProgramRun(ending: .exit(0), duration: 3, output: "done")
        try gate.finish([(release, run)], now: bench.start)
        #expect(try gate.index.record(of: id)?.execution == .finished)
        #expect(try bench.story().suffix(2) == ["execution.started one", "execution.finished one"])
        let lines = try bench.lines()
        guard case .executionStarted(let started) = try lines[lines.count - 2].fact,
            case .executionFinished(let finished) = try lines[lines.count - 1].fact
        else {
            Issue.record("other lines")
            return
        }
        #expect(lines[started.decision].type == "handoff.decided")
        #expect(started.action == release.action)
        #expect(finished.run == run)
        #expect(finished.reportedBy == AuditFact.Finished.byGate)
        // Nothing is left of the mark.
        #expect(access(bench.folder + "/running/one", F_OK) != 0)
    }

    /// A second time, while it is carried out or after: by another gate or the same.
    @Test func anApprovalIsTakenOnce() throws {
        let id = try bench.approve("one", by: gate)
        let release = try gate.release(id, by: "test", now: bench.start)
        for other in [gate, try bench.gate()] {
            #expect(throws: GateError.notReleased(id, .running)) {
                _ = try other.release(id, by: "test", now: bench.start)
            }
        }
        try gate.finish([(release, ProgramRun(ending: .exit(1), duration: 1, output: ""))], now: bench.start)
        #expect(throws: GateError.notReleased(id, .used)) { _ = try gate.release(id, by: "test", now: bench.start) }
        #expect(try bench.count("execution.started") == 1)
        #expect(try bench.refusals().count == 3)
    }

    @Test func oneOfTwoEqualOnesAtOnceIsReleased() throws {
        let (one, two) = (try bench.approve("one", by: gate), try bench.approve("two", by: gate))
        _ = try gate.release(one, by: "test", now: bench.start)
        _ = try gate.release(two, by: "test", now: bench.start)
        #expect(throws: GateError.self) { _ = try gate.release(one, by: "test", now: bench.start) }
        #expect(try bench.count("execution.started") == 2)
    }

    /// Each in its state, and what the refusal says.
    @Test(arguments: ["pending", "declined", "answered", "expired", "withdrawn"])
    func whatIsNotApprovedIsNotReleased(state: String) throws {
        let id = try bench.submit("one", ["expires": "2026-11-22T14:03:00Z"])
        try gate.admitAll(now: { bench.start })
        var request = try bench.request(gate, id, .decline)
        request.message = "no"
        switch state {
        case "declined": _ = try gate.decide(request, now: bench.start)
        case "answered":
            request.press = .answer
            _ = try gate.decide(request, now: bench.start)
        case "expired": try gate.expireDue(now: bench.start.adding(seconds: 3600))
        case "withdrawn":
            bench.store.withdraw(id)
            try gate.admitAll(now: { bench.start })
        default: break
        }
        let reason = Decision.Kind(rawValue: state).map(ReleaseError.notApproved) ?? .pending
        #expect(throws: GateError.notReleased(id, reason)) { _ = try gate.release(id, by: "test", now: bench.start) }
        #expect(try bench.refusals() == ["not released: \(reason)"])
        #expect(try bench.story().last == "handoff.refused one")
        #expect(access(bench.folder + "/running/one", F_OK) != 0)
    }

    /// Whatever is in the way of its mark is a refusal of that card alone.
    @Test(arguments: ["symlink", "directory", "held"]) func whatStandsInTheMarksPlaceKeepsNoOtherBack(kind: String)
        throws
    {
        let (one, two) = (try bench.approve("one", by: gate), try bench.approve("two", by: gate))
        mkdir(bench.folder + "/running", 0o700)
        let place = bench.folder + "/running/one"
        var held: Int32 = -1
        defer { if held >= 0 { close(held) } }
        switch kind {
        case "symlink": symlink(bench.folder + "/elsewhere", place)
        case "directory": mkdir(place, 0o700)
        default:
            held = open(place, O_RDWR | O_CREAT, 0o600)
            flock(held, LOCK_EX)
        }
        #expect(throws: GateError.self) { _ = try gate.release(one, by: "test", now: bench.start) }
        #expect(try gate.release(two, by: "test", now: bench.start).card.id == two)
        #expect(try bench.story().filter { $0.hasPrefix("execution") } == ["execution.started two"])
        #expect(try bench.refusals().count == 1)
        #expect(access(bench.folder + "/elsewhere", F_OK) != 0)
    }

    @Test func whoIsUnknownLeavesNoMark() throws {
        let id = try #require(CardID("nobody"))
        #expect(throws: GateError.unknownCard(id)) { _ = try gate.release(id, by: "test", now: bench.start) }
        #expect(access(bench.folder + "/running/nobody", F_OK) != 0)
    }

    /// Somebody says already what became of it: it may have been done.
    @Test func whatWasReportedIsNotReleased() throws {
        let id = try bench.approve("one", by: gate)
        let outcome = Outcome(card: id, status: .failed, detail: nil, finished: bench.start)
        try bench.store.reportOutcome(outcome.document.bytes(), for: id)
        try gate.bringUpToDate(now: { bench.start })
        #expect(throws: GateError.notReleased(id, .used)) { _ = try gate.release(id, by: "test", now: bench.start) }
    }

    /// What an agent says while the gate carries it out does not stand in for what the gate sees.
    @Test func anAgentsReportDoesNotEndTheGatesRun() throws {
        let id = try bench.approve("one", by: gate)
        let release = try gate.release(id, by: "test", now: bench.start)
        let outcome = Outcome(card: id, status: .succeeded, detail: nil, finished: bench.start)
        try bench.store.reportOutcome(outcome.document.bytes(), for: id)
        try gate.bringUpToDate(now: { bench.start })
        try gate.finish([(release, ProgramRun(ending: .exit(9), duration: 1, output: ""))], now: bench.start)
        guard case .executionFinished(let last)? = try bench.lines().last?.fact else {
            Issue.record("another line")
            return
        }
        #expect(last.reportedBy == AuditFact.Finished.byGate)
        #expect(last.outcome.status == .failed)
    }

    @Test func theOperatorMustStillBeTrusted() throws {
        let id = try bench.approve("one", by: gate)
        let other = try bench.gate(
            operator: "ben", trusted: [TrustedKey(OperatorKey.fake(operatorName: "ben"))])
        #expect(throws: GateError.notReleased(id, .token(.unknownKey(gate.signer.keyID)))) {
            _ = try other.release(id, by: "test", now: bench.start)
        }
        #expect(try bench.refusals().last?.contains(gate.signer.keyID) == true)
    }

    @Test(arguments: ["handoff", "Handoff", " handoff ", "HANDOFF\u{00a0}"]) func onlyTheGateIsCalledSo(name: String)
        throws
    {
        let id = try bench.submit("one", ["agent": ["name": .string(name)]])
        #expect(try gate.admitAll(now: { bench.start }).refused.map(\.name) == ["one.json"])
        #expect(try gate.index.record(of: id) == nil)
        #expect(try bench.refusals().first?.contains("only the gate itself") == true)
    }
}
