import StrictYAML

/// A case that a rule must match, or must not.
struct SelfTest {
    let facts: PolicyFacts
    let matches: Bool
    let place: YAMLPlace

    /// Why the rule fails it; nil when it does not.
    func failure(of rule: Rule, entry: CatalogueEntry?) -> String? {
        let effective = EffectiveFacts(facts, entry: entry)
        switch (rule.truth(effective), matches) {
        case (.holds, true), (.fails, false): return nil
        case (.faulty, _):
            return "rule \(rule.id) cannot be held against this case: \(rule.fault(effective))"
        case (.holds, false): return "rule \(rule.id) matches this case of not_match"
        case (.fails, true):
            let failing = rule.allConditions.filter { $0.truth(effective) == .fails }
                .map { "\($0.name) is \($0.found(effective)), not \($0.wanted)" }
            return "rule \(rule.id) does not match this case of match: " + failing.joined(separator: "; ")
        }
    }
}
