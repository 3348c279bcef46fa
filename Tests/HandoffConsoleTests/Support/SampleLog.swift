import HandoffAudit
import HandoffCards
import StrictJSON
import Testing

/// A log with a fact of most kinds.
enum SampleLog {
    static func lines() throws -> [AuditLine] {
        let log = try AuditLog(directory: "/audit", disk: MemoryDisk())
        for (place, fact) in try facts().enumerated() {
            // The first four yesterday.
            let time = SampleCards.now.adding(seconds: place * 61 - (place < 4 ? 90_000 : 1000))
            try log.transaction(now: time) { _ = try $0.append([fact], at: time) }
        }
        return try log.lines(before: nil, count: 1000)
    }

    /// The first lines of a log of plain ones, as many as wanted.
    static func long(_ count: Int) throws -> [AuditLine] {
        let log = try AuditLog(directory: "/audit", disk: MemoryDisk())
        let now = SampleCards.now
        try log.transaction(now: now) { log in
            for place in 0..<count {
                let id = try #require(CardID("card-\(place)"))
                _ = try log.append([.skipped(.init(card: id, operator: "ana"))], at: now)
            }
        }
        return try log.lines(before: count, count: count)
    }

    private static func facts() throws -> [AuditFact] {
        let renewal = try SampleCards.boundary()
        let restart = try SampleCards.restart()
        return [
            .logOpened(.init(gate: "k1", version: "0.1")), proposed(renewal), decided(renewal, .approved),
            .executionFinished(
                .init(
                    outcome: Outcome(
                        card: renewal.id, status: .succeeded, detail: "message 118 sent", finished: SampleCards.now),
                    reportedBy: "agent")), proposed(restart),
            .skipped(.init(card: restart.id, operator: "ben")), decided(restart, .declined, "not during the sale"),
            .refused(.init(card: nil, name: "x\u{1b}[31m.json", reason: "a member is there twice")),
            .expired(.init(card: restart.id, token: "t")),
        ]
    }

    static func proposed(_ card: Card, _ assessment: Assessment? = nil) -> AuditFact {
        .proposed(
            .init(
                card: card.id, digest: card.digest(), action: card.actionBinding, document: card.document,
                assessment: assessment ?? .asking(card.risk)))
    }

    private static func decided(_ card: Card, _ kind: Decision.Kind, _ message: String? = nil) -> AuditFact {
        .decided(
            .init(
                card: card.id, decision: kind, basis: .operator, button: "send", operator: "ana", digest: card.digest(),
                action: card.actionBinding, policy: card.digest(), arguments: nil, edited: false, message: message,
                token: "t", shown: nil, looked: nil))
    }
}
