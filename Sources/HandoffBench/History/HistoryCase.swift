import HandoffAudit
import HandoffCards
import StrictJSON

/// One card of a made history and all that became of it. The same number gives the same case in every run, but for the time.
struct HistoryCase: Sendable {
    let id: CardID
    let digest: Hash256
    let binding: Hash256
    let proposed: AuditFact
    let fate: Fate
    private let kind: Kind
    private let arguments: JSONObject
    private let account: String
    private let target: String
    private var random: SplitMix64
    /// The binding of what was approved.
    private var approved: Hash256?

    enum Fate: Sendable {
        case approved, edited, declined, answered, expired, withdrawn
    }

    init(_ number: Int, at time: Timestamp) {
        var random = SplitMix64(seed: UInt64(truncatingIfNeeded: number) &* 0x9e37_79b9 &+ 0x6869_7374)
        let words = Vocabulary.standard
        let kind = Kind.all[Int(random.next() % UInt64(Kind.all.count))]
        // Some have far more to do than others.
        let share = Int(random.next() & 0xffff) * Int(random.next() & 0xffff) >> 16
        let account = Self.accounts[share * Self.accounts.count >> 16]
        let id = CardID.unique(now: time, using: &random)
        let arguments: JSONObject = [
            "body": .string(words.sentence(8, using: &random)),
            "count": .number(Double(1 + random.next() % 40)), "subject": .string(words.phrase(2, using: &random)),
        ]
        let target = kind.target + "-\(random.next() % 40_000)"
        // In the order of the canonical form, which a reader need not keep.
        var members: [JSONObject.Member] = [
            .init(name: "account", value: .string(account)),
            .init(
                name: "action",
                value: [
                    "arguments": .object(arguments), "external": .bool(kind.isExternal),
                    "reversible": .bool(kind.isReversible), "target": .string(target), "type": .string(kind.action),
                ]),
            .init(name: "agent", value: ["name": .string(kind.agent)]),
            .init(name: "confidence", value: .number(Double(50 + random.next() % 50) / 100)),
        ]
        if !kind.isReversible {
            members.append(.init(name: "consequence", value: .string(words.sentence(5, using: &random))))
        }
        members.append(.init(name: "context", value: .string(words.sentence(6, using: &random))))
        members.append(.init(name: "created", value: .string(time.description)))
        members.append(.init(name: "handoff", value: 1))
        members.append(.init(name: "id", value: .string(id.text)))
        members.append(.init(name: "proposal", value: .string(words.sentence(9, using: &random))))
        members.append(.init(name: "trigger", value: ["kind": "boundary"]))
        let document = JSONValue.object(JSONObject(members))
        digest = Hash256(of: document.canonicalBytes())
        binding = Self.binding(of: arguments, target, account, kind)
        proposed = .proposed(
            .init(
                card: id, digest: digest, action: binding, document: document, assessment: .asking(kind.risk)))
        fate = kind.fate(Int(random.next() % 1000))
        self.id = id
        self.kind = kind
        self.arguments = arguments
        self.account = account
        self.target = target
        self.random = random
    }

    private func binding(of arguments: JSONObject) -> Hash256 { Self.binding(of: arguments, target, account, kind) }

    /// As `Action.binding`.
    private static func binding(of arguments: JSONObject, _ target: String, _ account: String, _ kind: Kind) -> Hash256
    {
        let document: JSONValue = [
            "account": .string(account), "action": .string(kind.action), "agent": .string(kind.agent),
            "arguments": .object(arguments), "target": .string(target),
        ]
        return Hash256(of: document.canonicalBytes())
    }

    func skipped() -> AuditFact { .skipped(.init(card: id, operator: Self.operator(id))) }

    /// How the card ended.
    mutating func ended(at time: Timestamp) -> AuditFact {
        let token = Self.token(&random)
        switch fate {
        case .expired: return .expired(.init(card: id, token: token))
        case .withdrawn: return .withdrawn(.init(card: id, token: token))
        case .approved: return decided(.approved, "approve", token, at: time)
        case .declined: return decided(.declined, "decline", token, says: 5, at: time)
        case .answered: return decided(.answered, "answer", token, says: 9, at: time)
        case .edited:
            var changed = arguments
            changed["body"] = .string(Vocabulary.standard.sentence(8, using: &random))
            return decided(.approved, "approve", token, changed: changed, at: time)
        }
    }

    private mutating func decided(
        _ decision: Decision.Kind, _ button: String, _ token: String, changed: JSONObject? = nil, says: Int? = nil,
        at time: Timestamp
    ) -> AuditFact {
        let basis: Decision.Basis =
            switch random.next() % 20 {
            case 0: .authorization
            case 1, 2: .policy
            default: .operator
            }
        // From half a second to a minute, mostly some seconds.
        let looked = 500 << Int(random.next() % 4 + random.next() % 4) + Int(random.next() % 500)
        let message = says.map { Vocabulary.standard.sentence($0, using: &random) }
        approved = changed.map(binding(of:)) ?? binding
        return .decided(
            .init(
                card: id, decision: decision, basis: basis, button: button, operator: Self.operator(id), digest: digest,
                action: approved ?? binding, policy: Self.policy, arguments: changed,
                edited: changed != nil,
                message: message, token: token,
                shown: basis == .operator ? Timestamp(milliseconds: time.milliseconds - Int64(looked)) : nil,
                looked: basis == .operator ? looked : nil))
    }

    /// What the agent says became of it; nothing where it was not approved.
    mutating func finished(at time: Timestamp) -> AuditFact {
        let status: Outcome.Status =
            switch random.next() % 100 {
            case 0...2: .failed
            case 3: .notAttempted
            default: .succeeded
            }
        return outcome(status, status == .succeeded ? nil : 6, at: time)
    }

    /// Undone later.
    mutating func rolledBack(at time: Timestamp) -> AuditFact { outcome(.rolledBack, 6, at: time) }

    private mutating func outcome(_ status: Outcome.Status, _ says: Int?, at time: Timestamp) -> AuditFact {
        let detail = says.map { Vocabulary.standard.sentence($0, using: &random) }
        // Two of three agents say what they carried out, and one in three hundred of them something else than was approved.
        let executed: Hash256? =
            switch random.next() % 450 {
            case 0: Hash256(of: id.text.utf8)
            case ..<300: approved
            default: nil
            }
        let outcome = Outcome(card: id, status: status, detail: detail, finished: time, action: executed)
        return .executionFinished(.init(outcome: outcome, reportedBy: "agent"))
    }

    private static func `operator`(_ id: CardID) -> String { operators[Int(id.text.utf8.last ?? 0) % operators.count] }

    /// No token, but as little to be compressed as one; shorter than the real ones, to keep ten million lines small.
    private static func token(_ random: inout SplitMix64) -> String {
        String(unsafeUninitializedCapacity: 120) { buffer in
            for place in 0..<8 {
                let bits = random.next()
                for part in 0..<8 { buffer[place * 8 + part] = letters[Int(bits >> UInt64(part * 6) & 63)] }
            }
            return 64
        }
    }

    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let operators = ["ana", "ben", "chen", "dora"]
    private static let policy = Hash256(of: "the policy of a made history".utf8)
    static let accounts =
        ["acme", "northwind", "globex", "initech", "umbra", "hooli", "vandelay", "stark"]
        + (1...32).map { "customer-\($0)" }
}

/// What one kind of agent proposes again and again.
private struct Kind: Sendable {
    let action: String
    let agent: String
    let target: String
    let isReversible: Bool
    let isExternal: Bool
    /// Of a thousand.
    let approved: Int

    /// As `Risk(of:)` for an action that does not say its scale.
    var risk: Risk { isReversible ? (isExternal ? .medium : .low) : isExternal ? .high : .medium }

    func fate(_ roll: Int) -> HistoryCase.Fate {
        if roll < approved { return roll % 20 == 0 ? .edited : .approved }
        switch (roll - approved) % 10 {
        case 0...5: return .declined
        case 6: return .answered
        case 7, 8: return .expired
        default: return .withdrawn
        }
    }

    static let all: [Kind] = [
        Kind("email.send", "support-mailer", "customer", false, true, 860),
        Kind("email.categorize", "support-mailer", "thread", true, false, 990),
        Kind("email.archive", "support-mailer", "thread", true, false, 985),
        Kind("service.restart", "deploy-bot", "payments-api", false, false, 930),
        Kind("service.deploy", "deploy-bot", "web", false, true, 780),
        Kind("service.scale", "deploy-bot", "workers", true, false, 960),
        Kind("records.delete", "records-cleaner", "account", false, false, 610),
        Kind("records.merge", "records-cleaner", "contact", false, false, 740),
        Kind("ticket.close", "triage-bot", "ticket", true, true, 940),
        Kind("ticket.assign", "triage-bot", "ticket", true, false, 975),
        Kind("refund.pay", "billing-assistant", "invoice", false, true, 830),
        Kind("invoice.send", "billing-assistant", "invoice", false, true, 910),
        Kind("invoice.void", "billing-assistant", "invoice", false, false, 690),
        Kind("page.publish", "docs-bot", "changelog", true, true, 900),
        Kind("page.edit", "docs-bot", "handbook", true, false, 970),
        Kind("calendar.invite", "scheduler", "meeting", true, true, 950),
        Kind("calendar.move", "scheduler", "meeting", true, true, 880),
        Kind("contract.sign", "legal-assistant", "contract", false, true, 420),
        Kind("contract.review", "legal-assistant", "contract", true, false, 920),
        Kind("access.grant", "it-helper", "user", true, false, 720),
        Kind("access.revoke", "it-helper", "user", true, false, 890),
        Kind("database.migrate", "schema-bot", "ledger", false, false, 550),
        Kind("order.place", "purchaser", "supplier", false, true, 800),
        Kind("order.cancel", "purchaser", "supplier", false, true, 760),
    ]

    private init(
        _ action: String, _ agent: String, _ target: String, _ isReversible: Bool, _ isExternal: Bool, _ approved: Int
    ) {
        self.action = action
        self.agent = agent
        self.target = target
        self.isReversible = isReversible
        self.isExternal = isExternal
        self.approved = approved
    }
}
