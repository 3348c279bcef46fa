import HandoffAudit
import HandoffCards

extension Gate {
    /// Records the card with what the policy says of it, and the decision where no person is needed for one.
    ///
    /// - Returns: That decision; it is not delivered.
    func propose(
        _ card: Card, digest: Hash256, from submitter: Submitter?, _ transaction: inout GateTransaction, now: Timestamp
    ) throws -> Decision? {
        let assessment = try assessment(of: card, under: transaction.policy, now: now)
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
