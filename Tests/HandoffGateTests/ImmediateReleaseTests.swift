import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffPolicy
import StrictJSON
import Testing

@Suite struct ImmediateReleaseTests {
    private let bench: GateBench
    private let gate: Gate

    init() throws {
        let text = """
            version: 1
            first_time: act
            actions:
              file.read: {consequence: low, reversible: true, external: false, executor: {argv: [/bin/true]}}
            rules:
              - {id: no, when: {action: "file.read", target: "/etc/shadow"}, ruling: forbid, because: "never that"}
            """
        bench = try GateBench()
        gate = try bench.gate(policy: try #require(PolicyReading(text, file: "policy.yaml").policy))
    }

    private func awaiting(_ gate: Gate, _ now: Timestamp) throws -> [CardID] {
        var rota = ExecutorRota()
        return try gate.awaitingExecutors(now: now, limit: 5, rota: &rota)
    }

    private func card(
        _ type: String = "file.read", target: String = "/etc/hosts", agent: String = "reader"
    ) throws -> Card {
        let document: JSONValue = [
            "handoff": 1, "agent": ["name": .string(agent)], "context": "c", "proposal": "p",
            "action": [
                "type": .string(type), "target": .string(target), "reversible": true, "external": false, "scale": 1,
            ],
        ]
        return try Card(document: document, id: try #require(CardID("one")))
    }

    private func types() throws -> [String] { try bench.story().filter { $0.contains(" ") } }

    @Test func whatMayActIsProposedDecidedAndStartedAtOnce() throws {
        guard case .released(let release) = try gate.proposeAndRelease(card(), by: "test", now: bench.start) else {
            Issue.record("it was not released")
            return
        }
        #expect(try types() == ["handoff.proposed one", "handoff.decided one", "execution.started one"])
        #expect(throws: GateError.notReleased(release.card.id, .running)) {
            try gate.release(release.card.id, by: "test", now: bench.start)
        }
        let run = ProgramRun(ending: .exit(0), duration: 1, output: "")
        #expect(try gate.finish([(release, run)], now: bench.start).map(\.status) == [.succeeded])
        #expect(throws: GateError.notReleased(release.card.id, .used)) {
            try gate.release(release.card.id, by: "test", now: bench.start)
        }
    }

    /// Admission refuses it; there is no way around that.
    @Test(arguments: ["handoff", "Handoff", " handoff "]) func nobodyIsCalledLikeTheGate(name: String) throws {
        guard case .asks = try gate.proposeAndRelease(card(agent: name), by: "test", now: bench.start) else {
            Issue.record("it was let through")
            return
        }
        #expect(try types().isEmpty)
    }

    @Test func whatAsksLeavesNoTrace() throws {
        guard case .asks = try gate.proposeAndRelease(card("file.write"), by: "test", now: bench.start) else {
            Issue.record("it does not ask")
            return
        }
        #expect(try types().isEmpty)
    }

    @Test func whatIsForbiddenIsRecordedAndNotStarted() throws {
        let result = try gate.proposeAndRelease(card(target: "/etc/shadow"), by: "test", now: bench.start)
        guard case .declined(let decision) = result else {
            Issue.record("it is not forbidden")
            return
        }
        #expect(decision.message == "never that")
        #expect(try types() == ["handoff.proposed one", "handoff.decided one"])
    }

    @Test func aKnownIDIsNoWayAroundTheQueue() throws {
        _ = try gate.proposeAndRelease(card(target: "/etc/shadow"), by: "test", now: bench.start)
        guard case .asks = try gate.proposeAndRelease(card(), by: "test", now: bench.start) else {
            Issue.record("it was taken again")
            return
        }
        #expect(try types().count == 2)
    }

    @Test func executorsGetWhatIsApprovedWhileTheApprovalIsGood() throws {
        let id = try bench.submit(
            "two", action: ["type": "file.read", "reversible": true, "external": false, "scale": 1])
        try gate.admitAll(now: { bench.start })
        let end = bench.start.adding(seconds: gate.approvalLifetime)
        #expect(try awaiting(gate, bench.start) == [id])
        #expect(try awaiting(gate, end) == [])
        let releases = try gate.releaseToExecutors([id, id], by: "test", now: bench.start)
        #expect(releases.released.map(\.card.id) == [id] && releases.refused.isEmpty)
        #expect(try awaiting(gate, bench.start) == [])
        #expect(try gate.releaseToExecutors([id], by: "test", now: bench.start).released.isEmpty)
        #expect(try !types().contains { $0.hasPrefix("handoff.refused") })
    }

    /// Its agent carried it out before there was an executor for it.
    @Test func whatItsAgentReportedIsLeftAlone() throws {
        let id = try bench.submit(
            "two", action: ["type": "file.read", "reversible": true, "external": false, "scale": 1])
        try gate.admitAll(now: { bench.start })
        let outcome = Outcome(card: id, status: .succeeded, detail: "did it", finished: bench.start)
        try bench.store.reportOutcome(outcome.document.bytes(), for: id)
        try gate.recordOutcomes(gate.store.listOutcomes(), now: bench.start)
        #expect(try gate.index.record(of: id)?.isReported == true)
        #expect(try awaiting(gate, bench.start) == [])
    }

    /// Whoever comes later would be refused again, with another line each time.
    @Test func whatWasRefusedIsNotTriedAgain() throws {
        let id = try bench.submit(
            "two", action: ["type": "file.read", "reversible": true, "external": false, "scale": 1])
        try gate.admitAll(now: { bench.start })
        let text = """
            version: 1
            first_time: act
            actions:
              file.read: {consequence: low, reversible: true, external: false, executor: {argv: [/bin/false]}}
            """
        let policy = try Policy(text: text)
        for _ in 0..<2 {
            let serve = try bench.gate(policy: policy)
            let waiting = try awaiting(serve, bench.start)
            _ = try serve.releaseToExecutors(waiting + [id], by: "test", now: bench.start)
        }
        #expect(try types().count { $0 == "handoff.refused two" } == 1)
        bench.removeIndex()
        let rebuilt = try bench.gate(policy: policy)
        try rebuilt.catchUp(now: bench.start)
        #expect(try awaiting(rebuilt, bench.start) == [])
        #expect(try rebuilt.releaseToExecutors([id], by: "test", now: bench.start).refused.isEmpty)
        #expect(try types().count { $0 == "handoff.refused two" } == 1)
    }

    /// A refusal of what nobody had decided yet says nothing of the approval that comes.
    @Test func whatWasAskedForTooEarlyIsCarriedOutLater() throws {
        let id = try bench.submit("two", ["trigger": ["kind": "boundary"]], action: ["type": "file.read"])
        try gate.admitAll(now: { bench.start })
        #expect(throws: GateError.notReleased(id, .pending)) { _ = try gate.release(id, by: "test", now: bench.start) }
        var request = try bench.request(gate, id, .approve)
        request.confirmation = "yes"
        _ = try gate.decide(request, now: bench.start)
        #expect(try awaiting(gate, bench.start) == [id])
        #expect(try gate.releaseToExecutors([id], by: "test", now: bench.start).released.map(\.card.id) == [id])
    }
}
