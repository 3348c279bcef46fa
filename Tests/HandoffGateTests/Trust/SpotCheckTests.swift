import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import StrictJSON
import Synchronization
import Testing

/// What went alone is shown to somebody afterwards, a share of it.
@Suite struct SpotCheckTests {
    private func checks(_ world: TrustBench) throws -> [CardRecord] {
        try world.gate.index.pendingKeys().keys.compactMap { try world.gate.index.record(row: $0.row) }.filter(\.isOwn)
    }

    @Test(arguments: [Press.approve, .decline]) func theAnswerIsALabel(press: Press) throws {
        let world = try TrustBench(spotChecks: "1", chance: { 0.5 })
        let id = try world.submit("one", "file.tidy")
        let check = try #require(try checks(world).first)
        let card = try world.gate.card(check)
        #expect(card.action.target == id.text && card.proposal == "Say whether it was right: Move the notes.")
        let subject = TrustSubject(action: "file.tidy", account: "acme")
        #expect(try world.gate.index.trustLevel(of: subject) == nil)
        try world.decide(check.id, press)
        let state = try #require(try world.gate.index.trustLevel(of: subject)).state
        #expect((state.right, state.wrong) == (press == .approve ? (1, 0) : (0, 1)))
        // It is about the action that it asks about: the question itself has no record.
        #expect(try world.gate.index.trustLevels().map(\.subject.action) == ["file.tidy", "file.tidy"])
        // What an agent says later does not make it right.
        try world.report(id, .succeeded)
        let after = try #require(try world.gate.index.trustLevel(of: subject)).state
        #expect((after.right, after.wrong) == (state.right, state.wrong))
    }

    @Test func onlyTheShareIsAskedAbout() throws {
        let rolls = Mutex(0)
        let world = try TrustBench(
            spotChecks: "0.25",
            chance: {
                rolls.withLock { rolls in
                    rolls += 1
                    return Double(rolls % 4) / 4
                }
            })
        for number in 0..<12 { _ = try world.submit("c-\(number)") }
        #expect(try checks(world).count == 3)
        // What a person decides needs no second look.
        try world.set(.alwaysAsk)
        for number in 0..<4 { try world.decide(world.submit("asked-\(number)")) }
        #expect(try checks(world).count == 3 && rolls.withLock { $0 } == 12)
    }

    @Test func nothingPilesUp() throws {
        let world = try TrustBench(spotChecks: "1", chance: { 0 })
        for number in 0..<30 { _ = try world.bench.submit("c-\(number)") }
        try world.gate.admitAll(now: { world.start })
        #expect(try checks(world).count == 5)
        try world.decide(#require(checks(world).first).id)
        _ = try world.submit("one-more")
        _ = try world.submit("and-another")
        #expect(try checks(world).count == 5)
    }

    /// The share is the policy's.
    @Test func itCanBeSwitchedOff() throws {
        let world = try TrustBench(spotChecks: "0", chance: { 0 })
        _ = try world.submit("one")
        #expect(try checks(world).isEmpty)
    }
}
