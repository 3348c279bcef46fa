import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffPolicy
import StrictJSON
import TestSupport
import Testing

/// Caps are never exceeded, whoever spends at the same time.
@Suite struct CapTests {
    @Test func oneBatchSpendsNoMoreThanOneByOne() throws {
        let world = try AuthorizationBench()
        try world.grant(["action": "mail.send", "account": "acme"], .init(usesPerDay: 3))
        let cards = try (0..<8).map { try world.mail("card-\($0)") }
        try world.gate.admitAll(now: { world.start })
        let states = try cards.map { try #require(try world.gate.index.record(of: $0)).state }
        #expect(states.count { $0 == .decided(.approved) } == 3)
        #expect(states.count { $0 == .pending } == 5)
        // The next day is another one.
        let tomorrow = world.start.adding(seconds: 86_400)
        #expect(try world.admit(world.mail("tomorrow"), now: tomorrow).state == .decided(.approved))
    }

    @Test func manyProcessesSpendNoMoreThanOne() throws {
        let start = ContinuousClock.now
        let rounds = Soak.count(ordinary: 1, soak: 50)
        let (many, each) = (Soak.count(ordinary: 8, soak: 32), Soak.count(ordinary: 4, soak: 8))
        var (uses, overspent) = (0, 0)
        var random = SeededRandom(seed: 26)
        for _ in 0..<rounds {
            let world = try AuthorizationBench()
            let limit = Int.random(in: 20...60, using: &random)
            try world.grant(
                ["action": "refund.pay", "account": "acme"],
                .init(usesPerDay: 1000, valuePerDay: Action.Money("\(limit) EUR")), isGrave: true)
            let amounts = (0..<many).map { _ in (0..<each).map { _ in Int.random(in: 1...9, using: &random) } }
            let gates = try (0..<many).map { _ in try world.other() }
            let spent = try onThreads(many) { number -> Int in
                var spent = 0
                for (place, amount) in amounts[number].enumerated() {
                    let card = try Card(
                        document: GateBench.document(
                            action: [
                                "type": "refund.pay", "target": nil, "reversible": false, "external": true,
                                "scale": nil,
                                "arguments": ["amount": .string("\(amount)")],
                            ]), id: #require(CardID("c-\(number)-\(place)")))
                    let result = try gates[number].proposeAndRelease(card, by: "test", now: world.start)
                    if case .released = result { spent += amount }
                }
                return spent
            }.reduce(0, +)
            let offered = amounts.joined().reduce(0, +)
            uses += many * each
            // What was left was too little for what came last, and never more than was given.
            if spent > limit || spent < min(limit - 8, offered) { overspent += 1 }
            #expect(spent <= limit && spent >= min(limit - 8, offered), "seed 26: \(spent) of \(limit)")
            #expect(try world.gate.index.spent(of: .init(number: 1), day: world.start.day).micros == spent * 1_000_000)
        }
        Soak.report(
            promise: 26, name: "\(many) spending at once", runs: uses, lost: overspent, seed: 26, since: start)
    }

    /// Whatever is lost behind a line in which something is used, what was used stays used.
    @Test func aCutBatchHasSpentMoreAndNeverLess() throws {
        let world = try AuthorizationBench()
        try world.grant(["action": "mail.send", "account": "acme"], .init(usesPerDay: 1))
        _ = try world.admit(world.mail("one"))
        let lines = try world.bench.lines().map(\.type)
        let used = try #require(lines.lastIndex(of: "authorization.used"))
        #expect(try #require(lines.lastIndex(of: "handoff.decided")) == used + 1)
    }
}
