import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffPolicy
import StrictJSON

extension Gate {
    /// Takes the approval of a card, once and for all, when it holds now: the decision and its signature, who decided, its time, the card, the
    /// action and the policy are looked at again under the log's lock. It is recorded that the action starts before this returns.
    ///
    /// - Parameter by: what is going to carry it out, a word for the record.
    /// - Throws: `GateError.notReleased`, which is recorded, when it does not hold; `GateError.unknownCard`.
    package func release(_ id: CardID, by: String, now: Timestamp) throws -> Release {
        try release([id], by: by, now: now)[0].get()
    }

    /// The same for several at once, in one write.
    package func release(_ ids: [CardID], by: String, now: Timestamp) throws -> [Result<Release, GateError>] {
        // Before it is recorded that they start: a mark that is free says that nobody carries it out.
        let marks = try ids.map { try self.marks.take($0) }
        return try change(now: now) { transaction in
            try zip(ids, marks).map { id, mark in
                guard let record = try index.record(of: id) else { return .failure(.unknownCard(id)) }
                do {
                    guard let mark else { throw ReleaseError.running }
                    return .success(try release(record, by: by, mark, &transaction, now: now))
                } catch let error as ReleaseError {
                    mark?.remove()
                    let error = GateError.notReleased(id, error)
                    transaction.append(.refused(.init(card: id, reason: "not released: \(error)")))
                    return .failure(error)
                }
            }
        }
    }

    func release(
        _ record: CardRecord, by: String, _ mark: RunMark, _ transaction: inout GateTransaction, now: Timestamp
    ) throws -> Release {
        switch record.state {
        case .pending: throw ReleaseError.pending
        case .decided(.approved): break
        case .decided(let kind): throw ReleaseError.notApproved(kind)
        }
        // Within one change, too: the same card may be among those released.
        guard record.execution == .none, !record.isReported, !transaction.starts(record.id) else {
            throw ReleaseError.used
        }
        if let reason = transaction.policyProblem { throw ReleaseError.policyUnusable(reason: reason) }
        let card = try card(record)
        guard let span = record.decided, let decision = try decision(record) else { throw ReleaseError.pending }
        let sequence = try log.line(at: span.offset, length: span.length).sequence
        let action = card.actionBinding(arguments: decision.arguments)
        let keys = try trusted()
        try check(decision, action, sequence, digest: record.digest, keys, transaction, now: now)
        let ruling: RulingKind
        do { ruling = try self.ruling(on: card, record, under: transaction.policy, now: now) } catch {
            guard case .forbidden(_, let why)? = error as? GateError else { throw error }
            throw ReleaseError.forbidden(why: why)
        }
        if ruling == .askTwo { try checkEndorsement(of: record, action, decision, keys, transaction) }
        transaction.append(
            .executionStarted(.init(card: record.id, action: action, decision: sequence, by: by)))
        return Release(
            card: card, arguments: decision.arguments, action: action,
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
        let operatorName = decision.basis == .operator ? decision.operator : DecisionToken.gateItself
        let claims: [(String, Bool)] = [
            ("card", token.card == decision.card && token.cardDigest == digest),
            ("action", token.action == action), ("decision", token.decision == .approved),
            ("line", token.sequence == sequence), ("operator", token.subject == operatorName),
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
        _ transaction: GateTransaction
    ) throws {
        guard let first = try endorsement(record) else { throw ReleaseError.secondOperatorMissing }
        let token: DecisionToken
        do { token = try DecisionToken(verifying: first.token, with: keys, as: DecisionToken.endorsement) } catch {
            throw ReleaseError.token(error)
        }
        guard token.card == record.id, token.cardDigest == record.digest, token.action == action,
            token.policy == transaction.policy.digest, token.subject == first.operator,
            token.subject != decision.operator, decision.basis == .operator
        else { throw ReleaseError.secondOperatorMissing }
    }

    /// Records what became of released actions.
    ///
    /// - Returns: What was recorded, for those of them of which nobody had said it before.
    @discardableResult
    package func finish(_ runs: [(release: Release, run: ProgramRun)], now: Timestamp) throws -> [Outcome] {
        guard !runs.isEmpty else { return [] }
        let outcomes = try change(now: now) { transaction in
            var outcomes: [Outcome] = []
            for (release, run) in runs {
                // Somebody may have said already what became of it, taking this process for dead.
                guard try index.record(of: release.card.id)?.execution == .started else { continue }
                let outcome = Outcome(
                    card: release.card.id, status: run.status, detail: run.words, finished: now, action: release.action)
                transaction.append(
                    .executionFinished(.init(outcome: outcome, reportedBy: AuditFact.Finished.byGate, run: run)))
                outcomes.append(outcome)
            }
            return outcomes
        }
        for (release, _) in runs { release.mark.remove() }
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
