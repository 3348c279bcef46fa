import HandoffAudit
import HandoffCards
import HandoffPolicy

extension Gate {
    /// Records the card with what the policy says of it, and the decision where no person is needed for one.
    ///
    /// - Parameter answer: what becomes of it now.
    /// - Returns: That decision; it is not delivered.
    func propose(
        _ card: Card, digest: Hash256, _ answer: GateAnswer, from submitter: Submitter?,
        _ transaction: inout GateTransaction, now: Timestamp
    ) throws -> Decision? {
        transaction.append(
            .proposed(
                .init(
                    card: card.id, digest: digest, action: card.actionBinding, document: card.document,
                    assessment: answer.assessment, submitter: submitter)))
        switch answer.verdict {
        case .asks: return nil
        // Its time is over: it expires like any other.
        case .approved where card.expires.map { $0 <= now } ?? false: return nil
        case .approved(let authorization):
            return try conclude(
                Conclusion(
                    kind: .approved, basis: use(authorization, for: card, answer.value, &transaction),
                    arguments: card.action.arguments), on: card, digest: digest, &transaction, now: now)
        case .declined(let authorization):
            return try conclude(
                Conclusion(
                    kind: .declined, basis: use(authorization, for: card, answer.value, &transaction),
                    message: answer.assessment.why),
                on: card, digest: digest, &transaction, now: now)
        }
    }

    /// Takes what the card needs of the authorization's caps before anything is decided: a log that ends between the two lines has spent more,
    /// never less.
    private func use(
        _ authorization: AuthorizationID?, for card: Card, _ value: Money?, _ transaction: inout GateTransaction
    ) -> Decision.Basis {
        guard let authorization else { return .policy }
        transaction.append(
            .authorizationUsed(
                .init(
                    card: card.id, authorization: authorization, value: value.flatMap { Action.Money($0.description) }))
        )
        return .authorization
    }
}
