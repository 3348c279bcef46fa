import HandoffCards
import HandoffGate
import HandoffQueue
import StrictJSON
import Testing

@Suite struct EndingTests {
    @Test func anExpiredCardIsEndedAndTheAgentTold() throws {
        let bench = try GateBench()
        let gate = try bench.gate()
        let id = try bench.submit("one", ["expires": "2026-11-22T14:03:00Z"])
        let lasting = try bench.submit("two", ["expires": "2026-11-22T15:03:00Z"])
        try gate.admitAll(now: { bench.start })
        #expect(try gate.index.nextExpiry() == Timestamp("2026-11-22T14:03:00Z"))
        #expect(try gate.expireDue(now: #require(Timestamp("2026-11-22T14:02:59.999Z"))) == 0)
        #expect(try gate.expireDue(now: #require(Timestamp("2026-11-22T14:03:00Z"))) == 1)
        let decision = try Decision(parsing: #require(bench.store.decision(for: id)))
        #expect(decision.kind == .expired)
        #expect(decision.basis == .policy)
        #expect(decision.operator == nil)
        let token = try DecisionToken(verifying: decision.token, with: [TrustedKey(gate.signer)])
        #expect(token.decision == .expired)
        #expect(try bench.story().last == "handoff.expired one")
        #expect(try gate.index.record(of: lasting)?.state == .pending)
    }

    @Test func nothingIsDecidedAfterTheExpiry() throws {
        let bench = try GateBench()
        let gate = try bench.gate()
        let expiry = try #require(Timestamp("2026-11-22T14:03:00Z"))
        let id = try bench.submit("one", ["expires": .string(expiry.description)])
        try gate.admitAll(now: { bench.start })
        #expect(throws: GateError.expired(id, at: expiry)) {
            _ = try gate.decide(bench.request(gate, id, .approve), now: expiry)
        }
        #expect(try bench.story().last == "handoff.expired one")
        #expect(try Decision(parsing: #require(bench.store.decision(for: id))).kind == .expired)
    }

    @Test func aCardThatItsAgentTakesBackIsWithdrawn() throws {
        let bench = try GateBench()
        let gate = try bench.gate()
        let id = try bench.submit("one")
        let staying = try bench.submit("two")
        try gate.admitAll(now: { bench.start })
        try gate.withdraw([staying], now: bench.start)
        #expect(try gate.index.record(of: staying)?.state == .pending)
        bench.store.withdraw(id)
        try gate.admitAll(now: { bench.start })
        #expect(try gate.index.record(of: id)?.state == .decided(.withdrawn))
        #expect(try Decision(parsing: #require(bench.store.decision(for: id))).kind == .withdrawn)
        #expect(try bench.story().last == "handoff.withdrawn one")
    }

    @Test func outcomesAreRecordedOnceEach() throws {
        let bench = try GateBench()
        let gate = try bench.gate()
        let id = try bench.submit("one")
        try gate.admitAll(now: { bench.start })
        let done = Outcome(card: id, status: .succeeded, detail: nil, finished: bench.start)
        let undone = Outcome(card: id, status: .rolledBack, detail: "days after", finished: bench.start)
        try bench.store.reportOutcome(done.document.bytes(), for: id)
        try bench.store.reportOutcome(undone.document.bytes(), for: id)
        #expect(try gate.recordOutcomes(bench.store.listOutcomes(), now: bench.start) == 2)
        #expect(try gate.recordOutcomes(bench.store.listOutcomes(), now: bench.start) == 0)
        bench.removeIndex()
        try gate.catchUp(now: bench.start)
        #expect(try gate.recordOutcomes(bench.store.listOutcomes(), now: bench.start) == 0)
        #expect(try bench.story().filter { $0 == "execution.finished one" }.count == 2)
    }

    @Test(arguments: ["{}", #"{"card":"nobody","status":"failed","detail":null,"finished":"2026-11-22T14:02:11Z"}"#])
    func reportsThatFitNoCardGoToBad(text: String) throws {
        let bench = try GateBench()
        let gate = try bench.gate()
        let id = try bench.submit("one")
        try gate.admitAll(now: { bench.start })
        try bench.store.reportOutcome(Array(text.utf8), for: id)
        #expect(try gate.recordOutcomes(bench.store.listOutcomes(), now: bench.start) == 0)
        #expect(bench.store.listBad().count == 1)
        #expect(bench.store.listOutcomes().isEmpty)
    }

    @Test func theArgumentsCarriedOutAreRecordedAsTheirBinding() throws {
        let bench = try GateBench()
        let gate = try bench.gate()
        let id = try bench.submit("one")
        try gate.admitAll(now: { bench.start })
        let record = try #require(try gate.index.record(of: id))
        let card = try gate.card(record)
        var done = Outcome(
            card: id, status: .succeeded, detail: nil, finished: bench.start, arguments: card.action.arguments)
        try bench.store.reportOutcome(done.document.bytes(), for: id)
        // The same, told by its binding: no second line.
        (done.action, done.arguments) = (card.actionBinding, nil)
        try bench.store.reportOutcome(done.document.bytes(), for: id)
        // Arguments and a binding that is not theirs.
        (done.action, done.arguments) = (Hash256(of: []), card.action.arguments)
        try bench.store.reportOutcome(done.document.bytes(), for: id)
        #expect(try gate.recordOutcomes(bench.store.listOutcomes(), now: bench.start) == 1)
        #expect(bench.store.listBad().count == 1)
        var reader = try gate.log.reader()
        var recorded: [Outcome] = []
        while let line = try reader.next() {
            if case .executionFinished(let fact) = try line.fact { recorded.append(fact.outcome) }
        }
        #expect(recorded.map(\.action) == [card.actionBinding])
        #expect(recorded.map(\.arguments) == [nil])
    }
}
