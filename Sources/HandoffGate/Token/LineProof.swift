import HandoffAudit
import HandoffCards

/// Holds the lines of a log that end cards, or leave more or less to agents, against the tokens that they carry. Who can write the log,
/// and has no trusted key, can make a chain that fits, but no token for another line, another card, another decision or another grant than
/// was signed.
package struct LineProof: Sendable {
    private let keys: [TrustedKey]

    package init(keys: [TrustedKey]) { self.keys = keys }

    /// What is wrong; nil for nothing, and for lines without a token.
    package func problem(with fact: AuditFact, at sequence: Int) -> String? {
        switch fact {
        case .decided(let fact):
            problem(with: fact.token, at: sequence) { token in
                token.card == fact.card && token.decision == fact.decision && token.cardDigest == fact.digest
                    && token.action == fact.action && token.policy == fact.policy
                    && token.subject == (fact.operator ?? DecisionToken.gateItself)
            }
        case .expired(let fact):
            problem(with: fact.token, at: sequence) { $0.card == fact.card && $0.decision == .expired }
        case .withdrawn(let fact):
            problem(with: fact.token, at: sequence) { $0.card == fact.card && $0.decision == .withdrawn }
        case .authorizationGranted(let granted):
            problem(with: fact, granted.token, granted.authorization.text, by: granted.operator, at: sequence)
        case .authorizationChanged(let change):
            problem(with: fact, change.token, change.authorization.text, by: change.operator, at: sequence)
        case .trustChanged(let change):
            problem(with: fact, change.token, LineToken.trust, by: change.operator, at: sequence)
        default: nil
        }
    }

    /// What the gate does by itself never lets more happen.
    private func problem(
        with fact: AuditFact, _ token: String, _ about: String, by name: String?, at sequence: Int
    ) -> String? {
        do {
            let token = try LineToken(verifying: token, with: keys)
            guard token.sequence == sequence else { return "its token was signed for line \(token.sequence + 1)" }
            let isGates = token.subject == DecisionToken.gateItself
            let fits =
                token.about == about && token.line == fact.type && token.body == fact.unsignedDigest
                && token.subject == (name ?? DecisionToken.gateItself) && !(isGates && fact.loosens)
            return fits ? nil : "its token says something else"
        } catch { return error.description }
    }

    private func problem(with token: String, at sequence: Int, fits: (DecisionToken) -> Bool) -> String? {
        do {
            let token = try DecisionToken(verifying: token, with: keys)
            guard token.sequence == sequence else { return "its token was signed for line \(token.sequence + 1)" }
            return fits(token) ? nil : "its token says something else"
        } catch { return error.description }
    }
}

extension AuditFact {
    fileprivate var loosens: Bool {
        switch self {
        case .authorizationGranted: true
        case .authorizationChanged(let change): change.kind.loosens
        case .trustChanged(let change): change.kind == .raised
        default: false
        }
    }
}
