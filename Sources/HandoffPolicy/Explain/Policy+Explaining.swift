import HandoffCards

extension Policy {
    /// The ruling on these facts, taken apart. Slower than `ruling`, which says the same.
    package func explanation(of stated: PolicyFacts) -> Explanation {
        let candidates = Candidates(self, stated)
        let facts = candidates.facts
        let kind = candidates.kind
        var deciding = candidates.matched.filter { $0.ruling == kind }.map { "rule " + $0.id }
        deciding += candidates.faulty.filter { $0.faultRuling == kind }.map { "rule " + $0.id }
        deciding += candidates.triggers.filter { candidates.ruling(of: $0) == kind }.map(\.name)
        let miss = nearestMiss(facts)
        return Explanation(
            ruling: ruling(candidates), digest: digest, deciding: deciding,
            matched: candidates.matched.map { said($0, $0.words) },
            faulty: candidates.faulty.map { said($0, $0.fault(facts)) },
            facts: facts.listed(asksFirstTime: asksFirstTime),
            nearestMiss: miss, wouldChange: wouldChange(candidates, miss))
    }

    private func said(_ rule: Rule, _ words: String) -> Explanation.RuleSaid {
        Explanation.RuleSaid(id: rule.id, line: rule.place.line, ruling: rule.ruling, words: words)
    }

    private func nearestMiss(_ facts: EffectiveFacts) -> Explanation.Miss? {
        var nearest: (rule: Rule, failing: [Condition])?
        for rule in rules where rule.truth(facts) == .fails {
            let failing = rule.allConditions.filter { $0.truth(facts) != .holds }
            if let found = nearest {
                let (old, new) = (found.failing.count, failing.count)
                guard
                    new < old || (new == old && rule.ruling > found.rule.ruling)
                        || (new == old && rule.ruling == found.rule.ruling && rule.id < found.rule.id)
                else { continue }
            }
            nearest = (rule, failing)
        }
        return nearest.map { rule, failing in
            Explanation.Miss(
                rule: said(rule, rule.words),
                failing: failing.map { .init(name: $0.name, wanted: $0.wanted, found: $0.found(facts)) })
        }
    }

    private func wouldChange(_ candidates: Candidates, _ miss: Explanation.Miss?) -> [String] {
        var sentences: [String] = []
        let kind = candidates.kind
        for rule in candidates.matched + candidates.faulty {
            let other = candidates.kind(without: rule.id)
            if other != kind { sentences.append("Without rule \(rule.id) the ruling would be \(other.word).") }
        }
        let asking = candidates.matched.filter { $0.ruling > .act }.map { "rule \($0.id) did not match" }
        let remedies = asking + (candidates.faults + candidates.triggers).map(\.remedy)
        if kind > .act { sentences.append(sentence(candidates.facts.entry, remedies)) }
        if let miss, miss.rule.ruling > kind {
            let changes = miss.failing.map { "\($0.name) were \($0.wanted) (it is \($0.found))" }
            sentences.append(
                "Rule \(miss.rule.id) would make it \(miss.rule.ruling.word) if " + changes.joined(separator: " and ")
                    + ".")
        }
        return sentences
    }

    private func sentence(_ entry: CatalogueEntry?, _ remedies: [String]) -> String {
        guard let entry else { return "No action acts alone that is not in the catalogue." }
        guard entry.isBoundary else { return "It would act alone if " + remedies.joined(separator: ", and ") + "." }
        let kinds = [entry.isReversible ? nil : "irreversible", entry.isExternal ? "external" : nil]
        return "No \(entry.action) acts alone: the catalogue calls it "
            + kinds.compactMap { $0 }.joined(separator: " and ") + "."
    }
}
