import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffPolicy
import HandoffTrust
import StrictJSON

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
    /// What becomes of a card that is handed in now: what the policy says, and what a standing authorization does.
    ///
    /// - Parameter submitter: the user who handed it in; nil for the gate's own.
    func answer(
        to card: Card, from submitter: UInt32?, _ transaction: GateTransaction, now: Timestamp
    ) throws -> GateAnswer {
        let policy = transaction.policy
        let facts = try facts(of: card, from: submitter, under: policy, transaction.memo, now: now)
        let ruling = policy.ruling(on: facts)
        var assessment = ruling.assessment(under: policy.digest)
        if ruling.kind == .forbid { return GateAnswer(assessment: assessment, verdict: .declined(by: nil)) }
        if let problem = transaction.policyProblem {
            // What the policy would have said is not known, nor what would have kept an authorization from applying.
            assessment.because = ["the policy cannot be used: \(problem)"]
            return GateAnswer(assessment: assessment, verdict: .asks)
        }
        let effective = policy.effective(facts)
        switch try standingAnswer(to: card, effective, ruling, transaction, now: now) {
        case .declines(let found):
            assessment.because.insert(found.words, at: 0)
            return GateAnswer(assessment: assessment, verdict: .declined(by: found.id))
        case .doubts(let words):
            assessment.because.insert(words, at: 0)
            assessment.ruling = max(assessment.ruling, .ask)
            return GateAnswer(assessment: assessment, verdict: .asks)
        case .approves(let found) where ruling.kind == .ask:
            assessment.because.insert(found.words, at: 0)
            return GateAnswer(
                assessment: assessment, verdict: .approved(by: found.id), value: effective.value.money)
        case .none(let words?) where ruling.kind != .act: assessment.because.append(words)
        case .approves, .none: break
        }
        return GateAnswer(assessment: assessment, verdict: ruling.kind == .act ? .approved(by: nil) : .asks)
    }

    /// What approving leads to, and so what it must fulfil: what the policy said when the card was admitted, or says now, of the card or of
    /// what is approved in its place, whichever is stricter.
    ///
    /// - Parameter arguments: what is to be approved; nil for what is proposed.
    package func stakes(
        of card: Card, _ record: CardRecord, approving arguments: JSONObject? = nil, now: Timestamp
    ) throws -> Stakes {
        try stakes(of: card, record, approving: arguments, under: policy.current().policy, ChangeMemo(), now: now)
    }

    /// The same for each part of the card that can be approved.
    package func stakesOfParts(
        of card: Card, _ record: CardRecord, now: Timestamp
    ) throws -> [Button.Part: Stakes] {
        let (policy, memo) = (policy.current().policy, ChangeMemo())
        var stakes: [Button.Part: Stakes] = [:]
        for part in card.parts {
            stakes[part] = try self.stakes(
                of: card, record, approving: card.arguments(approving: part), under: policy, memo, now: now)
        }
        return stakes
    }

    func stakes(
        of card: Card, _ record: CardRecord, approving arguments: JSONObject?, under policy: Policy,
        _ memo: ChangeMemo, now: Timestamp
    ) throws -> Stakes {
        let known = Stakes(ruling: record.ruling, risk: record.risk, why: "")
        // A policy rules on what agents want.
        if record.isOwn { return Stakes(claimedBy: card, .asking(record.risk)).raised(to: known) }
        func stakes(_ arguments: JSONObject?) throws -> Stakes {
            policy.stakes(
                of: try facts(of: card, approving: arguments, from: record.submitter, under: policy, memo, now: now))
        }
        let whole = try stakes(nil).raised(to: known)
        guard let arguments, arguments != card.action.arguments else { return whole }
        return try stakes(arguments).raised(to: whole)
    }

    /// All that the ruling depends on.
    ///
    /// - Parameters:
    ///   - arguments: as for `stakes`.
    ///   - submitter: as for `answer`.
    package func facts(
        of card: Card, approving arguments: JSONObject? = nil, from submitter: UInt32?, under policy: Policy,
        now: Timestamp
    ) throws -> PolicyFacts {
        try facts(of: card, approving: arguments, from: submitter, under: policy, ChangeMemo(), now: now)
    }

    private func facts(
        of card: Card, approving arguments: JSONObject? = nil, from submitter: UInt32?, under policy: Policy,
        _ memo: ChangeMemo, now: Timestamp
    ) throws -> PolicyFacts {
        let local = localTime(now)
        let key = TrustSubject(action: card.action.type, account: card.account ?? "")
        let isFirstTime =
            try memo.isFirstTime[key] ?? index.isFirstTime(card.action.type, account: card.account)
        memo.isFirstTime[key] = isFirstTime
        return PolicyFacts(
            card, approving: arguments, submitter: submitter.flatMap { Submitter(other: $0)?.policyName },
            isFirstTime: isFirstTime,
            calibration: try calibration(of: card, from: submitter, under: policy, memo),
            trust: try trustStanding(of: card, under: policy, memo), time: local?.time, weekday: local?.weekday)
    }

    /// What the record says about the confidence that the card's agent states: there is enough of it, and what is stated is worth what is needed. Not looked for where none is needed. An agent names itself as it
    /// likes; the record of one user's agent says nothing of another's that goes by its name.
    private func calibration(
        of card: Card, from submitter: UInt32?, under policy: Policy, _ memo: ChangeMemo
    ) throws -> Calibration {
        guard let needed = policy.entry(card.action.type)?.confidenceToAct, let stated = card.confidence,
            stated >= needed
        else { return .unknown }
        let key = StatedConfidence.Key(actionType: card.action.type, agent: card.agent.name, submitter: submitter)
        let record = try memo.confidences[key] ?? Calibrator(index.statedConfidence(key))
        memo.confidences[key] = record
        let counted = record.counts.filter { $0.confidence >= needed }
        let evidence = SuccessEvidence(
            successes: counted.reduce(0) { $0 + $1.right }, trials: counted.reduce(0) { $0 + $1.judged }, rate: needed)
        guard evidence.isEnough else { return .needs(more: evidence.missing) }
        // Where nothing was stated so low, it is worth no more than the lowest that was.
        let curve = IsotonicCurve(record)
        let worth = curve.worth(of: stated) ?? curve.steps.first?.worth ?? 0
        return worth >= needed ? .counts : .worth(worth)
    }
}
