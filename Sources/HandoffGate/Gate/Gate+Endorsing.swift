import HandoffAudit
import HandoffCards
import HandoffIndex
import StrictJSON

extension Gate {
    /// Takes one of the two approvals that a card needs.
    ///
    /// - Returns: True when it is the second, of another operator, for the same action and under the same policy: then the card is
    ///   approved. False when it is the first, or does not fit the first, and so begins anew.
    func endorse(
        _ request: DecisionRequest, on card: Card, _ record: CardRecord, _ arguments: JSONObject,
        _ transaction: inout GateTransaction, now: Timestamp
    ) throws -> Bool {
        let action = card.actionBinding(arguments: arguments)
        let first = try endorsement(record)
        if let first, first.action == action, first.policy == transaction.policy.digest {
            guard first.operator != signer.operatorName else {
                throw GateError.secondOperatorNeeded(card.id, first: signer.operatorName)
            }
            return true
        }
        let token = try DecisionToken(
            issuer: issuer, subject: signer.operatorName, card: card.id, issued: now,
            expires: now.adding(seconds: Self.endorsementLifetime), decision: .approved, cardDigest: record.digest,
            action: action, policy: transaction.policy.digest, sequence: transaction.nextSequence
        ).signed(by: signer, as: DecisionToken.endorsement)
        transaction.append(
            .endorsed(
                .init(
                    card: card.id, operator: signer.operatorName, digest: record.digest, action: action,
                    policy: transaction.policy.digest, token: token, shown: request.shown, looked: request.looked)))
        return false
    }

    /// The first of two approvals, as the log has it; nil where there is none.
    package func endorsement(_ record: CardRecord) throws -> AuditFact.Endorsed? {
        guard let span = record.endorsed else { return nil }
        guard case .endorsed(let fact) = try log.line(at: span.offset, length: span.length).fact, fact.card == record.id
        else { throw GateError.indexDoesNotFit(record.id) }
        return fact
    }

    /// In seconds. The second operator may come the day after; what is carried out depends on the second token's time.
    private static let endorsementLifetime = 30 * 86_400
}
