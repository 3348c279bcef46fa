import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffPolicy
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
        let holds = try first.map { first in
            let keys = try trusted()
            return (try? isGood(first, for: record, action, under: transaction.policy, keys, now: now)) == true
        }
        if let first, holds == true {
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

    /// Whether the first of two approvals holds now for this action: it is a trusted operator's, signed, of this policy and not too old.
    func isGood(
        _ first: AuditFact.Endorsed, for record: CardRecord, _ action: Hash256, under policy: Policy,
        _ keys: [TrustedKey], now: Timestamp
    ) throws(TokenError) -> Bool {
        let token = try DecisionToken(verifying: first.token, with: keys, as: DecisionToken.endorsement)
        // The gate itself, for which every key may speak, is nobody.
        return token.card == record.id && token.cardDigest == record.digest && token.action == action
            && token.policy == policy.digest && token.subject == first.operator
            && token.subject != DecisionToken.gateItself && token.decision == .approved && now < token.expires
    }

    /// In seconds. The second operator may come the day after; what is carried out depends on the second token's time.
    private static let endorsementLifetime = 30 * 86_400
}
