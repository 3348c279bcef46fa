import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffPolicy
import HandoffTrust
import StrictYAML

/// What a standing authorization says of one card.
enum StandingAnswer {
    case approves(StandingAuthorization)
    case declines(StandingAuthorization)
    /// It cannot be said whether one declines. The words say which and why; a person is asked.
    case doubts(String)
    /// None answers. The words say which came nearest and why it does not; nil where none is about such an action.
    case none(String?)
}

extension Gate {
    /// Which standing authorization answers a card in a person's place. Called under the log's lock, so that what it says of revocations and
    /// of what is left of caps holds until the change is made.
    func standingAnswer(
        to card: Card, _ facts: EffectiveFacts, _ ruling: Ruling, _ transaction: GateTransaction, now: Timestamp
    ) throws -> StandingAnswer {
        let set = try transaction.memo.authorizations ?? authorizations()
        transaction.memo.authorizations = set
        if set.all.isEmpty { return .none(nil) }
        var nearest: String?
        var approving: StandingAuthorization?
        let (covering, doubtful) = set.covering(facts)
        for found in covering {
            guard try isProven(found) else { continue }
            let obstacle = try obstacle(found, to: card, facts, ruling, transaction, now: now)
            if let obstacle {
                nearest = "\(found.id) does not apply: \(obstacle)"
            } else if found.grant.effect == .decline {
                return .declines(found)
            } else {
                approving = approving ?? found
            }
        }
        for found in doubtful where found.grant.effect == .decline {
            guard try isProven(found), try obstacle(found, to: card, facts, ruling, transaction, now: now) == nil,
                let mismatch = found.scope.mismatch(facts)
            else { continue }
            return .doubts("\(found.id) may decline it: \(mismatch.words)")
        }
        if let approving { return .approves(approving) }
        if nearest == nil, let found = set.nearest(facts), let mismatch = found.scope.mismatch(facts),
            try isProven(found)
        {
            nearest = "outside \(found.id): \(mismatch.words)"
        }
        return .none(nearest)
    }

    /// Why an authorization whose scope the card is in does not answer it; nil where it does.
    private func obstacle(
        _ found: StandingAuthorization, to card: Card, _ facts: EffectiveFacts, _ ruling: Ruling,
        _ transaction: GateTransaction, now: Timestamp
    ) throws -> String? {
        guard let record = try index.standing(found.id) else { return "the index does not know it" }
        if let obstacle = record.state.obstacle(now: now) { return obstacle.words }
        guard found.grant.effect == .approve else { return nil }
        if let words = ruling.unliftable.first { return words }
        if ruling.kind > .ask { return "two operators must approve" }
        if card.question != nil || card.scope != nil { return "the agent asks something" }
        // What this very change uses is not in the index yet.
        let stored = try index.spent(of: found.id, day: now.day)
        switch found.coverage(facts, spent: stored + transaction.spent(of: found.id)) {
        case .covers: return Self.tooGrave(ruling, for: found)
        case .beyond(let words), .outside(let words): return words
        }
    }

    private static func tooGrave(_ ruling: Ruling, for found: StandingAuthorization) -> String? {
        ruling.risk.isGrave && !found.grant.isGrave ? "it is \(ruling.risk.word) risk, and not granted for that" : nil
    }

    /// Whether what an authorization approved may still be carried out; throws why not. What it took of its caps it has taken.
    func checkStanding(
        _ record: CardRecord, of card: Card, _ ruling: Ruling, _ facts: EffectiveFacts, now: Timestamp
    ) throws {
        guard let id = record.authorization, let stored = try index.standing(id) else {
            throw ReleaseError.mismatch("basis")
        }
        if let obstacle = stored.state.obstacle(now: now) {
            throw ReleaseError.authorizationOver(id, why: obstacle.words)
        }
        guard let found = try authorizations().all.first(where: { $0.id == id }), try isProven(found) else {
            throw ReleaseError.authorizationOver(id, why: "nobody who is trusted now granted it")
        }
        guard found.grant.effect == .approve else { throw ReleaseError.mismatch("basis") }
        if let words = ruling.unliftable.first { throw ReleaseError.authorizationOver(id, why: words) }
        if let words = Self.tooGrave(ruling, for: found) { throw ReleaseError.authorizationOver(id, why: words) }
        guard ruling.kind <= .ask else { throw ReleaseError.personNeeded }
        switch found.coverage(facts, spent: DaySpent()) {
        case .covers: return
        case .beyond(let words), .outside(let words): throw ReleaseError.authorizationOver(id, why: words)
        }
    }

    /// All that were granted and not ended, as the log grants them. Read anew whenever the log says that one changed, or other operators are
    /// trusted. One that answers must be proven first.
    func authorizations() throws -> AuthorizationSet {
        guard let sequence = try index.lastAuthorizationChange() else { return AuthorizationSet([]) }
        let keys = try trusted()
        let state = KnownAuthorizations.State(sequence: sequence, keys: keys)
        if let known = knownAuthorizations.withLock({ $0 }), known.state == state { return known.set }
        let records = try index.standings().filter { [.active, .suspended].contains($0.state.recorded) }
        let set = AuthorizationSet(
            try records.compactMap { record in
                // No gate writes one whose scope is none.
                do { return try authorization(record) } catch is YAMLProblem { return nil }
            })
        knownAuthorizations.withLock { $0 = KnownAuthorizations(state: state, set: set) }
        return set
    }

    /// An authorization as the log grants it: what the index says and what the line holds must be one.
    package func authorization(_ record: StandingRecord) throws -> StandingAuthorization {
        let fact = try granted(record).fact
        return try StandingAuthorization(id: record.id, grant: fact.grant, grantedBy: fact.operator)
    }

    /// Whether an operator who is trusted now granted it.
    package func isProven(_ record: StandingRecord) throws -> Bool {
        try isProven(record, by: LineProof(keys: try trusted()))
    }

    /// Asked of the few that a card is in the scope of: to look at a signature takes longer than all else about an authorization.
    private func isProven(_ found: StandingAuthorization) throws -> Bool {
        let known = knownAuthorizations.withLock { $0 }
        if let isProven = known?.proven[found.id] { return isProven }
        guard let record = try index.standing(found.id) else { return false }
        let isProven = try isProven(record, by: LineProof(keys: known?.state.keys ?? trusted()))
        knownAuthorizations.withLock { if $0?.state == known?.state { $0?.proven[found.id] = isProven } }
        return isProven
    }

    private func isProven(_ record: StandingRecord, by proof: LineProof) throws -> Bool {
        let (line, fact) = try granted(record)
        return proof.problem(with: .authorizationGranted(fact), at: line.sequence) == nil
    }

    private func granted(
        _ record: StandingRecord
    ) throws -> (line: AuditLine, fact: AuditFact.AuthorizationGranted) {
        let line = try log.line(at: record.granted.offset, length: record.granted.length)
        guard case .authorizationGranted(let fact) = try line.fact, fact.authorization == record.id,
            fact.operator == record.grantedBy, fact.grant.expires == record.state.expires,
            line.time == record.state.granted
        else { throw GateError.authorization(.indexDoesNotFit(record.id)) }
        return (line, fact)
    }
}

/// Standing authorizations as they were read last.
struct KnownAuthorizations: Sendable {
    struct State: Sendable, Equatable {
        let sequence: Int
        let keys: [TrustedKey]
    }

    let state: State
    let set: AuthorizationSet
    /// Whether an operator who is trusted granted it, of those that were asked about.
    var proven: [AuthorizationID: Bool] = [:]
}

extension DaySpent {
    static func + (left: DaySpent, right: DaySpent) -> DaySpent {
        let sum = left.micros.addingReportingOverflow(right.micros)
        return DaySpent(uses: left.uses + right.uses, micros: sum.overflow ? .max : sum.partialValue)
    }
}
