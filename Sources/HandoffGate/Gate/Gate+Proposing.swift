import HandoffAudit
import HandoffCards

extension Card {
    /// Only the gate itself is called so, and nearly so: people go by what it looks like.
    var isCalledLikeTheGate: Bool { agent.name.lowercased().filter(\.isLetter) == DecisionToken.gateItself }
}

extension Gate {
    /// Records the card with what the policy says of it, and the decision where no person is needed for one.
    ///
    /// - Parameter assessment: what the policy says now.
    /// - Returns: That decision; it is not delivered.
    func propose(
        _ card: Card, digest: Hash256, _ assessment: Assessment, from submitter: Submitter?,
        _ transaction: inout GateTransaction, now: Timestamp
    ) throws -> Decision? {
        transaction.append(
            .proposed(
                .init(
                    card: card.id, digest: digest, action: card.actionBinding, document: card.document,
                    assessment: assessment, submitter: submitter)))
        switch assessment.ruling {
        case .ask, .askTwo: return nil
        // Its time is over: it expires like any other.
        case .act where card.expires.map { $0 <= now } ?? false: return nil
        case .act:
            return try conclude(
                Conclusion(kind: .approved, basis: .policy, arguments: card.action.arguments), on: card, digest: digest,
                &transaction, now: now)
        case .forbid:
            return try conclude(
                Conclusion(kind: .declined, basis: .policy, message: assessment.why), on: card, digest: digest,
                &transaction, now: now)
        }
    }
}
