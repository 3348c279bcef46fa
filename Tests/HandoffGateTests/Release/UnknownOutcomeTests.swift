import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffPolicy
import HandoffQueue
import StrictJSON
import TestSupport
import Testing

/// What was started and never finished.
@Suite struct UnknownOutcomeTests {
    private let bench: GateBench
    private let gate: Gate
    private let id: CardID

    init() throws {
        bench = try GateBench()
        gate = try bench.gate()
        id = try bench.approve("one", by: gate)
    }

    /// Starts the action, and is gone as a killed process is.
    private func startAndDie() throws { _ = try bench.gate().release(id, by: "test", now: bench.start) }

    /// The card that asks.
    private func question() throws -> CardID {
        let asked = try bench.lines().last { $0.type == "execution.unknown" }?.body["asked"]?.string
        return try #require(asked.flatMap(CardID.init))
    }

    @Test func whatIsCarriedOutIsNotAskedAbout() throws {
        let release = try gate.release(id, by: "test", now: bench.start)
        #expect(try bench.gate().askAboutUnknown(now: bench.start) == 0)
        try gate.finish([(release, ProgramRun(ending: .exit(0), duration: 1, output: ""))], now: bench.start)
        #expect(try bench.gate().askAboutUnknown(now: bench.start) == 0)
        #expect(try bench.count("execution.unknown") == 0)
    }

    /// Each of many who look at once would ask; one does, and nobody carries it out again.
    @Test func oneCardAsksHoweverManyLook() throws {
        let start = ContinuousClock.now
        let rounds = Soak.count(ordinary: 3, soak: 1000)
        var (unasked, again) = (0, 0)
        for round in 0..<rounds {
            let bench = try GateBench()
            let id = try bench.approve("one", by: bench.gate())
            _ = try bench.gate().release(id, by: "test", now: bench.start)
            let gates = try (0..<8).map { _ in try bench.gate() }
            let asked = try onThreads(8) { try gates[$0].askAboutUnknown(now: bench.start) }
            let questions = try (
                asked.reduce(0, +), bench.count("execution.unknown"), gates[0].index.pendingCounts().total
            )
            #expect(questions == (1, 1, 1), "round \(round)")
            if questions != (1, 1, 1) { unasked += 1 }
            for gate in gates {
                #expect(throws: GateError.notReleased(id, .used)) {
                    _ = try gate.release(id, by: "test", now: bench.start)
                }
            }
            let started = try bench.count("execution.started")
            #expect(started == 1)
            again += started - 1
        }
        Soak.report(promise: 4, name: "started and abandoned, eight looking", runs: rounds, lost: unasked, since: start)
        Soak.report(promise: 3, name: "released again after that", runs: rounds * 8, lost: again, since: start)
    }

    @Test(arguments: [("done", Outcome.Status.succeeded), ("not_done", .notAttempted)])
    func anOperatorsAnswerSettlesIt(button: String, status: Outcome.Status) throws {
        try startAndDie()
        try gate.bringUpToDate(now: { bench.start })
        #expect(try gate.index.record(of: id)?.execution == .unknown)
        let question = try question()
        let record = try #require(try gate.index.record(of: question))
        #expect(record.isOwn)
        #expect(try gate.card(record).agent.name == DecisionToken.gateItself)
        // Nobody handed it in, and so nobody takes it back.
        try gate.bringUpToDate(now: { bench.start })
        #expect(try gate.index.record(of: question)?.state == .pending)
        var request = try bench.request(gate, question, .button(button))
        request.confirmation = "yes"
        _ = try gate.decide(request, now: bench.start)
        #expect(bench.store.decision(for: question) == nil)
        guard case .executionFinished(let fact)? = try bench.lines().last?.fact else {
            Issue.record("another line")
            return
        }
        #expect(fact.outcome.card == id)
        #expect(fact.outcome.status == status)
        #expect(fact.reportedBy == "ana")
        #expect(try gate.index.record(of: id)?.execution == .finished)
        // Neither is carried out after that, whatever the answer was.
        for card in [id, question] {
            #expect(throws: GateError.self) { _ = try gate.release(card, by: "test", now: bench.start) }
        }
        #expect(try bench.count("execution.started") == 1)
        #expect(try gate.askAboutUnknown(now: bench.start) == 0)
    }

    /// Words alone would end the question and leave the action as unknown as it was.
    @Test func wordsAreNoAnswer() throws {
        try startAndDie()
        try gate.bringUpToDate(now: { bench.start })
        let question = try question()
        var request = try bench.request(gate, question, .answer)
        request.message = "somebody look"
        #expect(throws: GateError.press(question, .wordsSettleNothing(has: ["done", "not_done", "skip"]))) {
            _ = try gate.decide(request, now: bench.start)
        }
        #expect(try gate.index.record(of: question)?.state == .pending)
        let card = try gate.card(try #require(try gate.index.record(of: question)))
        #expect(card.context.hasSuffix("It may still be running."))
        #expect(
            card.reasoning?.contains(#"It was approved with: {"mode":"soft","path":"notes"}"#) == true,
            "\(card.reasoning ?? "")")
    }

    /// A policy rules on what agents want, not on what the gate asks.
    @Test(arguments: ["forbid", "ask_two"]) func noPolicyKeepsAnOperatorFromAnswering(unknown: String) throws {
        try startAndDie()
        let strict = try bench.gate(policy: Policy(text: Policy.acting + "default: \(unknown)\n"))
        try strict.bringUpToDate(now: { bench.start })
        var request = try bench.request(strict, question(), .button("done"))
        request.confirmation = "yes"
        #expect(try strict.decide(request, now: bench.start).decision?.kind == .approved)
        #expect(try strict.index.record(of: id)?.execution == .finished)
    }

    /// An agent hands in a card under the question's ID: it gets no word of the gate's own affairs.
    @Test func nobodyIsToldWhatAnOperatorAnswers() throws {
        try startAndDie()
        try gate.bringUpToDate(now: { bench.start })
        let question = try question()
        bench.store.place(GateBench.document().bytes(), as: FileName(card: question))
        try gate.bringUpToDate(now: { bench.start })
        var request = try bench.request(gate, question, .button("done"))
        request.confirmation = "yes"
        _ = try gate.decide(request, now: bench.start)
        try gate.bringUpToDate(now: { bench.start })
        #expect(bench.store.decision(for: question) == nil)
        #expect(!bench.store.isNew(question))
        #expect(try gate.index.record(of: question)?.isOwn == true)
    }

    /// Only the gate knows that nobody knows: an agent's word neither ends it nor keeps it from being asked.
    @Test func anAgentsReportDoesNotKeepItFromBeingAsked() throws {
        try startAndDie()
        let outcome = Outcome(card: id, status: .succeeded, detail: nil, finished: bench.start)
        try bench.store.reportOutcome(outcome.document.bytes(), for: id)
        try gate.bringUpToDate(now: { bench.start })
        #expect(try bench.count("execution.unknown") == 1)
    }

    /// A card of an agent that looks like the gate's own question settles nothing.
    @Test func anAgentsQuestionSettlesNothing() throws {
        try startAndDie()
        try gate.bringUpToDate(now: { bench.start })
        let lookalike = try bench.submit(
            "two", action: ["type": "handoff.outcome_unknown", "arguments": ["card": .string(id.text)]])
        let report = try gate.admitAll(now: { bench.start })
        #expect(report.refused.map(\.reason) == ["only the gate itself has actions whose type begins with handoff."])
        #expect(try gate.index.record(of: lookalike) == nil)
        #expect(try gate.index.record(of: id)?.execution == .unknown)
    }

    /// Texts as long as a card may have do not keep the gate from asking.
    @Test func longCardsAreAskedAbout() throws {
        let long = String(repeating: "€\"\u{1}", count: 8000)
        let other = try bench.submit(
            "long", ["proposal": .string(long), "account": .string(String(long.prefix(3000)))],
            action: ["type": .string(String(repeating: "x", count: 96)), "target": .string(String(long.prefix(3000)))])
        try gate.admitAll(now: { bench.start })
        var request = try bench.request(gate, other, .approve)
        request.confirmation = "yes"
        _ = try gate.decide(request, now: bench.start)
        _ = try bench.gate().release(other, by: "test", now: bench.start)
        try startAndDie()
        #expect(try gate.askAboutUnknown(now: bench.start) == 2)
    }
}
