import HandoffCards

extension Policy {
    /// The strictest of: the rulings of all rules that match, and of those that cannot be held against the card, `ask` at least; `ask`
    /// for each boundary, for what the agent itself asks, and for what the confidence lacks, which a matching rule that lets it act
    /// waives; the default for an action that neither the catalogue nor a matching rule names. Where there is none of all
    /// these it is `act`.
    package func ruling(on facts: PolicyFacts) -> Ruling {
        let candidates = Candidates(self, facts)
        return ruling(candidates)
    }

    /// The catalogue and the facts together, which rules and scopes are held against.
    package func effective(_ facts: PolicyFacts) -> EffectiveFacts {
        EffectiveFacts(facts, entry: entry(facts.action))
    }

    /// What approving leads to.
    package func stakes(of facts: PolicyFacts) -> Stakes {
        let candidates = Candidates(self, facts)
        let (ruling, effective) = (ruling(candidates), candidates.facts)
        var stakes = Stakes(
            ruling: ruling.kind, risk: ruling.risk, why: ruling.why, consequence: ruling.consequence)
        if case .count(let count) = effective.scale { stakes.scale = count }
        stakes.value = effective.value.money.flatMap { Action.Money($0.description) }
        stakes.target = effective.target.single
        // With an executor it is that one's to say what it does, and other users' commands are not run by this gate.
        if effective.entry?.executor == nil, facts.submitter == nil {
            stakes.command = Action.command(facts.arguments)
        }
        return stakes
    }

    func ruling(_ candidates: Candidates) -> Ruling {
        let facts = candidates.facts
        return Ruling(
            kind: candidates.kind, risk: facts.risk, triggers: candidates.faults + candidates.triggers,
            because: candidates.because(), consequence: facts.entry?.consequenceLine?.filled(facts),
            unliftable: candidates.unliftable)
    }
}
