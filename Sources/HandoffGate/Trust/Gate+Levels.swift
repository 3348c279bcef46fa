import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffPolicy
import HandoffTrust

extension Gate {
    /// How much is left to agents of actions like the card's, as the ruling asks it.
    func trustStanding(of card: Card, under policy: Policy, _ memo: ChangeMemo) throws -> TrustStanding {
        func known(_ account: String?) throws -> TrustStanding.Known? {
            let subject = TrustSubject(action: card.action.type, account: account)
            if let known = memo.trust[subject] { return known }
            let found = try trust(of: subject, under: policy)
            memo.trust[subject] = .some(found)
            return found
        }
        return TrustStanding(capability: try known(nil), account: try known(card.account ?? ""))
    }

    /// The level that is in force; nil where nobody set one and nothing lowered it, so that the catalogue's holds.
    package func trust(of subject: TrustSubject, under policy: Policy) throws -> TrustStanding.Known? {
        guard let record = try index.trustLevel(of: subject) else { return nil }
        if let line = record.line, try !isProven(line, for: subject) {
            return .init(.alwaysAsk, because: "nobody who is trusted now set it")
        }
        let start = Self.start(of: subject.action, under: policy)
        if record.state.recorded == nil, record.state.demotion(from: start) == nil { return nil }
        return record.state.inForce(from: start)
    }

    package static func start(of action: String, under policy: Policy) -> TrustLevel {
        policy.entry(action)?.trust ?? CatalogueEntry.startingTrust
    }

    /// Whether the line sets this subject's level in the name of an operator who is trusted now.
    private func isProven(_ span: LineSpan, for subject: TrustSubject) throws -> Bool {
        let keys = try trusted()
        let state = ProvenTrust.State(sequence: try index.lastTrustChange() ?? 0, keys: keys)
        if let known = provenTrust.withLock({ $0 }), known.state == state, let isProven = known.spans[span] {
            return isProven
        }
        let line = try log.line(at: span.offset, length: span.length)
        let fact = try line.fact
        let isAbout = if case .trustChanged(let change) = fact { change.subject == subject } else { false }
        let isProven = isAbout && LineProof(keys: keys).problem(with: fact, at: line.sequence) == nil
        provenTrust.withLock { known in
            if known?.state != state { known = ProvenTrust(state: state) }
            known?.spans[span] = isProven
        }
        return isProven
    }

    /// Leaves more or less of an action to agents, in the name of this gate's operator. It holds when this returns.
    ///
    /// - Parameters:
    ///   - because: the operator's words.
    ///   - confirmation: `yes`, where more is left of what is grave.
    /// - Returns: The level before.
    /// - Throws: `GateError.trust`.
    @discardableResult
    package func setTrust(
        _ subject: TrustSubject, to level: TrustLevel, because: String?, confirmation: String?, now: Timestamp
    ) throws -> TrustLevel {
        try setTrust(subject, to: level, because: because, confirmation: confirmation, now: now) { _ in true }
    }

    /// The same where it leaves less to agents than they have by then.
    ///
    /// - Returns: Whether it did.
    package func lowerTrust(_ subject: TrustSubject, to level: TrustLevel, now: Timestamp) throws -> Bool {
        var isLower = false
        try setTrust(subject, to: level, because: nil, confirmation: nil, now: now) { before in
            isLower = level < before
            return isLower
        }
        return isLower
    }

    /// - Parameter isWanted: asked under the log's lock, of the level before; else nothing is written.
    @discardableResult
    func setTrust(
        _ subject: TrustSubject, to level: TrustLevel, because: String?, confirmation: String?, now: Timestamp,
        if isWanted: (TrustLevel) throws -> Bool
    ) throws -> TrustLevel {
        try change(now: now) { transaction in
            guard let entry = transaction.policy.entry(subject.action) else {
                throw GateError.trust(.unknownAction(subject.action))
            }
            let start = entry.trust ?? CatalogueEntry.startingTrust
            let before = try trust(of: subject, under: transaction.policy)?.level ?? start
            guard try isWanted(before) else { return before }
            guard level != before else { throw GateError.trust(.unchanged(subject, level)) }
            if level > before, entry.consequence.isGrave, !Confirmation.yes.isSatisfied(by: confirmation) {
                throw GateError.trust(.confirmationNeeded(subject, level))
            }
            try append(
                level > before ? .raised : .lowered, subject, to: level, by: signer.operatorName, because: because,
                &transaction)
            return before
        }
    }

    /// Writes down where outcomes have lowered trust. It holds without that; this says so, and starts the record anew.
    ///
    /// - Returns: How many levels are lower now.
    @discardableResult
    package func reviewTrust(now: Timestamp) throws -> Int {
        let policy = self.policy.current().policy
        let isDue = try index.trustLevelsInDoubt().contains { record in
            record.state.demotion(from: Self.start(of: record.subject.action, under: policy)) != nil
        }
        guard isDue else { return 0 }
        return try change(now: now) { transaction in
            var count = 0
            for record in try index.trustLevelsInDoubt() {
                let start = Self.start(of: record.subject.action, under: transaction.policy)
                guard let lower = record.state.demotion(from: start) else { continue }
                try append(
                    .lowered, record.subject, to: lower.level, by: nil, because: lower.because, &transaction)
                count += 1
            }
            return count
        }
    }

    /// Does not suggest it again, to anybody.
    package func dismiss(_ suggestion: Suggestion, now: Timestamp) throws {
        try change(now: now) { transaction in
            guard try !index.isDismissed(suggestion.id) else { return }
            transaction.append(
                .suggestionChanged(
                    .init(.dismissed, suggestion: suggestion.id, words: suggestion.words, operator: signer.operatorName)
                ))
        }
    }

    /// Suggests it again, where the record still speaks for it.
    ///
    /// - Parameter suggestion: its `id`.
    /// - Returns: Whether it was dismissed.
    package func restore(_ suggestion: String, now: Timestamp) throws -> Bool {
        try change(now: now) { transaction in
            guard let found = try index.dismissedSuggestions().first(where: { $0.suggestion == suggestion }) else {
                return false
            }
            transaction.append(
                .suggestionChanged(
                    .init(
                        .restored, suggestion: suggestion, words: found.words, operator: signer.operatorName)))
            return true
        }
    }

    private func append(
        _ kind: AuditFact.TrustChange.Kind, _ subject: TrustSubject, to level: TrustLevel, by name: String?,
        because: String?, _ transaction: inout GateTransaction
    ) throws {
        var fact = AuditFact.TrustChange(kind, subject, to: level, operator: name, because: because, token: "")
        fact.token = try LineToken(
            issuer: issuer, subject: name ?? DecisionToken.gateItself, about: LineToken.trust, issued: transaction.now,
            line: kind.type, body: AuditFact.trustChanged(fact).unsignedDigest, sequence: transaction.nextSequence
        ).signed(by: signer)
        transaction.append(.trustChanged(fact))
    }
}

/// Why a trust level is not changed.
package enum TrustError: Error, Equatable, Sendable {
    /// The policy's catalogue does not know the action.
    case unknownAction(String)
    case unchanged(TrustSubject, TrustLevel)
    /// It is grave.
    case confirmationNeeded(TrustSubject, TrustLevel)
    /// The record does not speak for it any more.
    case notSuggested(String)
    /// A confidence stands in `policy.yaml`, which the gate does not write.
    case policysToSay(action: String, confidence: Double)
}

/// Which lines were found to set trust rightly, as long as no other does and the same operators are trusted.
struct ProvenTrust: Sendable {
    struct State: Sendable, Equatable {
        let sequence: Int
        let keys: [TrustedKey]
    }

    let state: State
    var spans: [LineSpan: Bool] = [:]
}
