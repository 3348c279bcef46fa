import HandoffCards

/// What the policy says of one card, and why.
package struct Ruling: Sendable, Equatable {
    package let kind: RulingKind
    package let risk: Risk
    /// Faults of rules first, by rule, then what the facts show, in the order of `Trigger`'s cases.
    package let triggers: [Trigger]
    /// The words of rules and triggers, strictest first.
    package let because: [String]
    /// What happens, from the catalogue's template; nil when there is none. Like all words here it may quote an agent's
    /// account, target and arguments, so whoever draws it makes it safe.
    package let consequence: String?

    /// One line: `irreversible · first time for acme · confidence 0.81 of 0.99 needed`.
    package var why: String {
        let shown = because.count > Self.most ? because.prefix(Self.most - 1) : because[...]
        let rest = because.count - shown.count
        return (shown + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: " · ")
    }

    private static let most = 6
}
