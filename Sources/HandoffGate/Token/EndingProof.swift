import HandoffAudit
import HandoffCards

/// Holds the lines of a log that end cards against the tokens that they carry. Who can write the log, and has no trusted key, can make a
/// chain that fits, but no token for another line, another card or another decision than was signed.
package struct EndingProof: Sendable {
    private let keys: [TrustedKey]

    package init(keys: [TrustedKey]) { self.keys = keys }

    /// What is wrong; nil for nothing, and for lines that end no card.
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
        default: nil
        }
    }

    private func problem(with token: String, at sequence: Int, fits: (DecisionToken) -> Bool) -> String? {
        do {
            let token = try DecisionToken(verifying: token, with: keys)
            guard token.sequence == sequence else { return "its token was signed for line \(token.sequence + 1)" }
            return fits(token) ? nil : "its token says something else"
        } catch { return error.description }
    }
}
