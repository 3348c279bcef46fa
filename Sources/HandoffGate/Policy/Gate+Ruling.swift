import HandoffCards
import HandoffIndex
import HandoffPolicy
import HandoffTrust

extension Gate {
    /// What the policy says of a card now, by what the record knows of its account and agent.
    ///
    /// - Parameter submitter: the user who handed it in; nil for the gate's own.
    package func assessment(
        of card: Card, from submitter: UInt32?, under policy: Policy, now: Timestamp
    ) throws -> Assessment {
        policy.ruling(on: try facts(of: card, from: submitter, under: policy, now: now))
            .assessment(under: policy.digest)
    }

    /// What a decision on the card must fulfil: what the policy said when it was admitted, or says now, whichever is stricter.
    ///
    /// - Throws: `GateError.forbidden` where the policy forbids it by now.
    func demands(
        on card: Card, _ record: CardRecord, under policy: Policy, now: Timestamp
    ) throws -> (ruling: RulingKind, risk: Risk) {
        // A policy rules on what agents want.
        if record.isOwn { return (record.ruling, record.risk) }
        let today = try assessment(of: card, from: record.submitter, under: policy, now: now)
        if today.ruling == .forbid { throw GateError.forbidden(card.id, why: today.why) }
        return (max(record.ruling, today.ruling), max(record.risk, today.risk))
    }

    /// The risk that an approval must be confirmed for now: a policy may have become graver since the card was admitted.
    package func risk(of card: Card, _ record: CardRecord, now: Timestamp) throws -> Risk {
        if record.isOwn { return record.risk }
        let today = try assessment(
            of: card, from: record.submitter, under: policy.current().policy, now: now)
        return max(record.risk, today.risk)
    }

    /// All that the ruling depends on.
    ///
    /// - Parameter submitter: as for `assessment`.
    package func facts(
        of card: Card, from submitter: UInt32?, under policy: Policy, now: Timestamp
    ) throws -> PolicyFacts {
        let local = localTime(now)
        return PolicyFacts(
            card, isFirstTime: try index.isFirstTime(card.action.type, account: card.account),
            calibration: try calibration(of: card, from: submitter, under: policy), time: local?.time,
            weekday: local?.weekday)
    }

    /// What the record says about the confidence that the card's agent states. Not looked for where none is needed. An agent names itself as it
    /// likes; the record of one user's agent says nothing of another's that goes by its name.
    private func calibration(of card: Card, from submitter: UInt32?, under policy: Policy) throws -> Calibration {
        guard let needed = policy.entry(card.action.type)?.confidenceToAct, let stated = card.confidence,
            stated >= needed
        else { return .unknown }
        let labels = try index.labels(
            card.action.type, agent: card.agent.name, submitter: submitter, confidenceFrom: needed)
        let evidence = SuccessEvidence(successes: labels.right, trials: labels.judged, rate: needed)
        return evidence.isEnough ? .counts : .needs(more: evidence.missing)
    }
}
