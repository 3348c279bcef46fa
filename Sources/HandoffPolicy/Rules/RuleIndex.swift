/// Finds the rules that a card can match by its action: those that name it exactly by look-up, the others one by one.
/// Names of actions are ASCII, so that equal texts are equal bytes.
struct RuleIndex: Sendable {
    private var exact: [String: Group] = [:]
    private var others = Group()

    /// The filters stand apart, so that a pass over them touches little memory.
    private struct Group: Sendable {
        var filters: [RuleFilter] = []
        var rules: [Rule] = []

        mutating func append(_ rule: Rule) {
            filters.append(RuleFilter(rule))
            rules.append(rule)
        }

        func forEach(_ keys: CardKeys, _ facts: EffectiveFacts, _ body: (Rule, Truth) -> Void) {
            for place in filters.indices where !filters[place].rejects(keys) {
                let truth = rules[place].truth(facts)
                if truth != .fails { body(rules[place], truth) }
            }
        }
    }

    init(_ rules: [Rule]) {
        for rule in rules {
            let names = rule.actions?.globs.map(\.literal) ?? [nil]
            if names.contains(where: { $0 == nil }) {
                others.append(rule)
            } else {
                for name in names.compactMap({ $0 }) { exact[name, default: Group()].append(rule) }
            }
        }
    }

    /// Calls the body with each rule that does not fail.
    func forEach(_ facts: EffectiveFacts, _ body: (Rule, Truth) -> Void) {
        let keys = CardKeys(facts)
        exact[facts.stated.action]?.forEach(keys, facts, body)
        others.forEach(keys, facts, body)
    }
}
