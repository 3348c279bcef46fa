import GRDB
import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffPolicy
import HandoffQueue
import StrictJSON
import Testing

@Suite struct DecidingTests {
    /// A bench with one admitted card.
    private func admitted(
        _ changes: [String: JSONValue] = [:], action: [String: JSONValue] = [:]
    ) throws -> (bench: GateBench, gate: Gate, id: CardID) {
        let bench = try GateBench()
        let gate = try bench.gate()
        let id = try bench.submit("one", changes, action: action)
        try gate.admitAll(now: { bench.start })
        return (bench, gate, id)
    }

    @Test func anApprovalIsRecordedSignedAndHandedOver() throws {
        let (bench, gate, id) = try admitted()
        let now = bench.start.adding(seconds: 8)
        let decision = try #require(try gate.decide(bench.request(gate, id, .approve), now: now).decision)
        #expect(decision.kind == .approved)
        #expect(decision.arguments == ["path": "notes", "mode": "soft"])
        #expect(!decision.edited)
        #expect(try bench.story() == ["log.opened", "handoff.proposed one", "handoff.decided one"])
        let published = try #require(bench.store.decision(for: id))
        #expect(try Decision(parsing: published) == decision)
        #expect(!bench.store.isNew(id))
        let token = try DecisionToken(verifying: decision.token, with: [TrustedKey(gate.signer)])
        let record = try #require(try gate.index.record(of: id))
        #expect(token.card == id)
        #expect(token.subject == "ana")
        #expect(token.sequence == 2)
        #expect(token.cardDigest == record.digest)
        #expect(token.action == (try gate.card(record).actionBinding))
        #expect(token.policy == gate.policy.current().policy.digest)
        #expect(token.issued == now)
        #expect(token.expires == now.adding(seconds: gate.approvalLifetime))
        #expect(try gate.decision(record) == decision)
    }

    @Test(arguments: [
        (Press.decline, Decision.Kind.declined), (.answer, .answered), (.button("approve"), .approved),
    ])
    func otherPresses(press: Press, kind: Decision.Kind) throws {
        let (bench, gate, id) = try admitted()
        var request = try bench.request(gate, id, press)
        request.message = "because"
        let decision = try gate.decide(request, now: bench.start).decision
        #expect(decision?.kind == kind)
        #expect(decision?.message == "because")
        #expect((decision?.arguments == [:]) == (kind != .approved))
    }

    @Test func aSkipIsRecordedAndDecidesNothing() throws {
        let (bench, gate, id) = try admitted()
        #expect(try gate.decide(bench.request(gate, id, .skip), now: bench.start).decision == nil)
        #expect(try bench.story().last == "handoff.skipped one")
        #expect(try gate.index.record(of: id)?.state == .pending)
        #expect(bench.store.isNew(id))
        #expect(bench.store.decision(for: id) == nil)
    }

    @Test func theFirstDecisionWins() throws {
        let (bench, gate, id) = try admitted()
        let other = try bench.gate()
        let late = try bench.request(other, id, .decline)
        let first = try gate.decide(bench.request(gate, id, .approve), now: bench.start).decision
        #expect(throws: GateError.alreadyEnded(id, .approved)) { _ = try other.decide(late, now: bench.start) }
        #expect(try Decision(parsing: #require(bench.store.decision(for: id))) == first)
        #expect(try bench.story().filter { $0 == "handoff.decided one" }.count == 1)
    }

    @Test func ofManyAtOnceOneWins() async throws {
        let (bench, gate, id) = try admitted()
        let request = try bench.request(gate, id, .approve)
        let winners = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let gate = try bench.gate()
                    do { return try gate.decide(request, now: bench.start).decision == nil ? 0 : 1 } catch is GateError
                    {
                        return 0
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(winners == 1)
        #expect(try bench.story().filter { $0 == "handoff.decided one" }.count == 1)
    }

    @Test func anotherDigestIsRefused() throws {
        let (bench, gate, id) = try admitted()
        var request = try bench.request(gate, id, .approve)
        request.digest = Hash256(of: "another card".utf8)
        #expect(throws: GateError.changed(id)) { _ = try gate.decide(request, now: bench.start) }
        #expect(try gate.index.record(of: id)?.state == .pending)
    }

    /// What is approved is what was admitted, whatever stands in the file by then.
    @Test func aFileThatChangesAfterAdmissionChangesNothing() throws {
        let (bench, gate, id) = try admitted()
        bench.store.withdraw(id)
        let swapped = GateBench.document(action: ["arguments": ["path": "everything"]])
        let other = MemoryQueue()
        try other.submit(swapped.bytes(), as: id)
        let gateOverSwapped = try bench.gate(store: other)
        try gateOverSwapped.admitAll(now: { bench.start })
        let decision = try gateOverSwapped.decide(bench.request(gate, id, .approve), now: bench.start).decision
        #expect(decision?.arguments == ["path": "notes", "mode": "soft"])
    }

    static let grave: [(action: [String: JSONValue], confirmation: String?, isEnough: Bool)] = [
        (["external": true, "scale": 1], nil, true), (["external": true, "scale": 30], nil, false),
        (["external": true, "scale": 30], "30", false), (["external": true, "scale": 30], "yes", true),
        (["external": true, "scale": 2000], "yes", false), (["external": true, "scale": 2000], "2000", true),
        (["reversible": .null], nil, false), (["reversible": .null], "Y", true),
    ]

    @Test(arguments: grave)
    func graveApprovalsNeedTheirConfirmation(
        action: [String: JSONValue], confirmation: String?, isEnough: Bool
    ) throws {
        let (bench, gate, id) = try admitted(action: action)
        var request = try bench.request(gate, id, .approve)
        request.confirmation = confirmation
        if isEnough {
            #expect(try gate.decide(request, now: bench.start).decision?.kind == .approved)
        } else {
            #expect(throws: GateError.self) { _ = try gate.decide(request, now: bench.start) }
            #expect(try gate.index.record(of: id)?.state == .pending)
            // Refusing takes no confirmation.
            #expect(try gate.decide(bench.request(gate, id, .decline), now: bench.start).decision?.kind == .declined)
        }
    }

    @Test func anEditBindsToTheEditedArguments() throws {
        let (bench, gate, id) = try admitted(["editable": ["/arguments/mode"]])
        var request = try bench.request(gate, id, .approve)
        request.edited = ["path": "everything", "mode": "soft"]
        #expect(throws: GateError.press(id, .notEditable("/arguments/path"))) {
            _ = try gate.decide(request, now: bench.start)
        }
        request.edited = ["path": "notes", "mode": "hard"]
        let decision = try #require(try gate.decide(request, now: bench.start).decision)
        #expect(decision.edited)
        #expect(decision.arguments == ["path": "notes", "mode": "hard"])
        let record = try #require(try gate.index.record(of: id))
        let card = try gate.card(record)
        let token = try DecisionToken(verifying: decision.token, with: [TrustedKey(gate.signer)])
        #expect(token.action == card.actionBinding(arguments: decision.arguments))
        #expect(token.action != card.actionBinding)
        #expect(try gate.decision(record) == decision)
    }

    @Test func answersNeedWords() throws {
        let (bench, gate, id) = try admitted()
        #expect(throws: GateError.emptyAnswer(id)) {
            _ = try gate.decide(bench.request(gate, id, .answer), now: bench.start)
        }
        #expect(throws: GateError.decidesNothing(id)) {
            _ = try gate.decide(bench.request(gate, id, .button("review")), now: bench.start)
        }
        #expect(throws: GateError.press(id, .noSuchButton("go", has: ["approve", "review", "skip"]))) {
            _ = try gate.decide(bench.request(gate, id, .button("go")), now: bench.start)
        }
    }

    @Test func unknownCardsAreRefused() throws {
        let (bench, gate, id) = try admitted()
        var request = try bench.request(gate, id, .approve)
        request.card = try #require(CardID("nobody"))
        #expect(throws: GateError.unknownCard(request.card)) { _ = try gate.decide(request, now: bench.start) }
    }

    /// One decision that cannot be delivered keeps neither new cards nor other decisions out, and is reported.
    @Test func anUndeliverableDecisionStopsNothingElse() throws {
        let bench = try GateBench()
        let stuck = try bench.submit("stuck")
        let dying = try bench.gate(store: StoreThatDies(bench.store))
        try dying.admitAll(now: { bench.start })
        _ = try? dying.decide(bench.request(dying, stuck, .approve), now: bench.start)
        _ = try bench.submit("fresh")
        let report = try dying.admitAll(now: { bench.start })
        #expect(report.admitted == 1)
        #expect(report.undelivered.map(\.name) == ["stuck.json"])
        #expect(try dying.index.pendingCards().map(\.id.text) == ["fresh"])
    }

    @Test func anotherCardUnderAnEndedIDIsRefused() throws {
        let (bench, gate, id) = try admitted()
        _ = try gate.decide(bench.request(gate, id, .approve), now: bench.start)
        bench.store.place(GateBench.document(["proposal": "Another."]).bytes(), as: FileName(card: id))
        let report = try gate.admitAll(now: { bench.start })
        #expect(report.refused.count == 1)
        #expect(!bench.store.isNew(id))
        #expect(try bench.story().last == "handoff.refused")
    }

    /// A log that lost its end would let a card be decided twice: nothing is decided until somebody says that it is right.
    @Test func aLogThatWasCutIsNotDecidedOn() throws {
        let (bench, gate, id) = try admitted()
        let request = try bench.request(gate, id, .decline)
        _ = try gate.decide(bench.request(gate, id, .approve), now: bench.start)
        let path = bench.folder + "/audit/audit.jsonl"
        let record = try #require(try gate.index.record(of: id))
        truncate(path, try #require(record.decided).offset)
        #expect(throws: (any Error).self) { _ = try gate.decide(request, now: bench.start) }
        let next = try bench.gate()
        let error = #expect(throws: GateError.self) { _ = try next.decide(request, now: bench.start) }
        if case .logDoesNotFit = error {} else { Issue.record("\(String(describing: error))") }
    }

    /// The same length, another last line: a rewritten end is no end to go on from.
    @Test func aLogWhoseEndWasRewrittenIsNotDecidedOn() throws {
        let (bench, gate, id) = try admitted()
        _ = try gate.decide(bench.request(gate, id, .approve), now: bench.start)
        let record = try #require(try gate.index.record(of: id))
        let span = try #require(record.decided)
        let line = try gate.log.line(at: span.offset, length: span.length)
        var text = String(decoding: line.bytes, as: UTF8.self)
        text.replace(#""decision":"approved""#, with: #""decision":"declined""#)
        let file = open(bench.folder + "/audit/audit.jsonl", O_WRONLY)
        defer { close(file) }
        #expect(pwrite(file, Array(text.utf8), text.utf8.count, off_t(span.offset)) == text.utf8.count)
        let error = #expect(throws: GateError.self) { try bench.gate().catchUp(now: bench.start) }
        if case .logDoesNotFit = error {} else { Issue.record("\(String(describing: error))") }
    }

    /// An index that was tampered with shows another card's line, or another digest: nothing is decided on it.
    @Test(arguments: ["UPDATE card SET digest = zeroblob(32)", "UPDATE card SET proposed_offset = 0"])
    func anIndexThatDoesNotFitTheLogDecidesNothing(change: String) throws {
        let (bench, gate, id) = try admitted()
        let pool = try DatabaseQueue(path: bench.folder + "/index.sqlite")
        try pool.write { try $0.execute(sql: change) }
        let request = try bench.request(gate, id, .approve)
        #expect(throws: (any Error).self) { _ = try gate.decide(request, now: bench.start) }
        #expect(try bench.story().last == "handoff.proposed one")
    }

    /// To choose an option is no edit, and yet binds to the option's arguments.
    @Test func anOptionIsNoEdit() throws {
        let question: JSONValue = [
            "text": "How?", "options": [["id": "hard", "label": "Hard", "arguments": ["mode": "hard"]]],
        ]
        let (bench, gate, id) = try admitted(["question": question])
        let decision = try #require(
            try gate.decide(bench.request(gate, id, .option("hard")), now: bench.start).decision)
        #expect(!decision.edited)
        #expect(decision.arguments["mode"] == "hard")
        let record = try #require(try gate.index.record(of: id))
        #expect(try gate.decision(record) == decision)
        let token = try DecisionToken(verifying: decision.token, with: [TrustedKey(gate.signer)])
        #expect(token.action == (try gate.card(record).actionBinding(arguments: decision.arguments)))
    }

    /// The policy calls it graver by now than when it was admitted; what it called graver then stays so.
    @Test func theGraverRiskIsConfirmed() throws {
        let bench = try GateBench()
        let mild = try bench.gate()
        let grave = try bench.gate(
            policy: Policy(text: "version: 1\nactions:\n  file.tidy: {consequence: critical, reversible: true}\n"))
        for (first, second) in [(mild, grave), (grave, mild)] {
            let id = try bench.submit("card-\(try bench.lines().count)", ["trigger": ["kind": "boundary"]])
            try first.admitAll(now: { bench.start })
            let record = try #require(try second.index.record(of: id))
            #expect(try second.stakes(of: second.card(record), record, now: bench.start).risk == .critical)
            var request = try bench.request(second, id, .approve)
            let needed = GateError.confirmationNeeded(id, .typed(value: "notes", what: "target"))
            #expect(throws: needed) { _ = try second.decide(request, now: bench.start) }
            request.confirmation = "notes"
            #expect(try second.decide(request, now: bench.start).decision?.kind == .approved)
        }
    }

    /// The process dies after the log has the decision and before the agent can see it: the next one hands it over.
    @Test func aDecisionThatWasNotPublishedIsPublishedLater() throws {
        let bench = try GateBench()
        let id = try bench.submit("one")
        let dying = try bench.gate(store: StoreThatDies(bench.store))
        try dying.admitAll(now: { bench.start })
        let undelivered = GateError.undelivered(
            id, .approved, reason: QueueError.io(operation: "write", path: "decisions", errno: EIO).description)
        #expect(throws: undelivered) {
            _ = try dying.decide(bench.request(dying, id, .approve), now: bench.start)
        }
        #expect(bench.store.decision(for: id) == nil)
        let next = try bench.gate()
        try next.admitAll(now: { bench.start.adding(seconds: 60) })
        let decision = try Decision(parsing: #require(bench.store.decision(for: id)))
        #expect(decision.kind == .approved)
        #expect(decision.decided == bench.start)
        #expect(!bench.store.isNew(id))
        #expect(try bench.story().count == 3)
    }
}
