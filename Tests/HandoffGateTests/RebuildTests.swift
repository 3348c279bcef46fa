import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import Testing

@Suite struct RebuildTests {
    private func history(_ bench: GateBench) throws -> Gate {
        let gate = try bench.gate()
        let ids = try (0..<7).map { try bench.submit("card-\($0)") }
        try gate.admitAll(now: { bench.start })
        for id in ids.prefix(4) { _ = try gate.decide(bench.request(gate, id, .approve), now: bench.start) }
        return gate
    }

    @Test func answersAsBefore() throws {
        let bench = try GateBench()
        let gate = try history(bench)
        let other = try bench.gate()
        let (pending, tallies) = try (gate.index.pendingCards(), gate.index.tallies())
        let report = try gate.rebuildIndex(now: bench.start) { _, _, _ in true }
        #expect(report?.lines == 12)
        for index in [gate.index, try bench.gate().index] {
            #expect(try index.pendingCards() == pending)
            #expect(try index.tallies() == tallies)
        }
        // A gate that had the old file open writes to the new one from now on.
        let id = try #require(CardID("card-5"))
        _ = try other.decide(bench.request(other, id, .approve), now: bench.start)
        #expect(try gate.index.record(of: id)?.state == .decided(.approved))
    }

    @Test func anInterruptedOneLeavesTheOldIndex() throws {
        let bench = try GateBench()
        let gate = try history(bench)
        let pending = try gate.index.pendingCards()
        #expect(try gate.rebuildIndex(now: bench.start) { _, _, _ in false } == nil)
        #expect(try gate.index.pendingCards() == pending)
        #expect(try bench.gate().index.pendingCards() == pending)
    }

    @Test func aBrokenLogIsRefused() throws {
        let bench = try GateBench()
        let gate = try history(bench)
        let pending = try gate.index.pendingCards()
        try bench.damageLog()
        #expect(throws: (any Error).self) { try gate.rebuildIndex(now: bench.start) { _, _, _ in true } }
        #expect(try gate.index.pendingCards() == pending)
    }
}
