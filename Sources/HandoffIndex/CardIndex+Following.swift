import FoundationEssentials
import GRDB
import HandoffAudit
import HandoffCards

extension CardIndex {
    /// Where the log is to be read on from; nil for a new index.
    package func position() throws(IndexError) -> LogPosition? {
        try reading { db in try Self.position(db) }
    }

    /// Takes in `facts`, in their order, and remembers `end` as the place to read on from.
    ///
    /// Call it only while the log's lock is held.
    package func apply(_ facts: [IndexedFact], end: LogPosition) throws(IndexError) {
        try writing { db in
            for fact in facts { try Self.apply(fact, db) }
            try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO position (only, sequence, byte_offset, leaf) VALUES (1, ?, ?, ?)"
            ).execute(arguments: [end.sequence, end.offset, end.leaf.blob])
        }
    }

    static func position(_ db: Database) throws -> LogPosition? {
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT sequence, byte_offset, leaf FROM position WHERE only = 1")),
            let leaf = Hash256(blob: row[2])
        else { return nil }
        return LogPosition(sequence: row[0], offset: row[1], leaf: leaf)
    }

    private static func apply(_ line: IndexedFact, _ db: Database) throws {
        switch line.fact {
        case .proposed(let fact): try propose(fact, line, db)
        case .decided(let fact): try settle(fact.card, .decided(fact.decision), line, db)
        case .expired(let fact): try settle(fact.card, .decided(.expired), line, db)
        case .withdrawn(let fact): try settle(fact.card, .decided(.withdrawn), line, db)
        case .executionFinished(let fact):
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO outcome (digest) VALUES (?)")
                .execute(arguments: [fact.outcome.digest.blob])
        default: break
        }
    }

    private static func propose(_ fact: AuditFact.Proposed, _ line: IndexedFact, _ db: Database) throws {
        let summary = CardSummary(fact, admitted: line.time)
        try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO card (id, state, risk, since, expires, trigger, agent, account, action_type, target,
                    title, digest, proposed_offset, proposed_length, changed)
                VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            fact.card.text, fact.risk.rawValue, summary.since.milliseconds, summary.expires?.milliseconds,
            summary.trigger, summary.agent, summary.account, summary.actionType, summary.target, summary.title,
            fact.digest.blob, line.span.offset, line.span.length, line.sequence,
        ])
    }

    /// Only a pending card is settled: the first fact wins, as it did when it was written.
    private static func settle(_ card: CardID, _ state: CardState, _ line: IndexedFact, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE card SET state = ?, decided_offset = ?, decided_length = ?, changed = ? WHERE id = ? AND state = 0
                """
        ).execute(arguments: [state.stored, line.span.offset, line.span.length, line.sequence, card.text])
    }
}

extension Hash256 {
    var blob: Data { Data(bytes) }

    init?(blob: Data) { self.init(bytes: blob) }
}
