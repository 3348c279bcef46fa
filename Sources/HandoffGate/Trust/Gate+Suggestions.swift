import HandoffCards
import HandoffIndex
import HandoffPolicy
import HandoffTrust

extension Gate {
    /// What the record speaks for, without what an operator dismissed: levels to raise, and confidences to ask for. Patterns are looked for
    /// elsewhere, since that takes longer: see `patterns`.
    package func suggestions() throws -> [Suggestion] {
        let policy = self.policy.current().policy
        return try (raises(under: policy) + thresholds(under: policy)).filter { try !index.isDismissed($0.id) }
    }

    private func raises(under policy: Policy) throws -> [Suggestion] {
        let records = try index.trustLevels()
        var found: [Suggestion] = []
        // Of each action its own level first, so that an account is never raised above it.
        var whole: [String: TrustLevel] = [:]
        for record in records {
            let subject = record.subject
            guard let entry = policy.entry(subject.action) else { continue }
            let start = Self.start(of: subject.action, under: policy)
            let current = try trust(of: subject, under: policy)?.level ?? start
            if subject.account == nil { whole[subject.action] = current }
            guard let level = record.state.promotion(from: start, risk: entry.consequence), level > current,
                Self.matters(level, entry), subject.account == nil || level <= whole[subject.action] ?? start
            else { continue }
            let (right, judged) = (record.state.right, record.state.right + record.state.wrong)
            let since = record.state.changed.map { " since \($0.description.prefix(10))" } ?? ""
            found.append(
                Suggestion(
                    .raise(subject, to: level), evidence: "\(right) of \(judged) right\(since)", covered: judged))
        }
        return found
    }

    /// Whether agents could do more by it: a person is asked at a boundary whatever the level.
    private static func matters(_ level: TrustLevel, _ entry: CatalogueEntry) -> Bool {
        switch level {
        case .alwaysAsk: false
        case .askUnlessAuthorized: true
        case .byConfidence: !entry.isBoundary
        case .aloneWithSpotChecks: !entry.isBoundary && entry.confidenceToAct != nil
        }
    }

    /// Why a level that was raised leaves agents no more than they had, or not all of it; nil where nothing else binds them.
    package func bound(on subject: TrustSubject, at level: TrustLevel) throws -> String? {
        let policy = self.policy.current().policy
        guard let entry = policy.entry(subject.action) else { return nil }
        if level >= .byConfidence, entry.isBoundary {
            return
                "\(subject.action) is irreversible or external: a person is asked, or a standing authorization answers"
        }
        let start = Self.start(of: subject.action, under: policy)
        if subject.account != nil {
            let whole = try trust(of: TrustSubject(action: subject.action, account: nil), under: policy)?.level ?? start
            return whole < level ? "the lower holds, and for all accounts it is \(whole.words)" : nil
        }
        let lower = try index.trustLevels().map(\.subject).filter { other in
            guard other.account != nil, other.action == subject.action else { return false }
            return try trust(of: other, under: policy)?.level ?? start < level
        }
        guard let first = lower.first else { return nil }
        let others = lower.count > 1 ? " and \(lower.count - 1) more" : ""
        return
            "the lower holds, and it is lower \(first.account == "" ? "without an account" : "for \(first.account ?? "")")\(others)"
    }

    /// A confidence for the catalogue, where the record shows that another one than it has is enough, or needed.
    private func thresholds(under policy: Policy) throws -> [Suggestion] {
        var counts: [String: [ConfidenceCount]] = [:]
        for stated in try index.statedConfidences() { counts[stated.actionType, default: []] += stated.counts }
        return counts.sorted { $0.key < $1.key }.compactMap { action, counts in
            guard let entry = policy.entry(action), let needed = entry.confidenceToAct else { return nil }
            let calibrator = Calibrator(counts)
            let rate = TrustLevelState.rate(for: entry.consequence)
            guard let enough = calibrator.suggestedThreshold(rate: rate), enough != needed,
                enough < needed || calibrator.counts.contains(where: { (needed..<enough).contains($0.confidence) })
            else { return nil }
            let from = calibrator.counts.filter { $0.confidence >= enough }
            let (right, judged) = (from.reduce(0) { $0 + $1.right }, from.reduce(0) { $0 + $1.judged })
            return Suggestion(
                .threshold(action: action, confidence: enough),
                evidence:
                    "\(right) of \(judged) right from there on: at least \(Int(rate * 100))%, with an error of at most 5%",
                covered: judged)
        }
    }

    /// Takes a suggestion in the name of this gate's operator.
    ///
    /// - Parameter confirmation: `yes`, where what it leaves to agents is grave.
    /// - Returns: What was granted, where it is a standing authorization.
    /// - Throws: `GateError.trust`, `GateError.authorization`.
    @discardableResult
    package func accept(_ suggestion: Suggestion, confirmation: String?, now: Timestamp) throws -> AuthorizationID? {
        switch suggestion.kind {
        case .raise(let subject, let level):
            // It may have been lowered meanwhile; then the record speaks for less.
            try setTrust(
                subject, to: level, because: suggestion.evidence, confirmation: confirmation, now: now
            ) { _ in
                guard try suggestions().contains(where: { $0.kind == suggestion.kind }) else {
                    throw GateError.trust(.notSuggested(suggestion.mark))
                }
                return true
            }
            return nil
        case .grant(var grant, _):
            grant.note = suggestion.evidence
            return try self.grant(grant, confirmation: confirmation, now: now)
        case .threshold(let action, let confidence):
            throw GateError.trust(.policysToSay(action: action, confidence: confidence))
        }
    }
}
