import HandoffCards

extension Policy {
    /// The strictest of: the rulings of all rules that match; `ask` (or `forbid`, where the rule forbids) for each that
    /// cannot be held against the card; `ask` for each boundary, for what the agent itself asks, and for what the
    /// confidence lacks, which a matching rule that lets it act waives; the default for an action that neither a rule
    /// nor the catalogue knows. Where there is none of all these it is `act`.
    package func ruling(on facts: PolicyFacts) -> Ruling {
        let candidates = Candidates(self, facts)
        return ruling(candidates)
    }

    /// The catalogue and the facts together, which rules and scopes are held against.
    package func effective(_ facts: PolicyFacts) -> EffectiveFacts {
        EffectiveFacts(facts, entry: entry(facts.action))
    }

    func ruling(_ candidates: Candidates) -> Ruling {
        let facts = candidates.facts
        return Ruling(
            kind: candidates.kind, risk: facts.risk, triggers: candidates.faults + candidates.triggers,
            because: candidates.because(), consequence: facts.entry?.consequenceLine?.filled(facts),
            unliftable: candidates.unliftable)
    }
}
