import HandoffCards

/// Rules that are about something else than what the catalogue has.
extension PolicyLint {
    /// What is not in the catalogue counts as irreversible and external, whatever a card says.
    func impossibleRules() -> [PolicyProblem] {
        policy.rules.compactMap { rule in
            // Where such a rule lets agents act, that it never does so is said already.
            guard rule.ruling != .act, let actions = rule.actions, !isKnown(actions) else { return nil }
            let safe = rule.conditions.first { $0 == .external(false) || $0 == .reversible(true) }
            guard let safe else { return nil }
            return problem(
                .warning, rule.place,
                "rule \(rule.id) never matches: the catalogue has no action \(actions.words), and what it does not have counts as "
                    + (safe == .external(false) ? "external" : "irreversible"))
        }
    }

    private func isKnown(_ actions: TextPattern) -> Bool { policy.catalogue.contains { actions.matches($0.action) } }

    /// Names that are likely misspelt. A policy without a catalogue knows its actions by its rules alone.
    func unknownActions() -> [PolicyProblem] {
        guard !policy.catalogue.isEmpty else { return [] }
        return policy.rules.flatMap { rule -> [PolicyProblem] in
            // What a rule that lets agents act names in vain is said elsewhere.
            guard rule.ruling != .act else { return [] }
            let names = (rule.actions?.globs ?? []).compactMap(\.literal)
            return names.filter { policy.entry($0) == nil }.map { name in
                let near = nearest(to: name).map { "; it has \($0)" } ?? ""
                return problem(
                    .warning, rule.place,
                    "rule \(rule.id) is about \(name), which the catalogue does not have\(near)")
            }
        }
    }

    /// The action of the catalogue that differs in few letters; nil where none does.
    private func nearest(to name: String) -> String? {
        let most = min(3, name.utf8.count / 3)
        let distances = policy.catalogue.map { ($0.action, Self.distance(Array(name.utf8), Array($0.action.utf8))) }
        guard let best = distances.min(by: { $0.1 < $1.1 }), best.1 <= most else { return nil }
        return best.0
    }

    /// How many letters are put in, taken out or replaced (Levenshtein 1966).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (place, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = place + 1
            for other in right.indices {
                let above = row[other + 1]
                let cost = byte == right[other] ? 0 : 1
                row[other + 1] = min(diagonal + cost, above + 1, row[other] + 1)
                diagonal = above
            }
        }
        return row[right.count]
    }
}
