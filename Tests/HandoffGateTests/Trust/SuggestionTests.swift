import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffTrust
import StrictJSON
import Testing

@Suite struct SuggestionTests {
    private let world: TrustBench

    init() throws { world = try TrustBench() }

    /// Asked and approved so often.
    private func approve(_ count: Int, _ type: String = "file.tidy", confidence: Double? = nil) throws {
        for number in 0..<count {
            var changes: [String: JSONValue] = [:]
            if let confidence { changes["confidence"] = .number(confidence) }
            let id = try world.bench.submit("\(type)-\(number)", changes, action: ["type": .string(type)])
            try world.gate.admitAll(now: { world.start })
            try world.decide(id)
        }
    }

    private func raises() throws -> [String] {
        try world.gate.suggestions().filter { if case .raise = $0.kind { true } else { false } }.map(\.words)
    }

    @Test func trustIsSuggestedStepByStep() throws {
        try world.set(.alwaysAsk)
        try world.set(.alwaysAsk, account: "acme")
        try approve(42)
        #expect(try raises().isEmpty)
        try world.decide(world.submit("the-last"))
        // The account's level is not raised above the action's.
        #expect(try raises() == ["file.tidy: ask unless authorized"])
        let suggestion = try #require(try world.gate.suggestions().first)
        #expect(suggestion.evidence == "43 of 43 right since 2026-11-22" && suggestion.covered == 43)
        try world.gate.accept(suggestion, confirmation: nil, now: world.start)
        #expect(try world.level() == .askUnlessAuthorized)
        #expect(try raises() == ["file.tidy for acme: ask unless authorized"])
        // What was taken is not there to be taken again, and the record begins anew.
        #expect(throws: GateError.trust(.notSuggested(suggestion.mark))) {
            try world.gate.accept(suggestion, confirmation: nil, now: world.start)
        }
    }

    /// A boundary asks whatever the level is.
    @Test func whatWouldChangeNothingIsNotSuggested() throws {
        try world.set(.askUnlessAuthorized, "mail.send")
        try world.set(.askUnlessAuthorized, "mail.send", account: "acme")
        try approve(90, "mail.send")
        #expect(try raises().isEmpty)
        // Where no confidence is asked for, to go without changes nothing.
        for number in 0..<50 { try world.report(world.submit("alone-\(number)"), .succeeded) }
        #expect(try raises().isEmpty)
    }

    @Test func aLowerConfidenceIsSuggestedWhereItIsEnough() throws {
        try approve(60, "file.sort", confidence: 0.7)
        let found = try world.gate.suggestions().filter { if case .threshold = $0.kind { true } else { false } }
        #expect(found.map(\.words) == ["file.sort: alone from confidence 0.7"])
        #expect(
            found.first?.evidence == "60 of 60 right from there on: at least 90%, with an error of at most 5%")
        let suggestion = try #require(found.first)
        #expect(throws: GateError.trust(.policysToSay(action: "file.sort", confidence: 0.7))) {
            try world.gate.accept(suggestion, confirmation: nil, now: world.start)
        }
    }

    @Test func whatIsDismissedStaysAway() throws {
        try world.set(.alwaysAsk)
        try approve(43)
        let suggestion = try #require(try world.gate.suggestions().first)
        try world.gate.dismiss(suggestion, now: world.start)
        try world.gate.dismiss(suggestion, now: world.start)
        #expect(try world.bench.story().filter { $0 == "suggestion.dismissed" }.count == 1)
        #expect(try world.gate.index.dismissedSuggestions().map(\.words) == [suggestion.words])
        #expect(try !world.gate.suggestions().contains { $0.id == suggestion.id })
        world.bench.removeIndex()
        let other = try world.bench.gate(policy: world.gate.policy.current().policy)
        try other.catchUp(now: world.start)
        #expect(try !other.suggestions().contains { $0.id == suggestion.id })
        // Until somebody wants it back.
        #expect(try other.restore(suggestion.id, now: world.start))
        #expect(try !other.restore(suggestion.id, now: world.start))
        #expect(try other.suggestions().contains { $0.id == suggestion.id })
        #expect(try world.bench.story().last == "suggestion.restored")
    }
}
