/// What the policy said of a card when it was admitted. It is recorded with the card, and what operators see and what a decision
/// must fulfil comes from there.
package struct Assessment: Sendable, Equatable {
    package var ruling: RulingKind
    package var risk: Risk
    /// The words of rules and triggers, strictest first. They may quote an agent's text.
    package var because: [String]
    /// One word for each, for records.
    package var triggers: [String]
    /// What happens, from the catalogue's template; nil where there is none. It may quote an agent's text.
    package var consequence: String?
    /// The digest of the policy.
    package var policy: Hash256

    package init(
        ruling: RulingKind, risk: Risk, because: [String], triggers: [String], consequence: String?, policy: Hash256
    ) {
        self.ruling = ruling
        self.risk = risk
        self.because = because
        self.triggers = triggers
        self.consequence = consequence
        self.policy = policy
    }

    /// What is said of a card where nothing but its risk is known: ask.
    package static func asking(_ risk: Risk, policy: Hash256 = .zero) -> Assessment {
        Assessment(
            ruling: .ask, risk: risk, because: ["every action asks"], triggers: [], consequence: nil, policy: policy)
    }

    /// One line: `irreversible · first time for acme · confidence 0.81 of 0.99 needed`.
    package var why: String { Self.why(because) }

    package static func why(_ because: [String]) -> String {
        let shown = because.count > most ? because.prefix(most - 1) : because[...]
        let rest = because.count - shown.count
        return (shown + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: " · ")
    }

    private static let most = 6
}

extension Assessment {
    /// Whether the action can be undone: the agent's word, unless the policy knows the action and knows worse.
    package func isReversible(_ action: Action) -> Bool? { knows("irreversible") ? false : action.reversible }

    /// Whether it reaches outside, in the same way.
    package func isExternal(_ action: Action) -> Bool? { knows("external") ? true : action.external }

    private func knows(_ trigger: String) -> Bool {
        triggers.contains(trigger) && !triggers.contains("unknown_action")
    }
}
