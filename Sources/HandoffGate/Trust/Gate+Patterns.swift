import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffPolicy
import HandoffTrust
import StrictJSON

extension Gate {
    /// What operators always decide alike, as standing authorizations. It takes a look at each of the last decisions, on all processors: callers
    /// that somebody waits for do it beside, and now and then.
    ///
    /// - Parameter isCancelled: asked now and then, by any thread.
    /// - Throws: `CancellationError` where it was.
    package func patterns(now: Timestamp, isCancelled: @Sendable () -> Bool = { false }) throws -> [Suggestion] {
        let policy = self.policy.current().policy
        let start = now.adding(seconds: -Self.daysLookedAt * 86_400)
        let found = try index.decidedCards(since: start, most: Self.mostLookedAt)
        // Each user's name is looked up once.
        let users = Set(found.compactMap(\.submitter))
        let names = Dictionary(uniqueKeysWithValues: users.map { ($0, Submitter(other: $0)?.policyName) })
        let decisions = try eachConcurrently(found.parts(of: Self.readAtOnce)) { part in
            if isCancelled() { throw CancellationError() }
            return try part.compactMap { card in
                try pastDecision(card, from: card.submitter.flatMap { names[$0] ?? nil }, under: policy)
            }
        }
        return try PatternSearch(decisions.flatMap { $0 }, now: now).suggestions(isCancelled: isCancelled)
    }

    /// Those of `patterns` that could be granted now, and that nobody granted or dismissed.
    package func open(_ patterns: [Suggestion], now: Timestamp) throws -> [Suggestion] {
        if patterns.isEmpty { return [] }
        let policy = self.policy.current().policy
        let standing = try authorizations().all.map(\.grant)
        return try patterns.filter { suggestion in
            guard case .grant(let grant, _) = suggestion.kind, try !index.isDismissed(suggestion.id),
                !standing.contains(where: { $0.effect == grant.effect && $0.when == grant.when })
            else { return false }
            do { try check(grant, under: policy, now: now) } catch is GateError { return false }
            return true
        }
    }

    /// What was decided longer ago says little of what an operator would decide now.
    private static let daysLookedAt = 180
    private static let mostLookedAt = 100_000
    private static let readAtOnce = 512

    /// Nil for what no authorization could have answered.
    private func pastDecision(_ found: DecidedCard, from submitter: String?, under policy: Policy) throws
        -> PastDecision?
    {
        // What the catalogue does not know is asked about in any case.
        guard let entry = policy.entry(found.actionType) else { return nil }
        let line = try log.line(at: found.proposed.offset, length: found.proposed.length)
        guard case .proposed(let fact) = try line.fact, let action = fact.document.object?["action"]?.object else {
            return nil
        }
        var facts = PolicyFacts(action: found.actionType)
        facts.target = found.target
        facts.arguments = action["arguments"]?.object ?? [:]
        facts.isExternal = action["external"]?.bool
        let effective = policy.effective(facts)
        // Only what stands in what is carried out says what it acts on, and how much.
        let target = entry.targetFrom == nil ? nil : effective.target.single
        var scale: Int?
        if entry.scaleFrom != nil, case .count(let count) = effective.scale { scale = count }
        var value: Action.Money?
        if entry.valueFrom != nil { value = effective.value.money.flatMap { Action.Money($0.description) } }
        let local = localTime(found.proposedAt)
        let verdict: PastDecision.Verdict =
            switch found.kind {
            case .approved: found.isChangedOrUndone ? .other : .approvedAsProposed
            case .declined: .declined
            default: .other
            }
        return PastDecision(
            action: found.actionType, account: found.account, agent: found.agent,
            submitter: submitter, target: target, arguments: facts.arguments.values, at: found.proposedAt,
            time: local?.time,
            weekday: local?.weekday,
            risk: found.risk, isExternal: effective.isExternal, scale: scale, value: value,
            verdict: verdict)
    }
}

extension JSONObject {
    /// Those at the top, by JSON pointer.
    fileprivate var values: [JSONText: PastDecision.Value] {
        var values: [JSONText: PastDecision.Value] = [:]
        for member in members {
            values[JSONText("/" + JSONPointer.escape(member.name))] = PastDecision.Value(member.value)
        }
        return values
    }
}
