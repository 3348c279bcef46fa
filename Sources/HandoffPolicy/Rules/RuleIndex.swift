/// Finds the rules that a card can match by its action: those that name it exactly by look-up, the others one by one.
/// Names of actions are ASCII, so that equal texts are equal bytes.
struct RuleIndex: Sendable {
    private var exact: [String: [Rule]] = [:]
    private var others: [Rule] = []

    init(_ rules: [Rule]) {
        for rule in rules {
            let names = rule.actions?.globs.map(\.literal) ?? [nil]
            if names.contains(where: { $0 == nil }) {
                others.append(rule)
            } else {
                for name in names.compactMap({ $0 }) { exact[name, default: []].append(rule) }
            }
        }
    }

    /// Calls the body with each rule that does not fail.
    func forEach(_ facts: EffectiveFacts, _ body: (Rule, Truth) -> Void) {
        for rule in exact[facts.stated.action] ?? [] {
            let truth = rule.truthBesidesAction(facts)
            if truth != .fails { body(rule, truth) }
        }
        for rule in others {
            let truth = rule.truth(facts)
            if truth != .fails { body(rule, truth) }
        }
    }
}
