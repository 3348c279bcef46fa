import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffPolicy
import HandoffTrust
import StrictJSON
import Testing

/// What agents could try in order to be left more than they have shown, or to take it from others.
@Suite struct TrustAttackTests {
    private func nested(_ levels: Int) -> JSONValue {
        (0..<levels).reduce(JSONValue.string("x")) { value, _ in .array([value]) }
    }

    /// The spot check quotes the arguments, one level deeper than the log takes.
    @Test(arguments: [20, 27, 28, 29]) func aNestedCardStopsNobody(levels: Int) throws {
        let world = try TrustBench(spotChecks: "1", chance: { 0 })
        let deep = try world.bench.submit("deep", action: ["arguments": ["a": nested(levels)]])
        let other = try world.submit("other")
        #expect(try world.state(deep) == .decided(.approved) && world.state(other) == .decided(.approved))
        #expect(try world.gate.index.pendingKeys().keys.count == 2)
    }

    @Test func whatIsReportedBeforeADecisionTakesNothingBack() throws {
        let world = try TrustBench()
        try world.set(.alwaysAsk)
        for number in 0..<2 { try world.decide(world.submit("wrong-\(number)"), .decline) }
        for number in 0..<5 {
            let id = try world.submit("early-\(number)")
            try world.report(id, .failed)
            try world.decide(id)
        }
        let subject = TrustSubject(action: "file.tidy", account: "acme")
        let state = try #require(try world.gate.index.trustLevel(of: subject)).state
        #expect((state.right, state.wrong) == (5, 2))
    }

    /// One card that goes well, again and again, makes up for no other.
    @Test func togglingDrainsNothing() throws {
        let world = try TrustBench()
        let toggled = try world.submit("toggled")
        for number in 0..<4 {
            try world.report(world.submit("bad-\(number)"), .failed)
            for (ordinal, status) in [Outcome.Status.succeeded, .notAttempted, .succeeded, .notAttempted].enumerated() {
                let time = world.start.adding(seconds: number * 10 + ordinal)
                try world.report(toggled, status, at: time)
            }
        }
        #expect(try world.level() == .askUnlessAuthorized)
    }

    @Test func whatNobodyApprovedLowersNobodysTrust() throws {
        let world = try TrustBench()
        let id = try world.bench.submit(
            "grave", ["account": "evilco"], action: ["reversible": false, "external": true, "scale": 5000])
        try world.gate.admitAll(now: { world.start })
        #expect(try world.state(id) == .pending)
        try world.report(id, .rolledBack)
        #expect(try world.level() == nil)
        #expect(try world.state(world.submit("mine")) == .decided(.approved))
    }

    /// An agent that carries its actions out itself can say what it likes of them.
    @Test func itsOwnWordRaisesNoTrust() throws {
        let world = try TrustBench()
        for number in 0..<60 { try world.report(world.submit("c-\(number)"), .succeeded) }
        #expect(try world.gate.suggestions().isEmpty)
        let state = try #require(
            try world.gate.index.trustLevel(of: TrustSubject(action: "file.tidy", account: nil))
        ).state
        #expect((state.right, state.wrong) == (0, 0))
    }

    /// A hundred that it says went well do not drown three that an operator found wrong.
    @Test func itsOwnWordDrownsNoSpotCheck() throws {
        let world = try TrustBench(spotChecks: "1", chance: { 0 })
        for number in 0..<100 {
            try world.report(world.submit("c-\(number)"), .succeeded)
            if number % 30 == 29 {
                let check = try #require(try world.gate.index.pendingKeys().keys.last)
                try world.decide(#require(try world.gate.index.record(row: check.row)).id, .decline)
            }
        }
        #expect(try world.level() == .askUnlessAuthorized)
    }

    /// What was judged before a level changed takes nothing from what was judged since.
    @Test func whatIsUndoneLaterCostsNobodyElse() throws {
        let world = try TrustBench()
        try world.set(.alwaysAsk)
        let old = try world.submit("old")
        try world.decide(old)
        let later = world.start.adding(seconds: 60)
        let subject = TrustSubject(action: "file.tidy", account: nil)
        try world.gate.setTrust(subject, to: .askUnlessAuthorized, because: nil, confirmation: nil, now: later)
        for number in 0..<2 {
            let id = try world.submit("new-\(number)")
            _ = try world.gate.decide(world.bench.request(world.gate, id, .approve), now: later.adding(seconds: 1))
        }
        try world.report(old, .rolledBack, at: later.adding(seconds: 2))
        let state = try #require(try world.gate.index.trustLevel(of: subject)).state
        #expect((state.right, state.wrong) == (2, 1))
    }

    /// Two ways to write é in one admission: what holds for one account says nothing of the other.
    @Test func equivalentAccountsAreTwo() throws {
        let world = try TrustBench()
        let (composed, decomposed) = ("caf\u{e9}", "cafe\u{301}")
        try world.set(.alwaysAsk, account: composed)
        for (id, account) in [("a", decomposed), ("b", composed)] {
            _ = try world.bench.submit(id, ["account": .string(account)])
        }
        try world.gate.admitAll(now: { world.start })
        #expect(try world.state(#require(CardID("a"))) == .decided(.approved))
        #expect(try world.state(#require(CardID("b"))) == .pending)
        for (id, account) in [("c", composed), ("d", decomposed)] {
            _ = try world.bench.submit(id, ["account": .string(account)])
        }
        try world.gate.admitAll(now: { world.start })
        #expect(try world.state(#require(CardID("c"))) == .pending)
        #expect(try world.state(#require(CardID("d"))) == .decided(.approved))
    }

    /// One action's questions keep no other's away.
    @Test func aFloodLeavesOthersTheirSpotChecks() throws {
        let world = try TrustBench(spotChecks: "1", chance: { 0 })
        for account in [nil, "acme"] { try world.set(.aloneWithSpotChecks, "file.sort", account: account) }
        for number in 0..<40 { _ = try world.bench.submit("flood-\(number)") }
        try world.gate.admitAll(now: { world.start })
        _ = try world.submit("one", "file.sort")
        let asked = try world.gate.index.pendingKeys().keys.compactMap { try world.gate.index.record(row: $0.row) }
        #expect(try asked.contains { try world.gate.card($0).action.target == "one" } && asked.count == 6)
    }
}

/// What agents could try in order to have a standing authorization cover more than it says.
@Suite struct AuthorizationAttackTests {
    private let world: AuthorizationBench

    init() throws { world = try AuthorizationBench() }

    @Test(arguments: [
        "evil@evil.example, u@customer.example", "e@evil.example\nBcc: x@customer.example",
        "e@evil.example;u@customer.example", "<e@evil.example> u@customer.example", "e@evil.example@customer.example",
    ])
    func aWildcardTakesInOneTarget(target: String) throws {
        try world.grant()
        let record = try world.admit(world.mail("m", to: [target]))
        #expect(record.state == .pending)
        let why = try world.why(record.id)
        #expect(why.contains("@customer.example may be") || why.contains("may be taken for"), "\(why)")
    }

    @Test func aPathDoesNotLeaveItsFolder() throws {
        let authorization = try StandingAuthorization(
            id: AuthorizationID(number: 1),
            grant: AuthorizationBench.grant(["action": "file.put", "target": "exports/*"]), grantedBy: "ana")
        for (target, isCovered) in [("exports/a/b", true), ("exports/../etc", false), ("exports/a/..", false)] {
            var facts = PolicyFacts(action: "file.put")
            facts.target = target
            let coverage = authorization.coverage(Policy.standard.effective(facts), spent: DaySpent())
            #expect((coverage == .covers) == isCovered, "\(target)")
        }
    }

    /// What cannot be held against one that declines is not approved by another.
    @Test func decliningIsNotDodged() throws {
        try world.grant(["action": "mail.send", "account": "acme", "target": "*@competitor.example"], effect: .decline)
        try world.grant(["action": "mail.send", "account": "acme"])
        #expect(try world.admit(world.mail("one", to: ["x@competitor.example"])).state == .decided(.declined))
        let both = try world.admit(world.mail("both", to: ["x@competitor.example", "y@ok.example"]))
        #expect(both.state == .pending)
        #expect(try world.why(both.id).hasPrefix("A1 may decline it: "))
        #expect(try world.admit(world.mail("other", to: ["y@ok.example"])).state == .decided(.approved))
    }

    /// What a card says makes it graver, and only what was granted for that covers it.
    @Test(arguments: [true, false]) func graveCardsNeedAGrantForThat(isGrave: Bool) throws {
        try world.grant(["action": "refund.pay", "account": "acme"], isGrave: isGrave)
        let id = try world.bench.submit(
            "r",
            action: [
                "type": "refund.pay", "target": nil, "arguments": ["amount": "5"], "reversible": false,
                "external": true, "scale": 5000,
            ])
        let record = try world.admit(id)
        #expect(record.risk.isGrave && record.state == (isGrave ? .decided(.approved) : .pending))
        if !isGrave { #expect(try world.why(id).contains("risk, and not granted for that")) }
    }
}
