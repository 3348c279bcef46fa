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
    /// Why a person is needed whatever standing authorizations there are; empty where one may answer in a person's place.
    package let unliftable: [String]

    /// - Parameter policy: the digest of the policy that ruled.
    package func assessment(under policy: Hash256) -> Assessment {
        Assessment(
            ruling: kind, risk: risk, because: because, triggers: triggers.map(\.name), consequence: consequence,
            policy: policy)
    }

    /// One line for people.
    package var why: String { Assessment.why(because) }
}
