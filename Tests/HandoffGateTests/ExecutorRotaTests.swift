import HandoffCards
import HandoffGate
import HandoffPolicy
import HandoffQueue
import StrictJSON
import Testing

@Suite struct ExecutorRotaTests {
    private let bench: GateBench
    private let gate: Gate

    init() throws {
        let text = """
            version: 1
            first_time: act
            actions:
              file.read: {consequence: low, reversible: true, external: false, executor: {argv: [/bin/true]}}
              file.list: {consequence: low, reversible: true, external: false, executor: {argv: [/bin/true]}}
            """
        bench = try GateBench()
        gate = try bench.gate(policy: try Policy(text: text))
    }

    /// The policy approves it at once.
    private func submit(_ id: String, agent: String, user: UInt32, _ type: String = "file.read") throws {
        let document = GateBench.document(["agent": ["name": .string(agent)]], action: ["type": .string(type)])
        bench.store.place(document.bytes(), as: FileName(card: try #require(CardID(id))), owner: user)
        try gate.admitAll(now: { bench.start })
    }

    private func start(_ limit: Int, _ rota: inout ExecutorRota) throws -> [String] {
        let ids = try gate.awaitingExecutors(now: bench.start, limit: limit, rota: &rota)
        return try gate.releaseToExecutors(ids, by: "test", now: bench.start).released.map(\.card.id.text)
    }

    @Test func nobodyWaitsForAllOfAnother() throws {
        for number in 0..<6 { try submit("busy-\(number)", agent: "busy", user: 7) }
        try submit("rare-1", agent: "rare", user: 7)
        try submit("other-1", agent: "busy", user: 8)
        try submit("list-1", agent: "busy", user: 7, "file.list")
        var rota = ExecutorRota()
        var started: [String] = []
        for _ in 0..<9 { started += try start(1, &rota) }
        #expect(Set(started.prefix(5)) == ["busy-0", "busy-1", "rare-1", "other-1", "list-1"])
        #expect(started.filter { $0.hasPrefix("busy") } == (0..<6).map { "busy-\($0)" })
        #expect(started.count == 9)
    }

    /// Names cost nothing, so that they bring no more turns than one name would.
    @Test func whoHasManyNamesHasOneUsersTurns() throws {
        for number in 0..<20 { try submit("many-\(number)", agent: "a\(number)", user: 7) }
        for number in 0..<3 { try submit("one-\(number)", agent: "z", user: 8) }
        var rota = ExecutorRota()
        let started = try start(6, &rota)
        #expect(started.filter { $0.hasPrefix("one") } == ["one-0", "one-1", "one-2"])
    }

    /// One slot at a time: whoever begins with the first type each time starves the others.
    @Test func typesTakeTurnsToo() throws {
        for number in 0..<9 { try submit("list-\(number)", agent: "busy", user: 7, "file.list") }
        try submit("rare", agent: "rare", user: 8, "file.read")
        try submit("own", agent: "busy", user: 7, "file.read")
        var rota = ExecutorRota()
        var started: [String] = []
        for _ in 0..<4 { started += try start(1, &rota) }
        #expect(started.contains("rare") && started.contains("own"))
    }

    @Test func severalAtOnceAreNoneTwice() throws {
        for number in 0..<3 { try submit("one-\(number)", agent: "a", user: 7) }
        try submit("two-0", agent: "b", user: 7)
        var rota = ExecutorRota()
        #expect(try start(10, &rota).sorted() == ["one-0", "one-1", "one-2", "two-0"])
        #expect(try start(10, &rota) == [])
    }

    /// Approvals that are over are passed, and not for ever.
    @Test func whatIsOverKeepsNobodyWaiting() throws {
        for number in 0..<60 { try submit("old-\(number)", agent: "a\(number)", user: 7) }
        let later = bench.start.adding(seconds: gate.approvalLifetime)
        let document = GateBench.document(["agent": ["name": "z"]], action: ["type": "file.read"])
        bench.store.place(document.bytes(), as: FileName(card: try #require(CardID("new"))), owner: 7)
        try gate.admitAll(now: { later })
        var rota = ExecutorRota()
        #expect(try gate.awaitingExecutors(now: later, limit: 3, rota: &rota).map(\.text) == ["new"])
    }
}
