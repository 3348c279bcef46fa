import HandoffAudit
import HandoffCards
import StrictJSON
import TestSupport

/// Some weeks of several agents' and operators' work: every decision, every basis and every outcome occurs, late ones too.
struct SampleHistory {
    private var random: SeededRandom
    private(set) var facts: [(time: Timestamp, fact: AuditFact)] = []
    let start: Timestamp

    init(cases: Int, days: Int, seed: UInt64, start: Timestamp = noon) throws {
        random = SeededRandom(seed: seed)
        self.start = start
        for number in 0..<cases {
            // Nobody works at night, and less at the weekend.
            var offset = Int.random(in: 0..<days, using: &random)
            if offset % 7 > 4, chance(0.7) { offset = max(0, offset - 2) }
            let second = 7 * 3600 + Int.random(in: 0..<11 * 3600, using: &random)
            try addCase(number, at: start.adding(seconds: offset * 86_400 + second))
        }
        facts.sort { $0.time < $1.time }
    }

    private static let kinds: [(type: String, agent: String, approved: Double, risk: Risk, alone: Bool)] = [
        ("email.send", "support-mailer", 0.91, .medium, false), ("ticket.close", "triage-bot", 0.985, .low, true),
        ("service.restart", "deploy-bot", 0.86, .high, false),
        ("record.delete", "records-cleaner", 0.68, .critical, false),
        ("refund.pay", "billing-helper", 0.77, .medium, false), ("calendar.invite", "scheduler", 0.95, .low, true),
        ("contract.sign", "billing-helper", 0.42, .high, false),
    ]
    private static let weights = [30, 26, 12, 7, 13, 10, 2]
    private static let targets = [
        "lena@northwind.example", "sam@contoso.example", "chloé@fabrikam.example", "payments-api", "ledger-eu",
        "search-index", "<script>alert(1)</script>", "a|b \u{202E}txt.exe",
    ]

    private mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }

    private mutating func addCase(_ number: Int, at time: Timestamp) throws {
        var pick = Int.random(in: 0..<100, using: &random)
        var place = 0
        while pick >= Self.weights[place] {
            pick -= Self.weights[place]
            place += 1
        }
        let kind = Self.kinds[place]
        let target = Self.targets.randomElement(using: &random) ?? ""
        let account = chance(0.7) ? "acme" : "northwind"
        let document: JSONValue = [
            "handoff": 1, "agent": ["name": .string(kind.agent)], "account": .string(account),
            "context": "Answering what a customer asked for in the morning.",
            "proposal": "Do what the customer asked for, in the way that the handbook says it should be done.",
            "action": [
                "type": .string(kind.type), "target": .string(target),
                "arguments": ["n": .number(Double(Int.random(in: 0..<40, using: &random))), "body": "Hello"],
                "reversible": .bool(kind.risk == .low), "external": true, "scale": 1,
            ],
            "trigger": ["kind": .string(trigger().rawValue)], "editable": ["/arguments/body"],
        ]
        let card = try Card(document: document, id: cardID("card-\(number)"))
        facts.append(
            (
                time,
                .proposed(
                    .init(
                        card: card.id, digest: card.digest(), action: card.actionBinding, document: document,
                        assessment: .asking(kind.risk)))
            ))
        try decide(card, kind.approved, canBeAlone: kind.alone, after: time)
    }

    private mutating func trigger() -> Card.Trigger {
        let pick = Int.random(in: 0..<100, using: &random)
        return pick < 62 ? .boundary : pick < 86 ? .confidence : pick < 95 ? .scope : .failure
    }

    private mutating func decide(_ card: Card, _ approval: Double, canBeAlone: Bool, after time: Timestamp) throws {
        if chance(0.02) { return }
        if chance(0.03) {
            facts.append((time.adding(seconds: 900), .expired(.init(card: card.id, token: "t"))))
            return
        }
        if chance(0.01) {
            facts.append((time.adding(seconds: 60), .withdrawn(.init(card: card.id, token: "t"))))
            return
        }
        if chance(0.05) { facts.append((time.adding(seconds: 20), .skipped(.init(card: card.id, operator: "ben")))) }
        let isAlone = canBeAlone && chance(0.4)
        let basis: Decision.Basis = isAlone ? (chance(0.6) ? .authorization : .policy) : .operator
        let kind: Decision.Kind = isAlone || chance(approval) ? .approved : chance(0.85) ? .declined : .answered
        let isEdited = kind == .approved && !isAlone && chance(0.1)
        var arguments: JSONObject?
        if isEdited {
            arguments = card.action.arguments
            arguments?["body"] = "Hello again"
        }
        // Log-normal enough: a product of a few factors.
        var looked = 700.0
        for _ in 0..<5 { looked *= Double.random(in: 0.8..<2.6, using: &random) }
        let decided = time.adding(seconds: isAlone ? 0 : Int.random(in: 20..<1800, using: &random))
        let approved = card.actionBinding(arguments: arguments ?? card.action.arguments)
        facts.append(
            (
                decided,
                .decided(
                    .init(
                        card: card.id, decision: kind, basis: basis, button: nil,
                        operator: isAlone ? nil : (["ana", "ben", "chris"].randomElement(using: &random) ?? "ana"),
                        digest: card.digest(), action: approved, policy: Hash256(of: [3]), arguments: arguments,
                        edited: isEdited, message: nil, token: "t", shown: nil, looked: isAlone ? nil : Int(looked)))
            ))
        guard kind == .approved else { return }
        report(card, approved, after: decided)
    }

    private mutating func report(_ card: Card, _ approved: Hash256, after time: Timestamp) {
        if chance(0.006) { return }
        let done = time.adding(seconds: Int.random(in: 1..<60, using: &random))
        let status: Outcome.Status = chance(0.02) ? .failed : chance(0.01) ? .notAttempted : .succeeded
        let action = status == .notAttempted ? nil : chance(0.003) ? Hash256(of: [9]) : approved
        add(
            Outcome(
                card: card.id, status: status, detail: status == .failed ? "SMTP 554" : nil, finished: done,
                action: action))
        if status == .succeeded, chance(0.015) {
            add(
                Outcome(
                    card: card.id, status: .rolledBack, detail: "The customer had cancelled.",
                    finished: done.adding(seconds: Int.random(in: 3600..<5 * 86_400, using: &random))))
        }
    }

    private mutating func add(_ outcome: Outcome) {
        facts.append((outcome.finished, .executionFinished(.init(outcome: outcome, reportedBy: "agent"))))
    }

    /// A log with all of it, each line at its time.
    func write(to log: AuditLog) throws {
        var place = 0
        while place < facts.count {
            let part = facts[place..<min(place + 1, facts.count)]
            try log.transaction(now: part.first?.time ?? noon) { transaction in
                for (time, fact) in part { _ = try transaction.append([fact], at: time) }
            }
            place = part.endIndex
        }
    }
}
