import HandoffCards
import StrictYAML

/// One rule: where all its conditions hold, its ruling is among those of which the strictest wins.
package struct Rule: Sendable {
    package let id: String
    package let ruling: RulingKind
    package let because: String?
    /// Which actions; nil for every action.
    package let actions: TextPattern?
    /// The other conditions.
    package let conditions: [Condition]
    package let place: YAMLPlace

    /// All of them, the action first.
    package var allConditions: [Condition] { (actions.map { [.action($0)] } ?? []) + conditions }

    func truth(_ facts: EffectiveFacts) -> Truth {
        if let actions, !actions.matches(facts.stated.action) { return .fails }
        return Truth.all(conditions.lazy.map { $0.truth(facts) })
    }

    /// What it is when it cannot be held against a card: what it is, and never one that lets it act. Else an agent that leaves out what a
    /// rule is about, or says it in a way that cannot be compared, would do without the second person.
    var faultRuling: RulingKind { max(ruling, .ask) }

    /// Whether it is about some actions and not about whatever comes.
    var namesActions: Bool { actions.map { !$0.globs.contains(where: \.namesNothing) } ?? false }

    /// Why it cannot be held against the card.
    func fault(_ facts: EffectiveFacts) -> String {
        allConditions.filter { $0.truth(facts) == .faulty }.map { $0.fault(facts) }.joined(separator: "; ")
    }

    /// Whether this one is sure to match wherever `other` does.
    func covers(_ other: Rule) -> Bool {
        if let actions {
            guard let narrow = other.actions, actions.covers(narrow) else { return false }
        }
        for wide in conditions {
            var isMet = false
            for narrow in other.conditions where wide.covers(narrow) {
                isMet = true
                break
            }
            if !isMet { return false }
        }
        return true
    }

    /// For a person: what it says, or what it is called.
    package var words: String { because ?? "rule " + id }
}
