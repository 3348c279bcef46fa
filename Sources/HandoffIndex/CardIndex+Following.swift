import GRDB
import HandoffAudit
import HandoffCards

extension CardIndex {
    /// Where the log is to be read on from; nil for a new index.
    package func position() throws(IndexError) -> LogPosition? {
        try reading { db in try Self.position(db) }
    }

    /// Whether it is a new one, with nothing of the log in it yet.
    package func isNew() throws(IndexError) -> Bool {
        let file = self.file.withLock { $0 }
        if file.hasLines { return false }
        guard try position() != nil else { return true }
        self.file.withLock { if $0.identity == file.identity { $0.hasLines = true } }
        return false
    }

    /// Takes in `facts`, in their order, and remembers `end` as the place to read on from.
    ///
    /// Call it only while the log's lock is held.
    package func apply(_ facts: [IndexedFact], end: LogPosition) throws(IndexError) {
        try writing { db in try Self.apply(facts, end: end, db) }
    }

    static func apply(_ facts: [IndexedFact], end: LogPosition, _ db: Database) throws {
        var batch = try IndexBatch(db)
        for fact in facts { try batch.take(fact) }
        try batch.finish()
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO position (only, sequence, byte_offset, leaf) VALUES (1, ?, ?, ?)"
        ).execute(arguments: [end.sequence, end.offset, end.leaf.blob])
    }

    static func position(_ db: Database) throws -> LogPosition? {
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT sequence, byte_offset, leaf FROM position WHERE only = 1")),
            let leaf = Hash256(blob: row[2])
        else { return nil }
        return LogPosition(sequence: row[0], offset: row[1], leaf: leaf)
    }
}
