import FoundationEssentials
import GRDB
import HandoffAudit
import HandoffCards

extension CardIndex {
    /// Nil when the log does not know the card.
    package func record(of id: CardID) throws(IndexError) -> CardRecord? {
        try reading { db in
            try Row.fetchOne(db.cachedStatement(sql: Self.recordColumns + " WHERE id = ?"), arguments: [id.text])
                .flatMap(CardRecord.init)
        }
    }

    package func record(row: Int64) throws(IndexError) -> CardRecord? {
        try reading { db in
            try Row.fetchOne(db.cachedStatement(sql: Self.recordColumns + " WHERE row = ?"), arguments: [row])
                .flatMap(CardRecord.init)
        }
    }

    /// Those of `ids` that the log knows already, in one read.
    package func known(among ids: [CardID]) throws(IndexError) -> Set<CardID> {
        try reading { db in
            let statement = try db.cachedStatement(sql: "SELECT 1 FROM card WHERE id = ?")
            return try Set(ids.filter { try Row.fetchOne(statement, arguments: [$0.text]) != nil })
        }
    }

    /// Cards whose ID begins with a text, at most so many.
    package func cards(idFrom text: String, limit: Int) throws(IndexError) -> [CardID] {
        try reading { db in
            // IDs are ASCII.
            let sql = "SELECT id FROM card WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
            return try String.fetchAll(
                db.cachedStatement(sql: sql), arguments: [text, text + "\u{7F}", limit]
            ).compactMap(CardID.init)
        }
    }

    /// Pending cards whose digest begins with these hexadecimal digits, at most so many.
    package func pendingCards(digestFrom digits: String, limit: Int) throws(IndexError) -> [CardID] {
        try reading { db in
            let sql =
                "SELECT id FROM card WHERE state = 0 AND substr(lower(hex(digest)), 1, ?) = ? ORDER BY row LIMIT ?"
            return try String.fetchAll(
                db.cachedStatement(sql: sql), arguments: [digits.utf8.count, digits, limit]
            ).compactMap(CardID.init)
        }
    }

    /// How many cards are pending, and how many of them are grave.
    package func pendingCounts() throws(IndexError) -> (total: Int, grave: Int) {
        try reading { db in
            // Two counts along the index: together they take a fraction of one that looks at each risk.
            let total = try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM card WHERE state = 0"))
            let grave = try Int.fetchOne(
                db.cachedStatement(sql: "SELECT count(*) FROM card WHERE state = 0 AND risk >= ?"),
                arguments: [Risk.unknown.rawValue])
            return (total ?? 0, grave ?? 0)
        }
    }

    /// The first `limit` pending cards, or all, in the queue's order, with the place to ask `changes(from:)` from.
    package func pendingKeys(limit: Int? = nil) throws(IndexError) -> (keys: [PendingKey], next: Int) {
        try reading { db in
            let sql = "SELECT row, risk, since FROM card WHERE state = 0 ORDER BY risk DESC, since, row LIMIT ?"
            var keys: [PendingKey] = []
            let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [limit ?? -1])
            while let row = try rows.next() { keys.append(PendingKey(row: row[0], stored: row[1], since: row[2])) }
            return (keys, try Self.position(db)?.sequence ?? 0)
        }
    }

    /// The IDs of all pending cards that agents handed in, in no order.
    package func pendingIDs() throws(IndexError) -> [CardID] {
        try reading { db in
            try String.fetchAll(db.cachedStatement(sql: "SELECT id FROM card WHERE state = 0 AND own = 0")).compactMap(
                CardID.init)
        }
    }

    /// What the list shows of these rows, in their order; rows that are gone are left out.
    package func pendingCards(rows: [Int64]) throws(IndexError) -> [PendingCard] {
        try reading { db in
            let statement = try db.cachedStatement(sql: Self.pendingColumns + " WHERE row = ?")
            return try rows.compactMap { try Row.fetchOne(statement, arguments: [$0]).flatMap(PendingCard.init) }
        }
    }

    /// All pending cards, or the first `limit`, in the queue's order.
    package func pendingCards(limit: Int? = nil) throws(IndexError) -> [PendingCard] {
        try reading { db in
            let sql = Self.pendingColumns + " WHERE state = 0 ORDER BY risk DESC, since, row LIMIT ?"
            return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [limit ?? -1])
                .compactMap(PendingCard.init)
        }
    }

    /// Pending cards whose time is over at `now`, at most `limit`.
    package func due(now: Timestamp, limit: Int) throws(IndexError) -> [CardID] {
        try reading { db in
            let sql = """
                SELECT id FROM card WHERE state = 0 AND expires IS NOT NULL AND expires <= ? ORDER BY expires LIMIT ?
                """
            return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [now.milliseconds, limit])
                .compactMap(CardID.init)
        }
    }

    /// When the next pending card expires.
    package func nextExpiry() throws(IndexError) -> Timestamp? {
        try reading { db in
            let sql = "SELECT min(expires) FROM card WHERE state = 0 AND expires IS NOT NULL"
            return try Int64.fetchOne(db.cachedStatement(sql: sql)).map(Timestamp.init(milliseconds:))
        }
    }

    /// What changed in lines from `sequence` on: cards that became pending and are so still, and cards that were ended.
    package func changes(from sequence: Int) throws(IndexError) -> QueueDelta {
        try reading { db in
            var delta = QueueDelta(added: [], ended: [], next: try Self.position(db)?.sequence ?? 0)
            let sql = "SELECT row, risk, since, state, id FROM card WHERE changed >= ? ORDER BY changed"
            let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [sequence])
            while let row = try rows.next() {
                let key = PendingKey(row: row[0], stored: row[1], since: row[2])
                switch CardState(stored: row[3]) {
                case .pending: delta.added.append(key)
                case .decided(let kind):
                    guard let id = CardID(row[4]) else { continue }
                    delta.ended.append(.init(row: key.row, id: id, kind: kind))
                }
            }
            delta.added.sort()
            return delta
        }
    }

    /// Whether this very report is in the log.
    package func has(_ outcome: Outcome) throws(IndexError) -> Bool {
        try reading { db in
            let sql = """
                SELECT 1 FROM report WHERE row = (SELECT row FROM card WHERE id = ?) AND digest = ?
                """
            return try Row.fetchOne(
                db.cachedStatement(sql: sql), arguments: [outcome.card.text, outcome.digest.blob]) != nil
        }
    }

    private static let recordColumns = """
        SELECT row, id, state, digest, risk, expires, proposed_offset, proposed_length, decided_offset, decided_length,
            ruling, own, execution, endorsed_offset, endorsed_length, endorsed_by, outcome IS NOT NULL, submitter,
            authorization
        FROM card
        """
    private static let pendingColumns = """
        SELECT row, risk, since, id, trigger, agent, account, action_type, target, title, expires, ruling,
            endorsed_by
        FROM card
        """
}

/// How the queue changed while the log grew.
package struct QueueDelta: Sendable, Equatable {
    /// In the queue's order.
    package var added: [PendingKey]
    package var ended: [Ended]
    /// Ask from here the next time.
    package var next: Int

    package struct Ended: Sendable, Equatable {
        package let row: Int64
        package let id: CardID
        package let kind: Decision.Kind
    }
}

extension PendingKey {
    init(row: Int64, stored risk: Int, since: Int64) {
        self.init(row: row, risk: Risk(rawValue: risk) ?? .unknown, since: Timestamp(milliseconds: since))
    }
}

extension PendingCard {
    fileprivate init?(_ row: Row) {
        guard let id = CardID(row[3]) else { return nil }
        self.init(
            key: PendingKey(row: row[0], stored: row[1], since: row[2]), id: id,
            trigger: Card.Trigger(rawValue: row[4]) ?? .boundary, agent: row[5], account: row[6], actionType: row[7],
            target: row[8], title: row[9], expires: (row[10] as Int64?).map(Timestamp.init(milliseconds:)),
            ruling: RulingKind(rawValue: row[11]), endorsedBy: row[12])
    }
}

extension CardRecord {
    fileprivate init?(_ stored: Row) {
        guard let id = CardID(stored[1]), let digest = Hash256(blob: stored[3]) else { return nil }
        row = stored[0]
        self.id = id
        state = CardState(stored: stored[2])
        self.digest = digest
        risk = Risk(rawValue: stored[4]) ?? .unknown
        expires = (stored[5] as Int64?).map(Timestamp.init(milliseconds:))
        proposed = LineSpan(offset: stored[6], length: stored[7])
        let length: Int? = stored[9]
        decided = length.map { LineSpan(offset: stored[8] ?? 0, length: $0) }
        ruling = RulingKind(rawValue: stored[10]) ?? .ask
        origin = CardOrigin(rawValue: stored[11]) ?? .gate
        execution = ExecutionState(rawValue: stored[12]) ?? .none
        endorsed = LineSpan(offset: stored[13], length: stored[14])
        endorsedBy = stored[15]
        isReported = stored[16]
        submitter = (stored[17] as Int64?).flatMap(UInt32.init(exactly:))
        authorization = (stored[18] as Int?).map(AuthorizationID.init(number:))
    }
}
