import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffPolicy
import HandoffTrust
import StrictYAML

extension Gate {
    /// Grants a standing authorization in the name of this gate's operator. It is in force when this returns.
    ///
    /// - Parameter confirmation: `yes`, where what it lets through is grave.
    /// - Throws: `GateError.authorization`.
    package func grant(_ grant: StandingGrant, confirmation: String?, now: Timestamp) throws -> AuthorizationID {
        try change(now: now) { transaction in
            let now = transaction.now
            try check(grant, under: transaction.policy, now: now)
            var grant = grant
            if grant.effect == .approve {
                if try isGrave(grant, under: transaction.policy) { grant.isGrave = true }
                guard !grant.isGrave || Confirmation.yes.isSatisfied(by: confirmation) else {
                    throw GateError.authorization(.confirmationNeeded)
                }
            }
            let id = AuthorizationID(number: (try index.standings().last?.id.number ?? 0) + 1)
            var fact = AuditFact.AuthorizationGranted(
                authorization: id, operator: signer.operatorName, grant: grant, token: "")
            fact.token = try token(of: .authorizationGranted(fact), id, transaction, now: now)
            transaction.append(.authorizationGranted(fact))
            return id
        }
    }

    /// Makes standing authorizations stand differently, all in one write. When this returns after `revoked` or `suspended`, nothing more starts
    /// that they let through.
    ///
    /// - Parameter because: the operator's words.
    /// - Throws: `GateError.authorization` for the first that cannot; then none is changed.
    package func change(
        _ ids: [AuthorizationID], _ kind: AuditFact.AuthorizationChange.Kind, because: String?, now: Timestamp
    ) throws {
        try change(now: now) { transaction in
            let now = transaction.now
            for id in ids {
                guard let record = try index.standing(id) else { throw GateError.authorization(.unknown(id)) }
                try check(kind, of: record, now: now)
                try append(kind, of: record, by: signer.operatorName, because: because, &transaction, now: now)
            }
        }
    }

    private func check(_ kind: AuditFact.AuthorizationChange.Kind, of record: StandingRecord, now: Timestamp) throws {
        switch record.state.recorded {
        case .revoked: throw GateError.authorization(.ended(record.id, word: "revoked"))
        case .expired: throw GateError.authorization(.ended(record.id, word: "expired"))
        case .active, .suspended: break
        }
        guard kind.loosens else { return }
        if now >= record.state.expires { throw GateError.authorization(.ended(record.id, word: "expired")) }
        guard kind == .resumed else { return }
        if record.state.obstacle(now: now) == nil { throw GateError.authorization(.notSuspended(record.id)) }
        if now >= record.state.suspensionDue { throw GateError.authorization(.reviewNeeded(record.id)) }
    }

    /// Writes that an authorization stands differently, and takes its review out of the queue where that is settled by it.
    ///
    /// - Parameter by: nil for the gate itself.
    func append(
        _ kind: AuditFact.AuthorizationChange.Kind, of record: StandingRecord, by name: String?, because: String?,
        asked: CardID? = nil, _ transaction: inout GateTransaction, now: Timestamp
    ) throws {
        var fact = AuditFact.AuthorizationChange(
            authorization: record.id, kind: kind, operator: name, because: because, asked: asked, token: "")
        fact.token = try token(of: .authorizationChanged(fact), record.id, transaction, now: now)
        transaction.append(.authorizationChanged(fact))
        guard kind == .revoked || kind == .expired || kind == .renewed, let review = record.review,
            let question = try index.record(of: review), question.state == .pending, !transaction.ends(review)
        else { return }
        let ending = try conclusion(.withdrawn, of: question, transaction, now: now)
        transaction.append(.withdrawn(.init(card: review, token: ending.token)))
    }

    private func token(
        of fact: AuditFact, _ id: AuthorizationID, _ transaction: GateTransaction, now: Timestamp
    ) throws -> String {
        let name: String? =
            switch fact {
            case .authorizationGranted(let fact): fact.operator
            case .authorizationChanged(let fact): fact.operator
            default: nil
            }
        return try LineToken(
            issuer: issuer, subject: name ?? DecisionToken.gateItself, about: id.text, issued: now, line: fact.type,
            body: fact.unsignedDigest, sequence: transaction.nextSequence
        ).signed(by: signer)
    }

    func check(_ grant: StandingGrant, under policy: Policy, now: Timestamp) throws {
        let scope: Scope
        do { scope = try Scope(grant.when) } catch { throw GateError.authorization(.scope(reason: error.reason)) }
        guard let actions = scope.exactActions else { throw GateError.authorization(.noAction) }
        guard scope.isNarrowerThanItsActions else { throw GateError.authorization(.tooWide) }
        let latest = now.adding(seconds: Self.longestGrant)
        guard now < grant.expires, grant.expires <= latest else {
            throw GateError.authorization(.expiry(grant.expires, latest: latest))
        }
        let caps = grant.caps
        if caps.usesPerDay == 0 { throw GateError.authorization(.cap("no use a day lets nothing through")) }
        for money in [caps.value, caps.valuePerDay].compactMap(\.self) where money.micros == nil {
            throw GateError.authorization(.cap("\(money) cannot be counted: at most six decimals, at most a trillion"))
        }
        // What is declined needs no catalogue: nothing happens.
        guard grant.effect == .approve else { return }
        for action in actions {
            guard let entry = policy.entry(action) else { throw GateError.authorization(.unknownAction(action)) }
            // What decides whether it is covered must stand in what is carried out, not only in what an agent says of it.
            if scope.isAboutTargets, entry.targetFrom == nil {
                throw GateError.authorization(.targetBelieved(action: action))
            }
            if scope.isAboutValues || caps.value != nil || caps.valuePerDay != nil, entry.valueFrom == nil {
                throw GateError.authorization(.valueBelieved(action: action))
            }
            if scope.isAboutScales || caps.scale != nil || caps.externalScale != nil, entry.scaleFrom == nil {
                throw GateError.authorization(.scaleBelieved(action: action))
            }
        }
    }

    private func isGrave(_ grant: StandingGrant, under policy: Policy) throws -> Bool {
        try Scope(grant.when).exactActions?.contains { policy.entry($0)?.consequence.isGrave ?? true } ?? true
    }

    /// In seconds.
    private static let longestGrant = 366 * 86_400
}
