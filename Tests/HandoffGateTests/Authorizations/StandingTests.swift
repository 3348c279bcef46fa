import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffPolicy
import StrictJSON
import Testing

@Suite struct StandingTests {
    private let world: AuthorizationBench

    init() throws { world = try AuthorizationBench() }

    @Test func itAnswersWhatIsInItsScope() throws {
        #expect(try world.admit(world.mail("before")).state == .pending)
        let id = try world.grant()
        #expect(id.text == "A1")
        let card = try world.mail("one")
        let record = try world.admit(card)
        #expect(record.state == .decided(.approved) && record.authorization == id)
        #expect(try world.basis(card) == .authorization)
        #expect(try world.why(card).hasPrefix("A1: mail.send, account acme, target *@customer.example · "))
        // Its use stands before the decision that rests on it.
        #expect(
            try world.bench.story().suffix(3) == [
                "handoff.proposed one", "authorization.used one", "handoff.decided one",
            ])
        // What waited before it was granted waits still: a person was asked, and answers.
        #expect(try world.gate.index.record(of: #require(CardID("before")))?.state == .pending)
        #expect(try world.gate.release(card, by: "test", now: world.start).card.id == card)
    }

    @Test func theCardSaysWhichOneDoesNotCoverIt() throws {
        try world.grant(["action": "mail.send", "account": "acme", "target": "*@customer.example"], .init(scale: 2))
        let outside = try world.mail("outside", to: ["x@evil.example"])
        #expect(try world.admit(outside).state == .pending)
        #expect(
            try world.why(outside)
                == "irreversible · external · outside A1: the target is x@evil.example, not *@customer.example")
        let beyond = try world.mail("beyond", to: (1...3).map { "\($0)@customer.example" })
        #expect(try world.admit(beyond).state == .pending)
        #expect(try world.why(beyond) == "irreversible · external · A1 does not apply: scale 3 of at most 2")
    }

    /// What no authorization lifts.
    @Test(arguments: [
        ("a rule's threshold", "more than ten"), ("the catalogue's threshold", "51 at once"),
        ("two operators", "two must look"),
        ("what is forbidden", "rule never: target is a@customer.example, b@banned.example"),
        ("the first time", "first time for new"),
        ("the agent is unsure", "the agent is unsure"), ("the agent failed", "the agent tried and failed"),
        ("another target is claimed", "the target is a@customer.example, and"),
        ("low confidence", "confidence 0.5 of 0.9 needed"),
    ])
    func whatItNeverLifts(what: String, why: String) throws {
        let policy = AuthorizationBench.policy.replacing("max_scale: 50", "max_scale: 50, min_confidence_to_act: 0.9")
        let world = try AuthorizationBench(policy: what == "low confidence" ? policy : AuthorizationBench.policy)
        try world.grant(["action": ["mail.send", "refund.pay"], "account": "*", "agent": "tidy"])
        let many = { (count: Int) in (0..<count).map { "\($0)@customer.example" } }
        let card: CardID
        switch what {
        case "a rule's threshold": card = try world.mail("one", to: many(11))
        case "the catalogue's threshold": card = try world.mail("one", to: many(51))
        case "two operators": card = try world.refund("one", "1000.01")
        case "what is forbidden": card = try world.mail("one", to: ["a@customer.example", "b@banned.example"])
        case "the first time": card = try world.mail("one", ["account": "new"])
        case "the agent is unsure": card = try world.mail("one", ["trigger": ["kind": "confidence"]])
        case "the agent failed": card = try world.mail("one", ["trigger": ["kind": "failure"]])
        case "low confidence": card = try world.mail("one", ["confidence": 0.5])
        default:
            card = try world.bench.submit(
                "one",
                action: [
                    "type": "mail.send", "target": "a@customer.example", "arguments": ["to": ["b@customer.example"]],
                    "reversible": false, "external": true, "scale": nil,
                ])
        }
        let record = try world.admit(card)
        // A target that cannot be held against a rule that forbids is forbidden.
        let isForbidden = what == "what is forbidden" || what == "another target is claimed"
        #expect(record.state == (isForbidden ? .decided(.declined) : .pending))
        #expect(record.authorization == nil)
        let found = try world.why(card)
        #expect(found.contains(why), "\(found)")
    }

    @Test func itLiftsWhatARuleMerelyAsksAbout() throws {
        try world.grant()
        let card = try world.bench.submit(
            "one",
            action: [
                "type": "mail.send", "target": nil, "reversible": false, "external": true, "scale": nil,
                "arguments": ["to": ["a@customer.example"], "subject": "urgent!"],
            ])
        #expect(try world.admit(card).state == .decided(.approved))
    }

    @Test func aQuestionIsForAPerson() throws {
        try world.grant()
        let question: JSONValue = [
            "text": "Which?", "options": [["id": "a", "label": "A"], ["id": "b", "label": "B"]],
        ]
        let card = try world.mail("one", ["question": question])
        #expect(try world.admit(card).state == .pending)
        #expect(try world.why(card).contains("A1 does not apply: "))
    }

    @Test func oneThatDeclinesWinsOverOneThatApproves() throws {
        try world.grant()
        try world.grant(["action": "mail.send", "target": "lena@*"], effect: .decline)
        let (lena, bo) = (try world.mail("lena"), try world.mail("bo", to: ["bo@customer.example"]))
        #expect(try world.admit(lena).state == .decided(.declined))
        #expect(try world.admit(bo).state == .decided(.approved))
        #expect(try world.basis(lena) == .authorization)
    }

    @Test func whatIsLetThroughAtOnceIsNoOtherWay() throws {
        try world.grant(["action": "mail.send", "account": "acme"], .init(usesPerDay: 1))
        let document = GateBench.document(
            action: [
                "type": "mail.send", "target": nil, "arguments": ["to": ["a@customer.example"], "subject": "s"],
                "reversible": false,
                "external": true, "scale": nil,
            ])
        let first = try world.gate.proposeAndRelease(
            Card(document: document, id: #require(CardID("one"))), by: "test", now: world.start)
        guard case .released = first else {
            Issue.record("\(first)")
            return
        }
        let second = try world.gate.proposeAndRelease(
            Card(document: document, id: #require(CardID("two"))), by: "test", now: world.start)
        guard case .asks = second else {
            Issue.record("\(second)")
            return
        }
        #expect(try world.bench.count("authorization.used") == 1)
    }

    @Test func theIndexCanBeMadeAnew() throws {
        let id = try world.grant()
        let card = try world.mail("one")
        _ = try world.admit(card)
        _ = try world.gate.release(card, by: "test", now: world.start)
        let before = try world.gate.index.standings()
        world.bench.removeIndex()
        let other = try world.other()
        try other.catchUp(now: world.start)
        #expect(try other.index.standings() == before)
        #expect(try other.index.spent(of: id, day: world.start.day).uses == 1)
        #expect(try other.index.cards(answeredBy: id, limit: 5) == [card])
    }
}

extension String {
    fileprivate func replacing(_ old: String, _ new: String) -> String {
        split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
