import HandoffCards
import StrictYAML

/// Looks for what is well formed and yet likely a mistake.
struct PolicyLint {
    let policy: Policy
    let file: String

    func problems() -> [PolicyProblem] {
        overbroadRules() + idleActRules() + impossibleRules() + unknownActions() + shadowedRules() + fallingThresholds()
    }

    func problem(_ severity: PolicyProblem.Severity, _ place: YAMLPlace, _ words: String) -> PolicyProblem {
        PolicyProblem(severity: severity, file: file, place: place, words: words)
    }

    /// A rule that lets agents act says which actions.
    private func overbroadRules() -> [PolicyProblem] {
        policy.rules.compactMap { rule in
            guard rule.ruling == .act else { return nil }
            guard let actions = rule.actions else {
                return problem(.error, rule.place, "rule \(rule.id) lets every action act; name the actions")
            }
            guard let glob = actions.globs.first(where: \.namesNothing) else { return nil }
            let which = glob.isAnything ? "every action" : "almost every action"
            return problem(
                .error, rule.place, "rule \(rule.id) lets \(which) act (\(glob.text)); name the actions")
        }
    }

    /// A rule that lets agents act does nothing for actions that are boundaries, and every unknown action is one.
    private func idleActRules() -> [PolicyProblem] {
        policy.rules.compactMap { rule in
            guard rule.ruling == .act, let actions = rule.actions, !actions.globs.contains(where: \.namesNothing) else {
                return nil
            }
            for condition in rule.conditions where condition == .reversible(false) || condition == .external(true) {
                return problem(
                    .warning, rule.place,
                    "rule \(rule.id) never lets anything act: it is about what is "
                        + (condition == .external(true) ? "external" : "irreversible") + ", which asks in any case")
            }
            let known = policy.catalogue.filter { actions.matches($0.action) }
            if known.isEmpty {
                return problem(
                    .warning, rule.place,
                    "rule \(rule.id) never lets anything act: the catalogue has no action \(actions.words)")
            }
            guard known.allSatisfy(\.isBoundary) else { return nil }
            return problem(
                .warning, rule.place,
                "rule \(rule.id) never lets anything act: \(known.map(\.action).joined(separator: ", ")) "
                    + "is irreversible or external")
        }
    }

    /// A rule that matches only where a stricter one does never decides, and neither does one of two that are the same.
    private func shadowedRules() -> [PolicyProblem] {
        let groups = RuleGroups(policy.rules)
        return policy.rules.enumerated().compactMap { place, rule in
            guard let other = groups.shadow(of: rule, at: place) else { return nil }
            return problem(
                .warning, rule.place,
                "rule \(rule.id) never decides: wherever it matches, rule \(other.id) (line \(other.place.line)) "
                    + (other.ruling == rule.ruling ? "says the same" : "is stricter"))
        }
    }

    /// Graver actions need more confidence to be left to an agent.
    private func fallingThresholds() -> [PolicyProblem] {
        var problems: [PolicyProblem] = []
        var highest: CatalogueEntry?
        let entries = policy.catalogue.sorted { $0.consequence < $1.consequence }
        for risk in Risk.allCases {
            let group = entries.filter { $0.consequence == risk }
            for entry in group {
                guard let highest, let needed = highest.confidenceToAct,
                    !entry.isBoundary || entry.confidenceToAct != nil
                else { continue }
                guard (entry.confidenceToAct ?? 0) < needed else { continue }
                let own = entry.confidenceToAct.map { "only \($0)" } ?? "no confidence"
                problems.append(
                    problem(
                        .warning, entry.confidencePlace,
                        "\(entry.action) (\(risk.word)) needs \(own) to act alone, although \(highest.action) "
                            + "(\(highest.consequence.word)) needs \(needed)"))
            }
            for entry in group where (entry.confidenceToAct ?? 0) > (highest?.confidenceToAct ?? 0) { highest = entry }
        }
        return problems
    }
}
