import HandoffAudit
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

    /// What only its owner can take away stands there for as long as it likes, and keeps nobody else waiting.
    @Test func aReportThatCannotBeMovedStopsNothing() throws {
        let bench = try GateBench()
        let gate = try bench.gate(store: StoreThatKeeps(bench.store))
        let id = try bench.submit("one", ["expires": "2026-11-22T14:03:11Z"])
        try gate.admitAll(now: { bench.start })
        try bench.store.reportOutcome(Array("{}".utf8), for: id)
        let done = Outcome(card: id, status: .succeeded, detail: nil, finished: bench.start)
        try bench.store.reportOutcome(done.document.bytes(), for: id)
        try gate.bringUpToDate(now: { bench.start.adding(seconds: 3600) })
        #expect(try bench.story().suffix(2) == ["execution.finished one", "handoff.expired one"])
    }

    /// The gate tells what it did itself. An agent's word about it is a line of the log, and changes nothing.
    @Test(arguments: [Outcome.Status.succeeded, .rolledBack])
    func anAgentDoesNotUndoWhatTheGateRecorded(claimed: Outcome.Status) throws {
        let bench = try GateBench()
        let gate = try bench.gate()
        let id = try #require(CardID("one"))
        let other: UInt32 = 12_345
        bench.store.place(GateBench.document().bytes(), as: FileName(card: id), owner: other)
        try gate.admitAll(now: { bench.start })
        _ = try gate.decide(bench.request(gate, id, .approve), now: bench.start)
        let release = try gate.release(id, by: "test", now: bench.start)
        let run = ProgramRun(ending: .exit(7), duration: 1, output: "")
        try gate.finish([(release, run)], now: bench.start)
        let claim = Outcome(
            card: id, status: claimed, detail: "after all", finished: bench.start, action: Hash256(of: [1]))
        bench.store.placeOutcome(claim.document.bytes(), as: FileName(card: id), owner: other)
        #expect(try gate.recordOutcomes(bench.store.listOutcomes(), now: bench.start) == 1)
        let tally = try #require(try gate.index.tallies().first)
        #expect(tally.failed == 1 && tally.succeeded == 0 && tally.rolledBack == 0 && tally.differed == 0)
        var fold = CaseFold()
        for line in try bench.lines() {
            fold.take(try line.fact, at: line.time, span: LineSpan(offset: line.offset, length: line.length))
        }
        #expect(fold.cases.first?.outcome == .failed && fold.cases.first?.executed == release.action)
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
