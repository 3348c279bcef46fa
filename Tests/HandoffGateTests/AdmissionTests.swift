import HandoffCards
import HandoffGate
import HandoffQueue
import StrictJSON
import Testing

@Suite struct AdmissionTests {
    @Test func aCardIsProposedOnceWhoeverSeesItFirst() throws {
        let bench = try GateBench()
        let gates = try (0..<3).map { _ in try bench.gate() }
        let id = try bench.submit("one")
        for gate in gates { try gate.admitAll(now: { bench.start }) }
        try gates[0].admit([.card(id)], now: bench.start)
        #expect(try bench.story() == ["log.opened", "handoff.proposed one"])
        #expect(try gates[2].index.pendingCounts().total == 1)
    }

    @Test func manyGatesAtOnceAdmitEachCardOnce() async throws {
        let bench = try GateBench()
        for number in 0..<40 { _ = try bench.submit("card-\(number)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 { group.addTask { try bench.gate().admitAll(now: { bench.start }) } }
            try await group.waitForAll()
        }
        let story = try bench.story()
        #expect(story.count == 41)
        #expect(Set(story).count == 41)
    }

    /// More than is worked on at a time.
    @Test(arguments: [false, true]) func manyLargeCardsAreAdmittedInParts(isAll: Bool) throws {
        let bench = try GateBench()
        let gate = try bench.gate()
        let body = JSONValue.string(String(repeating: "x", count: 200_000))
        let ids = try (10..<40).map { try bench.submit("card-\($0)", action: ["arguments": ["body": body]]) }
        let other = try #require(CardID("other"))
        try bench.store.submit(Array("{".utf8), as: other)
        let entries = (ids + [other]).map(NewEntry.card)
        let report =
            try isAll ? gate.admitAll(now: { bench.start }) : gate.admit(entries, now: bench.start)
        #expect(report.admitted == 30 && report.refused.map(\.name) == ["other.json"])
        #expect(try Set(gate.index.pendingIDs()) == Set(ids))
        #expect(try bench.count("handoff.proposed") == 30)
    }

    /// Each user's in their order; a file that is gone is nobody's.
    @Test func usersTakeTurns() throws {
        let bench = try GateBench()
        let gate = try bench.gate()
        func place(_ name: String, _ owner: UInt32) throws -> NewEntry {
            let id = try #require(CardID(name))
            bench.store.place(GateBench.document().bytes(), as: FileName(card: id), owner: owner)
            return .card(id)
        }
        let many = try (1...4).map { try place("many-\($0)", 7) }
        let few = try (1...2).map { try place("few-\($0)", 8) }
        let gone = NewEntry.card(try #require(CardID("gone")))
        #expect(gate.inTurns(many + [gone] + few) == [many[0], gone, few[0], many[1], few[1], many[2], many[3]])
        #expect(gate.inTurns(many) == many)
        #expect(try gate.admit(gate.inTurns(many + few), now: bench.start).admitted == 6)
    }

    @Test(arguments: [
        "", "{", "[]", #"{"handoff":2}"#, #"{"handoff":1,"handoff":1}"#, #"{"handoff":1,"id":"other"}"#,
    ])
    func whatIsNoCardGoesToBadWithTheReason(text: String) throws {
        let bench = try GateBench()
        let gate = try bench.gate()
        let id = try #require(CardID("broken"))
        try bench.store.submit(Array(text.utf8), as: id)
        let report = try gate.admitAll(now: { bench.start })
        #expect(report.admitted == 0)
        #expect(report.refused.map(\.name) == ["broken.json"])
        #expect(bench.store.listBad().map(\.reason) == [report.refused[0].reason])
        #expect(!bench.store.isNew(id))
        #expect(try bench.story() == ["log.opened", "handoff.refused"])
    }

    /// A writer that is not done yet is left alone until its file is closed.
    @Test func anUnsettledFileThatIsNoCardYetStays() throws {
        let bench = try GateBench()
        let gate = try bench.gate()
        let id = try #require(CardID("growing"))
        try bench.store.submit(Array("{".utf8), as: id)
        try gate.admit([.card(id)], areSettled: false, now: bench.start)
        #expect(bench.store.isNew(id))
        #expect(bench.store.listBad().isEmpty)
    }

    @Test func theQueueIsSortedByRiskThenAge() throws {
        let bench = try GateBench()
        let gate = try bench.gate()
        _ = try bench.submit("late", ["created": "2026-11-22T13:00:00Z"])
        _ = try bench.submit("early", ["created": "2026-11-22T12:00:00Z"])
        _ = try bench.submit("grave", ["created": "2026-11-22T14:00:00Z"], action: ["scale": 5000, "external": true])
        _ = try bench.submit("silent", ["created": "2026-11-22T14:00:00Z"], action: ["reversible": .null])
        try gate.admitAll(now: { bench.start })
        let cards = try gate.index.pendingCards()
        #expect(cards.map(\.id.text) == ["grave", "silent", "early", "late"])
        #expect(try gate.index.pendingKeys().keys == cards.map(\.key))
        #expect(try gate.index.pendingKeys(limit: 2).keys == cards.prefix(2).map(\.key))
        #expect(try gate.index.pendingCards(rows: cards.map(\.key.row)) == cards)
        let counts = try gate.index.pendingCounts()
        #expect([counts.total, counts.grave] == [4, 2])
    }

    /// The index is a projection: deleted, it is made anew from the log and answers the same.
    @Test func aLostIndexIsMadeAnew() throws {
        let bench = try GateBench()
        let gate = try bench.gate()
        let ids = try (0..<5).map { try bench.submit("card-\($0)") }
        try gate.admitAll(now: { bench.start })
        _ = try gate.decide(bench.request(gate, ids[1], .approve), now: bench.start)
        let before = try (gate.index.pendingCards(), gate.index.record(of: ids[1]))
        bench.removeIndex()
        try gate.catchUp(now: bench.start)
        #expect(try gate.index.pendingCards() == before.0)
        #expect(try gate.index.record(of: ids[1]) == before.1)
    }

    @Test func changesAreToldOnce() throws {
        let bench = try GateBench()
        let gate = try bench.gate()
        let other = try bench.gate()
        let id = try bench.submit("one")
        try gate.admitAll(now: { bench.start })
        let first = try other.index.changes(from: 0)
        #expect(first.added.count == 1)
        _ = try gate.decide(bench.request(gate, id, .decline), now: bench.start)
        let second = try other.index.changes(from: first.next)
        #expect(second.added.isEmpty)
        #expect(second.ended.map(\.kind) == [.declined])
        let third = try other.index.changes(from: second.next)
        #expect(third.added.isEmpty && third.ended.isEmpty)
    }
}
