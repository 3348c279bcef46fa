import HandoffCards
import HandoffIndex
import HandoffPolicy
import HandoffTrust

extension Gate {
    /// What the policy says of a card now, by what the record knows of its account and agent.
    package func assessment(of card: Card, under policy: Policy, now: Timestamp) throws -> Assessment {
        policy.ruling(on: try facts(of: card, under: policy, now: now)).assessment(under: policy.digest)
    }

    /// What a decision on the card must fulfil: what the policy said when it was admitted, or says now, whichever is stricter.
    ///
    /// - Throws: `GateError.forbidden` where the policy forbids it by now.
    func ruling(on card: Card, _ record: CardRecord, under policy: Policy, now: Timestamp) throws -> RulingKind {
        // A policy rules on what agents want.
        if record.isOwn { return record.ruling }
        let today = try assessment(of: card, under: policy, now: now)
        if today.ruling == .forbid { throw GateError.forbidden(card.id, why: today.why) }
        return max(record.ruling, today.ruling)
    }

    /// All that the ruling depends on.
    package func facts(of card: Card, under policy: Policy, now: Timestamp) throws -> PolicyFacts {
        let local = localTime(now)
        return PolicyFacts(
            card, isFirstTime: try index.isFirstTime(card.action.type, account: card.account),
            calibration: try calibration(of: card, under: policy), time: local?.time, weekday: local?.weekday)
    }

    /// What the record says about the confidence that the card's agent states. Not looked for where none is needed.
    private func calibration(of card: Card, under policy: Policy) throws -> Calibration {
        guard let needed = policy.entry(card.action.type)?.confidenceToAct, let stated = card.confidence,
            stated >= needed
        else { return .unknown }
        let labels = try index.labels(card.action.type, agent: card.agent.name, confidenceFrom: needed)
        let evidence = SuccessEvidence(successes: labels.right, trials: labels.judged, rate: needed)
        return evidence.isEnough ? .counts : .needs(more: evidence.missing)
    }
}
