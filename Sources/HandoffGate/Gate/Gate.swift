import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffPolicy
import HandoffQueue
import HandoffTrust
import Synchronization

/// The only authority: what is appended to the audit log, signed or handed to an agent goes through here.
///
/// Every change of state is the same five steps under the log's lock: lock, catch the projection up, check, append and sync, unlock.
/// Any number of gates, in one process or in many, agree that way without a daemon.
package final class Gate: Sendable {
    package let store: any QueueStore
    package let log: AuditLog
    package let index: CardIndex
    package let signer: any DecisionSigner
    package let policy: any PolicySource
    /// Whose signatures count when something is to be carried out; asked each time, since operators change while gates run.
    package let trusted: @Sendable () throws -> [TrustedKey]
    /// What the machine's clock shows; nil where that cannot be told.
    let localTime: @Sendable (Timestamp) -> (time: TimeOfDay, weekday: Weekday)?
    let marks: RunMarks
    let knownAuthorizations = Mutex<KnownAuthorizations?>(nil)
    let provenTrust = Mutex<ProvenTrust?>(nil)
    /// Even over 0 to 1: which of those that go alone are looked at afterwards, and when and what something is made up.
    let chance: @Sendable () -> Double
    /// What can be made up to see whether operators look.
    let canaries: @Sendable () -> [Canary]
    /// For how many seconds an approval can be used.
    package let approvalLifetime: Int

    package static let standardLifetime = 15 * 60

    package init(
        store: any QueueStore, log: AuditLog, index: CardIndex, signer: any DecisionSigner, marks: RunMarks,
        policy: any PolicySource = FixedPolicy(), trusted: (@Sendable () throws -> [TrustedKey])? = nil,
        approvalLifetime: Int = standardLifetime,
        localTime: @escaping @Sendable (Timestamp) -> (time: TimeOfDay, weekday: Weekday)? = { _ in nil },
        chance: @escaping @Sendable () -> Double = { 1 }, canaries: @escaping @Sendable () -> [Canary] = { [] }
    ) {
        self.store = store
        self.log = log
        self.index = index
        self.signer = signer
        self.marks = marks
        self.policy = policy
        self.trusted = trusted ?? { [TrustedKey(signer)] }
        self.localTime = localTime
        self.chance = chance
        self.canaries = canaries
        self.approvalLifetime = approvalLifetime
    }

    /// Who this gate says it is in its tokens: stable for one key.
    package var issuer: String { "handoff/" + signer.keyID.prefix(12) }

    /// The five steps. What `body` appends is durable when this returns; when it throws, nothing was appended.
    ///
    /// - Parameter now: the time for a log without a clock. Where it has one, `body` goes by `GateTransaction.now`: the lock may have been
    ///   waited for, and what expired meanwhile has expired.
    func change<R>(now: Timestamp, _ body: (inout GateTransaction) throws -> R) throws -> R {
        try makeMissingIndex(now: now)
        return try log.transaction(now: now) { audit in
            try catchUp(to: audit.position)
            let found = policy.current()
            var transaction = GateTransaction(
                now: audit.time ?? now, index: index, policy: found.policy, policyProblem: found.problem,
                nextSequence: audit.position.sequence)
            if audit.position.sequence == 0 {
                transaction.append(.logOpened(.init(gate: signer.keyID, version: HandoffVersion.current)))
            }
            let result = try index.holdingStill {
                // What holds without a policy needs no word until there was one.
                if found.policy.digest != (try index.lastPolicy() ?? Policy.standard.digest) {
                    transaction.append(.policyLoaded(.init(document: found.policy.document, problem: found.problem)))
                }
                return try body(&transaction)
            }
            guard !transaction.facts.isEmpty else { return result }
            let lines = try audit.append(transaction.facts, at: transaction.now)
            let applied = zip(lines, transaction.facts).map { line, fact in
                IndexedFact(
                    sequence: line.sequence, time: transaction.now,
                    span: LineSpan(offset: line.offset, length: line.length),
                    fact: fact)
            }
            // The facts are durable; a projection that cannot take them in now reads them from the log the next time.
            try? index.apply(applied, end: audit.position)
            return result
        }
    }

    /// Begins a new log. Harmless on one that has lines.
    package func open(now: Timestamp) throws { try change(now: now) { _ in } }

    /// Takes in everything that agents handed in or took back, ends what is due, and does what processes left undone that are gone.
    @discardableResult
    package func bringUpToDate(
        now: () -> Timestamp = { .now }, progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
    ) throws -> AdmissionReport {
        let report = try admitAll(now: now, progress: progress)
        try recordOutcomes(try store.listOutcomes(), now: now())
        try expireDue(now: now())
        try askAboutUnknown(now: now())
        try reviewAuthorizations(now: now())
        try reviewTrust(now: now())
        try settleAbandoned(now: now())
        return report
    }

    /// Brings the projection to the log's end.
    ///
    /// - Throws: `GateError.logDoesNotFit` when the log is shorter than it was or another one. Nothing is decided on it: whoever cut the
    ///   log could have the same card decided twice. Deleting the index is the way to say that the log is right.
    package func catchUp(now: Timestamp) throws {
        try makeMissingIndex(now: now)
        try log.transaction(now: now) { try catchUp(to: $0.position) }
    }

    private func catchUp(to end: LogPosition) throws {
        try index.reopenIfReplaced()
        let position = try index.position() ?? .start
        if position == end { return }
        do { try follow(from: position, to: end) } catch let error as AuditError {
            switch error {
            case .broken, .truncated, .replaced: throw GateError.logDoesNotFit(reason: error.description)
            case .disk, .closed, .unwritable: throw error
            }
        }
    }

    /// What others appended must be proven by its token where it needs one: nothing is built, and signed, on a line that anybody may have
    /// written. Lines of an index that is made from the beginning are for `audit verify --full`: their keys may have left since.
    private func follow(from start: LogPosition, to end: LogPosition) throws {
        guard start.offset <= end.offset else { throw AuditError.truncated(known: start.offset, found: end.offset) }
        var reader = try log.reader(from: start)
        let proof = start.sequence > 0 ? (try? trusted()).map(LineProof.init) : nil
        while reader.position.offset < end.offset {
            var facts: [IndexedFact] = []
            while facts.count < Self.linesAtOnce, reader.position.offset < end.offset, let line = try reader.next() {
                let fact = try line.fact
                if let words = proof?.problem(with: fact, at: line.sequence) {
                    throw GateError.logDoesNotFit(
                        reason: "Nothing proves line \(line.sequence + 1) (\(fact.type)): \(words).")
                }
                facts.append(IndexedFact(line, fact))
            }
            if facts.isEmpty { break }
            try index.apply(facts, end: reader.position)
        }
        guard reader.position == end else {
            throw GateError.logDoesNotFit(reason: "Its last line is not the one that was read before.")
        }
    }

    private static let linesAtOnce = 4096
}

/// What the index and the log said once during a change, and say until it ends: nobody else changes them while the lock is held.
final class ChangeMemo {
    var authorizations: AuthorizationSet?
    var isFirstTime: [TrustSubject: Bool] = [:]
    var trust: [TrustSubject: TrustStanding.Known?] = [:]
    var confidences: [StatedConfidence.Key: Calibrator] = [:]
    /// How many of the gate's questions about what went alone wait, by action type.
    var spotChecks: [String: Int] = [:]
    /// Something was made up to see whether operators look.
    var hasCanary = false
}

/// What a change may look at and add to, while the log's lock is held and the projection is up to date.
struct GateTransaction {
    /// The time of all that is appended.
    let now: Timestamp
    let index: CardIndex
    let policy: Policy
    /// Why that is not the policy that somebody wrote.
    let policyProblem: String?
    private(set) var facts: [AuditFact] = []
    private(set) var nextSequence: Int
    private var spent: [AuthorizationID: DaySpent] = [:]
    let memo = ChangeMemo()

    init(now: Timestamp, index: CardIndex, policy: Policy, policyProblem: String?, nextSequence: Int) {
        self.now = now
        self.index = index
        self.policy = policy
        self.policyProblem = policyProblem
        self.nextSequence = nextSequence
    }

    /// Whether it is among the facts that the card's action starts.
    func starts(_ id: CardID) -> Bool {
        facts.contains { fact in
            guard case .executionStarted(let started) = fact else { return false }
            return started.card == id
        }
    }

    /// What this change takes of an authorization's caps.
    func spent(of id: AuthorizationID) -> DaySpent { spent[id] ?? DaySpent() }

    /// Whether it is among the facts that the card ends.
    func ends(_ id: CardID) -> Bool {
        facts.contains { fact in
            switch fact {
            case .decided(let ended): ended.card == id
            case .expired(let ended), .withdrawn(let ended): ended.card == id
            default: false
            }
        }
    }

    mutating func append(_ fact: AuditFact) {
        if case .authorizationUsed(let used) = fact {
            spent[used.authorization] =
                spent(of: used.authorization)
                + DaySpent(uses: 1, micros: used.value?.micros ?? 0)
        }
        facts.append(fact)
        nextSequence += 1
    }
}
