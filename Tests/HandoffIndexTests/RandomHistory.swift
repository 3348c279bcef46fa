import HandoffAudit
import HandoffCards
import HandoffIndex
import StrictJSON
import TestSupport

/// A fact with its place in the log.
struct PlacedFact {
    let sequence: Int
    let time: Timestamp
    let span: LineSpan
    let fact: AuditFact

    var indexed: IndexedFact { IndexedFact(sequence: sequence, time: time, span: span, fact: fact) }
}

/// Facts as no gate would let them happen: in any order, twice, about cards that nobody proposed.
struct RandomHistory {
    static let accounts: [String?] = ["acme", "Northwind", "o%dd_one", nil]
    static let agents = ["mailer", "deploy-bot"]
    static let actions = ["email.send", "email.draft", "refund.pay"]
    static let words = ["refund", "renewal", "Zürich", "x-ray", "two", "years", "naïve", "42"]
    static let start = Timestamp(milliseconds: 1_750_000_000_000)

    let facts: [PlacedFact]

    init(count: Int, random: inout SeededRandom) {
        var facts: [PlacedFact] = []
        var time = Self.start
        for sequence in 0..<count {
            // The clock goes back now and then.
            time.milliseconds += Int64.random(in: -3_600_000...20_000_000, using: &random)
            let span = LineSpan(offset: sequence * 1000, length: 900)
            let fact = Self.fact(about: CardID("c-\(Int.random(in: 0...count / 4, using: &random))")!, time, &random)
            facts.append(PlacedFact(sequence: sequence, time: time, span: span, fact: fact))
        }
        self.facts = facts
    }

    /// The same in a log, which adds lines of its own.
    func written() throws -> (log: AuditLog, facts: [PlacedFact]) {
        let log = try AuditLog(directory: "/a", disk: MemoryDisk())
        try log.transaction(now: Self.start) { log in for one in facts { try log.append([one.fact], at: one.time) } }
        var reader = try log.reader()
        var written: [PlacedFact] = []
        while let line = try reader.next() {
            let span = LineSpan(offset: line.offset, length: line.length)
            written.append(PlacedFact(sequence: line.sequence, time: line.time, span: span, fact: try line.fact))
        }
        return (log, written)
    }

    private static func fact(about card: CardID, _ time: Timestamp, _ random: inout SeededRandom) -> AuditFact {
        let hashes = [Hash256(of: [1]), Hash256(of: [2])]
        switch Int.random(in: 0..<14, using: &random) {
        case 0..<5: return .proposed(proposal(card, &random))
        case 5, 6, 7:
            let kind = [Decision.Kind.approved, .approved, .approved, .declined, .answered].randomElement(
                using: &random)!
            return .decided(
                AuditFact.Decided(
                    card: card, decision: kind, basis: Decision.Basis.allCases.randomElement(using: &random)!,
                    button: "send", operator: ["ana", "bo", nil].randomElement(using: &random)!, digest: .zero,
                    action: hashes.randomElement(using: &random)!, policy: .zero, arguments: nil,
                    edited: Bool.random(using: &random),
                    message: [nil, sentence(&random)].randomElement(using: &random)!,
                    token: "t", shown: nil,
                    looked: [nil, Int.random(in: 0...100_000, using: &random)].randomElement(using: &random)!))
        case 8: return .skipped(AuditFact.Skipped(card: card, operator: "ana"))
        case 9:
            let end = AuditFact.Ended(card: card, token: "t")
            return Bool.random(using: &random) ? .expired(end) : .withdrawn(end)
        case 10:
            let body: JSONObject = ["card": .string(card.text)]
            return [.refused(.init(card: card, reason: "late")), .other(type: "card.starred", body: body)]
                .randomElement(
                    using: &random)!
        case 11:
            let subject = TrustSubject(
                action: actions.randomElement(using: &random)!, account: accounts.randomElement(using: &random)!)
            return .trustChanged(
                .init(
                    AuditFact.TrustChange.Kind.allCases.randomElement(using: &random)!, subject,
                    to: TrustLevel.allCases.randomElement(using: &random)!, operator: "ana", because: nil, token: "t"))
        default:
            let outcome = Outcome(
                card: card, status: Outcome.Status.allCases.randomElement(using: &random)!,
                detail: [nil, sentence(&random)].randomElement(using: &random)!,
                finished: time.adding(seconds: -86_400),
                action: [nil, hashes[0], hashes[1]].randomElement(using: &random)!)
            return .executionFinished(AuditFact.Finished(outcome: outcome, reportedBy: "agent"))
        }
    }

    private static func sentence(_ random: inout SeededRandom) -> String {
        (0..<4).map { _ in words.randomElement(using: &random)! }.joined(separator: " ")
    }

    private static func proposal(_ card: CardID, _ random: inout SeededRandom) -> AuditFact.Proposed {
        let account = accounts.randomElement(using: &random)!
        var document: JSONObject = [
            "agent": ["name": .string(agents.randomElement(using: &random)!)], "context": .string(sentence(&random)),
            "proposal": .string(sentence(&random)),
            "action": [
                "type": .string(actions.randomElement(using: &random)!), "target": "Lena@northwind.example",
                "arguments": ["note": .string(sentence(&random))],
            ],
        ]
        if let account { document["account"] = .string(account) }
        return AuditFact.Proposed(
            card: card, digest: Hash256(of: Array(card.text.utf8)), action: Hash256(of: [1]),
            document: .object(document),
            assessment: .asking(Risk.allCases.randomElement(using: &random)!))
    }
}
