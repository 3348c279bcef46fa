import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffPolicy
import HandoffTrust
import StrictJSON

extension Gate {
    /// Writes down what time and outcomes did to standing authorizations, and asks for the reviews that are due.
    ///
    /// - Returns: How many stand differently or are asked about now.
    @discardableResult
    package func reviewAuthorizations(now: Timestamp) throws -> Int {
        guard try index.standings().contains(where: { Self.due($0, now: now) != nil }) else { return 0 }
        return try change(now: now) { transaction in
            let now = transaction.now
            var count = 0
            for record in try index.standings() {
                guard let due = Self.due(record, now: now) else { continue }
                switch due {
                case .ended(let kind, let words):
                    try append(kind, of: record, by: nil, because: words, &transaction, now: now)
                case .review: try askForReview(of: record, &transaction, now: now)
                }
                count += 1
            }
            return count
        }
    }

    private enum Due {
        case ended(AuditFact.AuthorizationChange.Kind, because: String)
        case review
    }

    private static func due(_ record: StandingRecord, now: Timestamp) -> Due? {
        guard record.state.recorded == .active || record.state.recorded == .suspended else { return nil }
        if now >= record.state.expires { return .ended(.expired, because: StandingState.Obstacle.expired.words) }
        guard record.state.recorded == .active else { return nil }
        if let obstacle = record.state.obstacle(now: now), obstacle != .notYet {
            return .ended(.suspended, because: obstacle.words)
        }
        return record.review == nil && now >= record.state.reviewDue ? .review : nil
    }

    private func askForReview(of record: StandingRecord, _ transaction: inout GateTransaction, now: Timestamp) throws {
        let found = try authorization(record)
        let question = try Self.review(of: found, record, as: CardID.unique(now: now))
        let risks = found.scope.exactActions?.map { transaction.policy.entry($0)?.consequence ?? .unknown } ?? []
        transaction.append(
            .proposed(
                .init(
                    card: question.id, digest: question.digest(), action: question.actionBinding,
                    document: question.document,
                    assessment: Assessment(
                        ruling: .ask, risk: found.grant.effect == .decline ? .low : risks.max() ?? .unknown,
                        because: ["\(StandingState.reviewDays) days without a review"],
                        triggers: ["authorization_review"], consequence: nil, policy: transaction.policy.digest),
                    isOwn: true)))
        try append(.reviewAsked, of: record, by: nil, because: nil, asked: question.id, &transaction, now: now)
    }

    static let reviewType = "handoff.authorization_review"

    private static func review(
        of found: StandingAuthorization, _ record: StandingRecord, as id: CardID
    ) throws -> Card {
        let isApproving = found.grant.effect == .approve
        let what = isApproving ? "goes ahead unasked" : "is declined unasked"
        let results =
            isApproving
            ? "\(record.uses) went ahead, \(record.undone == 0 ? "none" : String(record.undone)) undone, \(record.failed) failed"
            : "\(record.uses) were declined"
        let since = String(record.state.granted.description.prefix(10))
        return try Card(
            document: [
                "handoff": 1, "agent": ["name": .string(DecisionToken.gateItself)],
                "context": .string("\(found.words) \(what) since \(since)."),
                "proposal": .string("Continue it for \(StandingState.reviewDays) days more: \(results)."),
                "action": [
                    "type": .string(reviewType), "target": .string(found.id.text),
                    "arguments": ["authorization": .string(found.id.text), "grant": found.grant.document],
                    "reversible": true, "external": false, "scale": 1,
                ],
                "trigger": ["kind": "boundary"],
                "buttons": [
                    ["id": "continue", "label": "Continue", "does": "approve"],
                    ["id": "revoke", "label": "Revoke", "does": "decline"],
                    ["id": "skip", "label": "Skip for now", "does": "skip"],
                ],
                "default": "skip",
                "reasoning": .string(
                    "Granted by \(found.grantedBy)\(found.grant.note.map { ": \($0)" } ?? "."). Without an answer it is suspended \(StandingState.suspensionDays) days after it was granted or last continued."
                ),
            ], id: id)
    }

    /// Takes an operator's answer to such a card.
    func settleReview(_ question: Card, _ kind: Decision.Kind, _ transaction: inout GateTransaction, now: Timestamp)
        throws
    {
        guard let id = question.action.arguments["authorization"]?.string.flatMap(AuthorizationID.init),
            let record = try index.standing(id),
            record.state.recorded == .active || record.state.recorded == .suspended, now < record.state.expires
        else { return }
        switch kind {
        case .approved:
            try append(.renewed, of: record, by: signer.operatorName, because: nil, &transaction, now: now)
        case .declined:
            try append(.revoked, of: record, by: signer.operatorName, because: nil, &transaction, now: now)
        case .answered, .expired, .withdrawn: return
        }
    }
}
