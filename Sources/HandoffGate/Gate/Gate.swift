import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffQueue

/// The only authority: what is appended to the audit log, signed or handed to an agent goes through here.
///
/// Every change of state is the same five steps under the log's lock: lock, catch the projection up, check, append and sync, unlock.
/// Any number of gates, in one process or in many, agree that way without a daemon.
package final class Gate: Sendable {
    package let store: any QueueStore
    package let log: AuditLog
    package let index: CardIndex
    package let signer: any DecisionSigner
    package let policy: StandingPolicy
    /// How long an approval can be used.
    package let approvalLifetime: Int

    package init(
        store: any QueueStore, log: AuditLog, index: CardIndex, signer: any DecisionSigner,
        policy: StandingPolicy = StandingPolicy(), approvalLifetime: Int = 15 * 60
    ) {
        self.store = store
        self.log = log
        self.index = index
        self.signer = signer
        self.policy = policy
        self.approvalLifetime = approvalLifetime
    }

    /// Who this gate says it is in its tokens: stable for one key.
    package var issuer: String { "handoff/" + signer.keyID.prefix(12) }

    /// The five steps. What `body` appends is durable when this returns; when it throws, nothing was appended.
    func change<R>(now: Timestamp, _ body: (inout GateTransaction) throws -> R) throws -> R {
        try log.transaction(now: now) { audit in
            try catchUp(to: audit.position)
            var transaction = GateTransaction(index: index, log: log, nextSequence: audit.position.sequence)
            if audit.position.sequence == 0 {
                transaction.append(.logOpened(.init(gate: signer.keyID, version: HandoffVersion.current)))
            }
            let result = try body(&transaction)
            guard !transaction.facts.isEmpty else { return result }
            let lines = try audit.append(transaction.facts, at: now)
            let applied = zip(lines, transaction.facts).map { line, fact in
                IndexedFact(
                    sequence: line.sequence, time: now, span: LineSpan(offset: line.offset, length: line.length),
                    fact: fact)
            }
            // The facts are durable; a projection that cannot take them in now reads them from the log the next time.
            try? index.apply(applied, end: audit.position)
            return result
        }
    }

    /// Brings the projection to the log's end. An index that does not fit the log is made anew from the log's start; a log that is
    /// broken throws, and nothing is decided on it.
    package func catchUp(now: Timestamp) throws {
        try log.transaction(now: now) { try catchUp(to: $0.position) }
    }

    private func catchUp(to end: LogPosition) throws {
        let position = try index.position() ?? .start
        if position == end { return }
        do {
            try follow(from: position, to: end)
        } catch is AuditError where position != .start {
            try index.reset()
            try follow(from: .start, to: end)
        }
    }

    private func follow(from start: LogPosition, to end: LogPosition) throws {
        guard start.offset <= end.offset else { throw AuditError.truncated(known: start.offset, found: end.offset) }
        var reader = try log.reader(from: start)
        while reader.position.offset < end.offset {
            var facts: [IndexedFact] = []
            while facts.count < Self.linesAtOnce, reader.position.offset < end.offset, let line = try reader.next() {
                facts.append(
                    try IndexedFact(
                        sequence: line.sequence, time: line.time,
                        span: LineSpan(offset: line.offset, length: line.length), fact: line.fact))
            }
            if facts.isEmpty { break }
            try index.apply(facts, end: reader.position)
        }
    }

    private static let linesAtOnce = 4096
}

/// What a change may look at and add to, while the log's lock is held and the projection is up to date.
struct GateTransaction {
    let index: CardIndex
    let log: AuditLog
    private(set) var facts: [AuditFact] = []
    private(set) var nextSequence: Int

    init(index: CardIndex, log: AuditLog, nextSequence: Int) {
        self.index = index
        self.log = log
        self.nextSequence = nextSequence
    }

    mutating func append(_ fact: AuditFact) {
        facts.append(fact)
        nextSequence += 1
    }
}
