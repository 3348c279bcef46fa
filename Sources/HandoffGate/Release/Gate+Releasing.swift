import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffPolicy
import StrictJSON

extension Gate {
    /// Takes the approval of a card, once and for all, when it holds now: the decision and its signature, who decided, its time, the card, the
    /// action and the policy are looked at again under the log's lock. It is recorded that the action starts before this returns.
    ///
    /// - Parameters:
    ///   - by: what is going to carry it out, a word for the record.
    ///   - mark: the card's, where the caller holds it already.
    /// - Throws: `GateError.notReleased`, which is recorded, when it does not hold; `GateError.unknownCard`.
    package func release(_ id: CardID, by: String, holding mark: RunMark? = nil, now: Timestamp) throws -> Release {
        // Before it is recorded that it starts: a mark that is free says that nobody carries it out.
        let mark = mark.map { .success($0) } ?? take(id)
        do {
            let result: Result<Release, GateError> = try change(now: now) { transaction in
                guard let record = try index.record(of: id) else { return .failure(.unknownCard(id)) }
                do {
                    return .success(try release(record, by: by, mark.get(), &transaction))
                } catch let error as ReleaseError {
                    transaction.append(.refused(.init(card: id, reason: "not released: \(error)")))
                    return .failure(.notReleased(id, error))
                }
            }
            return try result.get()
        } catch {
            (try? mark.get())?.remove()
            throw error
        }
    }

    private func take(_ id: CardID) -> Result<RunMark, ReleaseError> {
        do {
            guard let mark = try marks.take(id) else { return .failure(.running) }
            return .success(mark)
        } catch { return .failure(.unmarkable(reason: error.description)) }
    }

    func release(
        _ record: CardRecord, by: String, _ mark: RunMark, _ transaction: inout GateTransaction
    ) throws -> Release {
        let now = transaction.now
        switch record.state {
        case .pending: throw ReleaseError.pending
        case .decided(.approved): break
        case .decided(let kind): throw ReleaseError.notApproved(kind)
        }
        // Within one change, too: the same card may be among those released.
        guard record.execution == .none || record.execution == .refused, !record.isReported,
            !transaction.starts(record.id)
        else {
            throw ReleaseError.used
        }
        if let reason = transaction.policyProblem { throw ReleaseError.policyUnusable(reason: reason) }
        let card = try card(record)
        if record.origin != .agent { throw ReleaseError.noExecutor(action: card.action.type) }
        guard let line = try endingLine(record) else { throw ReleaseError.pending }
        let (decision, sequence) = (try decision(record, in: line) { card }, line.sequence)
        let action = card.actionBinding(arguments: decision.arguments)
        let keys = try trusted()
        try check(decision, action, sequence, digest: record.digest, keys, transaction, now: now)
        let facts = try facts(
            of: card, approving: decision.arguments, from: record.submitter, under: transaction.policy, now: now)
        let today = transaction.policy.ruling(on: facts)
        if today.kind == .forbid { throw ReleaseError.forbidden(why: today.why) }
        let ruling = max(record.ruling, today.kind)
        switch decision.basis {
        case .operator: break
        case .policy: guard ruling == .act else { throw ReleaseError.personNeeded }
        case .authorization:
            guard ruling <= .ask else { throw ReleaseError.personNeeded }
            try checkStanding(record, of: card, today, transaction.policy.effective(facts), now: now)
        }
        if ruling == .askTwo { try checkEndorsement(of: record, action, decision, keys, transaction, now: now) }
        transaction.append(
            .executionStarted(.init(card: record.id, action: action, decision: sequence, by: by)))
        return Release(
            card: card, arguments: decision.arguments, action: action,
            target: transaction.policy.effective(facts).target.single,
            executor: transaction.policy.entry(card.action.type)?.executor, mark: mark)
    }

    /// Holds the token against everything that it is about.
    func check(
        _ decision: Decision, _ action: Hash256, _ sequence: Int, digest: Hash256, _ keys: [TrustedKey],
        _ transaction: GateTransaction, now: Timestamp
    ) throws {
        let token: DecisionToken
        do { token = try DecisionToken(verifying: decision.token, with: keys) } catch {
            throw ReleaseError.token(error)
        }
        let isPersons = decision.basis == .operator
        let subject = isPersons ? decision.operator : DecisionToken.gateItself
        // No person is the gate itself, for which every key may speak.
        let isTheirs = token.subject == subject && isPersons == (subject != DecisionToken.gateItself)
        let claims: [(String, Bool)] = [
            ("card", token.card == decision.card && token.cardDigest == digest),
            ("action", token.action == action), ("decision", token.decision == .approved),
            ("line", token.sequence == sequence), ("operator", isTheirs),
        ]
        if let wrong = claims.first(where: { !$0.1 }) { throw ReleaseError.mismatch(wrong.0) }
        guard token.policy == transaction.policy.digest else {
            throw ReleaseError.policyChanged(approved: token.policy, now: transaction.policy.digest)
        }
        guard now < token.expires else { throw ReleaseError.expired(at: token.expires) }
        // Tokens have whole seconds.
        guard token.issued.milliseconds <= now.milliseconds else { throw ReleaseError.notYet(from: token.issued) }
        if let step = try index.lastClockSetBack(), step > sequence { throw ReleaseError.clockSetBack }
    }

    private func checkEndorsement(
        of record: CardRecord, _ action: Hash256, _ decision: Decision, _ keys: [TrustedKey],
        _ transaction: GateTransaction, now: Timestamp
    ) throws {
        guard let first = try endorsement(record) else { throw ReleaseError.secondOperatorMissing }
        do {
            guard try isGood(first, for: record, action, under: transaction.policy, keys, now: now),
                first.operator != decision.operator, decision.basis == .operator
            else { throw ReleaseError.secondOperatorMissing }
        } catch let error as TokenError { throw ReleaseError.token(error) }
    }

    /// Records what became of released actions.
    ///
    /// - Parameter isHandedOn: whether the agents are told, too, by `publish`: until then the marks stay, and say so.
    /// - Returns: What was recorded, for those of them of which nobody had said it before.
    @discardableResult
    package func finish(
        _ runs: [(release: Release, run: ProgramRun)], isHandedOn: Bool = false, now: Timestamp
    ) throws -> [Outcome] {
        guard !runs.isEmpty else { return [] }
        let outcomes = try change(now: now) { transaction in
            var outcomes: [Outcome] = []
            for (release, run) in runs {
                // Somebody may have said already what became of it, taking this process for dead.
                guard try index.record(of: release.card.id)?.execution == .started else { continue }
                let outcome = Outcome(
                    card: release.card.id, status: run.status, detail: run.words, finished: transaction.now,
                    action: release.action)
                transaction.append(
                    .executionFinished(.init(outcome: outcome, reportedBy: AuditFact.Finished.byGate, run: run)))
                outcomes.append(outcome)
            }
            return outcomes
        }
        let kept = isHandedOn ? Set(outcomes.map(\.card)) : []
        for (release, _) in runs where !kept.contains(release.card.id) { release.mark.remove() }
        return outcomes
    }
}

extension ProgramRun {
    var status: Outcome.Status {
        switch ending {
        case .exit(0): .succeeded
        case .exit, .signal, .timedOut: .failed
        case .notStarted: .notAttempted
        }
    }

    /// For people.
    package var words: String {
        switch ending {
        case .exit(let status): "exit status \(status)"
        case .signal(let number): "ended by signal \(number)"
        case .notStarted(let reason): "not started: \(reason)"
        case .timedOut: "took too long and was ended"
        }
    }
}
