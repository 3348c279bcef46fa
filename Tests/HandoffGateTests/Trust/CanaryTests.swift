import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffPolicy
import StrictJSON
import Synchronization
import Testing

/// Cards that the gate makes up to see whether operators look.
@Suite struct CanaryTests {
    private static let policy = """
        version: 1
        first_time: act
        canaries: 0.03
        spot_checks: 0
        actions:
          mail.send: {consequence: low, external: true}
          mail.two: {consequence: low, external: true}
          mail.never: {consequence: low, external: true}
          file.tidy: {consequence: low, reversible: true}
        rules:
          - {id: two, when: {action: mail.two}, ruling: ask_two, because: "two of us"}
          - {id: never, when: {action: mail.never}, ruling: forbid, because: "nobody does"}

        """

    private static func canary(_ type: String = "mail.send") throws -> Canary {
        let document = GateBench.document(
            ["agent": ["name": "mail-bot"], "editable": ["/arguments/mode"]],
            action: ["type": .string(type), "target": "lena@customer.exarnple", "external": .bool(type != "file.tidy")])
        return try Canary(
            parsing: JSONValue.object(
                ["lesson": "The address ends in exarnple.", "lasts": "30m", "card": document]
            ).bytes())
    }

    private let bench: GateBench
    private let gate: Gate

    init() throws { (bench, gate) = try Self.world() }

    private static func world(
        _ type: String = "mail.send", share: String = "0.03", chance: @escaping @Sendable () -> Double = { 0 }
    ) throws -> (GateBench, Gate) {
        let bench = try GateBench()
        let text = Self.policy.replacing("canaries: 0.03", with: "canaries: \(share)")
        let gate = try bench.gate(policy: try Policy(text: text), chance: chance, canaries: [try canary(type)])
        return (bench, gate)
    }

    private func submit(_ id: String, _ type: String = "mail.send", _ other: (GateBench, Gate)? = nil) throws {
        let (bench, gate) = other ?? (bench, gate)
        _ = try bench.submit(id, action: ["type": .string(type)])
        try gate.admitAll(now: { bench.start })
    }

    private func canaries(_ other: Gate? = nil) throws -> [CardRecord] {
        let index = (other ?? gate).index
        return try index.pendingKeys().keys.compactMap { try index.record(row: $0.row) }
            .filter { $0.origin == .canary }
    }

    private func decide(
        _ record: CardRecord, _ press: Press, edited: JSONObject? = nil, _ other: (GateBench, Gate)? = nil
    ) throws -> DecisionResult {
        let (bench, gate) = other ?? (bench, gate)
        var request = try bench.request(gate, record.id, press)
        request.edited = edited
        request.confirmation = "yes"
        request.message = "no"
        return try gate.decide(request, now: bench.start)
    }

    @Test func anApprovalApprovesNothing() throws {
        try submit("real")
        let canary = try #require(try canaries().first)
        let card = try gate.card(canary)
        #expect(card.agent.name == "mail-bot" && card.created == bench.start)
        let result = try decide(canary, .approve)
        #expect(result == .canary(isCaught: false, lesson: "The address ends in exarnple."))
        let after = try #require(try gate.index.record(of: canary.id))
        #expect(after.state == .decided(.withdrawn))
        #expect(
            try bench.story().filter { $0.hasSuffix(canary.id.text) } == [
                "handoff.proposed \(canary.id)", "canary.answered \(canary.id)", "handoff.withdrawn \(canary.id)",
            ])
        #expect(throws: (any Error).self) { try gate.release(canary.id, by: "test", now: bench.start) }
        #expect(bench.store.decision(for: canary.id) == nil)
        try gate.bringUpToDate(now: { bench.start })
        #expect(bench.store.decision(for: canary.id) == nil)
        #expect(throws: GateError.self) { try decide(canary, .approve) }
        let counts = try gate.index.canaryCounts()
        #expect(counts.map { [$0.caught, $0.missed] } == [[0, 1]] && counts.first?.operator == "ana")
    }

    @Test(arguments: [Press.decline, .answer]) func whateverElseIsDoneCatchesIt(press: Press) throws {
        try submit("real")
        let canary = try #require(try canaries().first)
        guard case .canary(isCaught: true, _) = try decide(canary, press) else {
            Issue.record("it was not caught")
            return
        }
        #expect(try gate.index.canaryCounts().map { [$0.caught, $0.missed] } == [[1, 0]])
    }

    @Test func toCorrectItCatchesIt() throws {
        try submit("real")
        let canary = try #require(try canaries().first)
        let edited: JSONObject = ["path": "notes", "mode": "hard"]
        #expect(
            try decide(canary, .approve, edited: edited)
                == .canary(isCaught: true, lesson: "The address ends in exarnple."))
    }

    @Test func toSkipItSaysNothing() throws {
        try submit("real")
        let canary = try #require(try canaries().first)
        #expect(try decide(canary, .skip) == .skipped)
        #expect(try canaries().map(\.id) == [canary.id] && gate.index.canaryCounts().isEmpty)
    }

    /// Of two needed approvals the first is the test already.
    @Test func twoOperators() throws {
        let world = try Self.world("mail.two")
        try submit("real", "mail.send", world)
        let canary = try #require(try canaries(world.1).first)
        #expect(canary.ruling == .askTwo)
        guard case .canary(isCaught: false, _) = try decide(canary, .approve, world) else {
            Issue.record("it was not counted")
            return
        }
    }

    @Test func oneWaitsAtATime() throws {
        for number in 0..<5 { _ = try bench.submit("c-\(number)", action: ["type": "mail.send"]) }
        try gate.admitAll(now: { bench.start })
        try submit("later")
        let canary = try #require(try canaries().first)
        #expect(try canaries().count == 1)
        _ = try decide(canary, .decline)
        try submit("last")
        #expect(try canaries().count == 1)
    }

    /// Where nobody is asked nothing is shown, and what nobody would be asked about is not shown either.
    @Test func onlyPeopleAreTested() throws {
        try submit("alone", "file.tidy")
        #expect(try canaries().isEmpty)
        for type in ["file.tidy", "mail.never"] {
            let world = try Self.world(type)
            try submit("real", "mail.send", world)
            #expect(try canaries(world.1).isEmpty)
        }
    }

    @Test func theShareIsThePolicys() throws {
        let off = try Self.world(share: "0")
        try submit("real", "mail.send", off)
        #expect(try canaries(off.1).isEmpty)
        let rolls = Mutex(0)
        let some = try Self.world(share: "0.04") {
            rolls.withLock { rolls in
                defer { rolls += 1 }
                return Double(rolls % 100) / 100
            }
        }
        var shown = 0
        for number in 0..<300 {
            try submit("c-\(number)", "mail.send", some)
            for canary in try canaries(some.1) {
                shown += 1
                _ = try decide(canary, .decline, some)
            }
        }
        // Each that is shown takes one roll more, for which one.
        #expect((6...18).contains(shown), "\(shown)")
    }

    /// Its time ends like another's, and nobody is told.
    @Test func itEnds() throws {
        try submit("real")
        let canary = try #require(try canaries().first)
        #expect(canary.expires == bench.start.adding(seconds: 1800))
        #expect(try gate.expireDue(now: bench.start.adding(seconds: 1801)) == 1)
        #expect(try gate.index.record(of: canary.id)?.state == .decided(.expired))
        #expect(bench.store.decision(for: canary.id) == nil)
        #expect(try gate.index.canaryCounts().isEmpty)
        try submit("another")
        #expect(try canaries().count == 1)
    }

    /// It is nobody's record, lifts no first time, and no file of an agent takes it back.
    @Test func nothingElseChanges() throws {
        try submit("real")
        let canary = try #require(try canaries().first)
        try gate.bringUpToDate(now: { bench.start })
        #expect(try gate.withdraw([canary.id], now: bench.start) == 0 && canaries().count == 1)
        _ = try decide(canary, .approve)
        #expect(try gate.index.isFirstTime("mail.send", account: "acme"))
        let tallies = try gate.index.tallies().filter { $0.key.agent == "mail-bot" }
        #expect(tallies.isEmpty)
        #expect(try gate.index.trustLevels().isEmpty && gate.index.statedConfidences().isEmpty)
    }

    /// The projection made anew says the same.
    @Test func itFollowsFromTheLog() throws {
        try submit("real")
        _ = try decide(#require(try canaries().first), .approve)
        try submit("another")
        bench.removeIndex()
        let other = try bench.gate(policy: try Policy(text: Self.policy))
        try other.catchUp(now: bench.start)
        #expect(try other.index.canaryCounts() == gate.index.canaryCounts())
        #expect(try canaries(other).map(\.id) == canaries().map(\.id))
    }

    @Test(arguments: [
        (#"{"card": {}}"#, "lesson"),
        (#"{"lesson": "", "card": {}}"#, "lesson"),
        (#"{"lesson": "x"}"#, "card"),
        (#"{"lesson": "x", "card": 1}"#, "object"),
        (#"{"lesson": "x", "card": {"handoff": 1}}"#, "agent"),
        (#"{"lesson": "x", "lasts": "soon", "card": {}}"#, "a time like"),
        (#"{"lesson": "x", "card": {"id": "a"}}"#, "id is set when"),
        (#"{"lesson": "x", "card": {"expires": "2026-01-01T00:00:00Z"}}"#, "expires is set when"),
        (#"{"lesson": "x", "more": 1, "card": {}}"#, ""),
    ])
    func whatIsNone(text: String, words: String) {
        let error = #expect(throws: (any Error).self) { try Canary(parsing: Array(text.utf8)) }
        #expect("\(error.map { "\($0)" } ?? "")".contains(words) || words.isEmpty, "\(String(describing: error))")
    }

    @Test(arguments: [("handoff", "mail.send"), ("mail-bot", "handoff.review")])
    func itIsLikeAnAgents(name: String, type: String) throws {
        let document = GateBench.document(["agent": ["name": .string(name)]], action: ["type": .string(type)])
        #expect(throws: (any Error).self) {
            try Canary(parsing: JSONValue.object(["lesson": "x", "card": document]).bytes())
        }
    }
}
