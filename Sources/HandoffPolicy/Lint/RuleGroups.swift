/// Rules by what they name, so that not every rule is held against every other.
struct RuleGroups {
    private let rules: [Rule]
    private var exact: [String: [Int]] = [:]
    private var others: [Int] = []

    init(_ rules: [Rule]) {
        self.rules = rules
        for (place, rule) in rules.enumerated() {
            let names = rule.actions?.globs.map(\.literal) ?? [nil]
            if names.contains(where: { $0 == nil }) { others.append(place) }
            for name in names.compactMap({ $0 }) { exact[name, default: []].append(place) }
        }
    }

    /// A rule that makes this one needless: a stricter one that is as wide, or the same one that stands before it.
    func shadow(of rule: Rule, at place: Int) -> Rule? {
        // What covers all of its actions covers the first of them.
        let name = rule.actions?.globs.first?.literal
        for candidates in [name.flatMap { exact[$0] } ?? [], others] {
            for other in candidates where other != place {
                let wide = rules[other]
                guard wide.ruling >= rule.ruling, wide.covers(rule) else { continue }
                if wide.ruling > rule.ruling || (other < place && rule.covers(wide)) { return wide }
            }
        }
        return nil
    }
}
