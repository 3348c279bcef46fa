import HandoffCards
import HandoffIndex
import HandoffPolicy
import HandoffTrust

/// What becomes of a card without a person.
struct GateAnswer {
    let assessment: Assessment
    let verdict: Verdict
    /// What counts against an authorization's caps.
    var value: Money?

    /// The authorization is nil where the policy itself decides.
    enum Verdict {
        case asks
        case approved(by: AuthorizationID?)
        case declined(by: AuthorizationID?)
    }
}

extension Gate {
    /// What the policy says of a card now, by what the record knows of its account and agent.
    package func assessment(of card: Card, under policy: Policy, now: Timestamp) throws -> Assessment {
        policy.ruling(on: try facts(of: card, under: policy, now: now)).assessment(under: policy.digest)
    }

    /// What becomes of a card that is handed in now: what the policy says, and what a standing authorization does.
    func answer(to card: Card, _ transaction: GateTransaction, now: Timestamp) throws -> GateAnswer {
        let policy = transaction.policy
        let facts = try facts(of: card, under: policy, now: now)
        let ruling = policy.ruling(on: facts)
        var assessment = ruling.assessment(under: policy.digest)
        if ruling.kind == .forbid { return GateAnswer(assessment: assessment, verdict: .declined(by: nil)) }
        let effective = policy.effective(facts)
        switch try standingAnswer(to: card, effective, ruling, transaction, now: now) {
        case .declines(let found):
            assessment.because.insert(found.words, at: 0)
            return GateAnswer(assessment: assessment, verdict: .declined(by: found.id))
        case .approves(let found) where ruling.kind == .ask:
            assessment.because.insert(found.words, at: 0)
            return GateAnswer(
                assessment: assessment, verdict: .approved(by: found.id), value: effective.value.money)
        case .none(let words?) where ruling.kind != .act: assessment.because.append(words)
        case .approves, .none: break
        }
        return GateAnswer(assessment: assessment, verdict: ruling.kind == .act ? .approved(by: nil) : .asks)
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
