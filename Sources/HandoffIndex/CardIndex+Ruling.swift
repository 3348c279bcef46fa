import GRDB
import HandoffCards

/// What was last of its kind; the raw value is stored.
enum Latest: Int {
    case policy = 1
    case clockSetBack = 2
    /// A standing authorization was granted, or stands differently.
    case authorization = 3
    /// A trust level was changed.
    case trust = 4
}

/// What rulings and releases ask of the record.
extension CardIndex {
    /// Whether no action of this type was ever approved for the account.
    package func isFirstTime(_ actionType: String, account: String?) throws(IndexError) -> Bool {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT 1 FROM tally WHERE account = ? AND action_type = ? AND kind = ? AND count > 0 LIMIT 1
                    """)
            return try Row.fetchOne(
                statement, arguments: [account ?? "", actionType, TallyKind.approved.rawValue]) == nil
        }
    }

    /// The digest of the policy that was last recorded; nil where none was.
    package func lastPolicy() throws(IndexError) -> Hash256? {
        try reading { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "SELECT digest FROM latest WHERE what = ?"), arguments: [Latest.policy.rawValue]
            )
            .flatMap { Hash256(stored: $0[0]) }
        }
    }

    /// The last line that says that the clock was set back; nil where none does.
    package func lastClockSetBack() throws(IndexError) -> Int? {
        try reading { db in
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT sequence FROM latest WHERE what = ?"),
                arguments: [Latest.clockSetBack.rawValue])
        }
    }

    /// What the gate started and has not finished, in the order of proposal.
    package func running() throws(IndexError) -> [CardID] {
        try reading { db in
            try String.fetchAll(db.cachedStatement(sql: "SELECT id FROM card WHERE execution = 1 ORDER BY row"))
                .compactMap(CardID.init)
        }
    }

    /// Approved actions of a type that the gate neither began nor refused, and that nobody reported, in the order of approval.
    package func releasable(
        _ actionType: String, decidedAfter start: Timestamp, limit: Int
    ) throws(IndexError) -> [(id: CardID, decided: Timestamp)] {
        try reading { db in
            let sql = """
                SELECT id, decided_at FROM card WHERE \(Self.isReleasable) AND action_type = ? AND decided_at > ?
                ORDER BY decided_at LIMIT ?
                """
            return try Row.fetchAll(
                db.cachedStatement(sql: sql), arguments: [actionType, start.milliseconds, limit]
            ).compactMap { row in CardID(row[0]).map { ($0, Timestamp(milliseconds: row[1])) } }
        }
    }

    /// The next after `user` that an approved action of the type is of, by its number; approvals that are over count, too.
    package func releasableUser(_ actionType: String, after user: UInt32?) throws(IndexError) -> UInt32? {
        try reading { db in
            let sql = """
                SELECT submitter FROM card WHERE \(Self.isReleasable) AND action_type = ? AND submitter > ?
                ORDER BY submitter LIMIT 1
                """
            return try Int64.fetchOne(
                db.cachedStatement(sql: sql), arguments: [actionType, user.map(Int64.init) ?? -1]
            ).flatMap(UInt32.init(exactly:))
        }
    }

    /// The next name after `agent` that an approved action of the type and the user is of; approvals that are over count, too.
    package func releasableAgent(
        _ actionType: String, of user: UInt32, after agent: String
    ) throws(IndexError) -> String? {
        try reading { db in
            let sql = """
                SELECT agent FROM card WHERE \(Self.isReleasable) AND action_type = ? AND submitter = ? AND agent > ?
                ORDER BY agent LIMIT 1
                """
            return try String.fetchOne(
                db.cachedStatement(sql: sql), arguments: [actionType, Int64(user), agent])
        }
    }

    /// The approved action of one agent that was approved first.
    ///
    /// - Parameter number: not the first but the one after so many.
    package func releasable(
        _ actionType: String, of user: UInt32, _ agent: String, decidedAfter start: Timestamp, after number: Int
    ) throws(IndexError) -> CardID? {
        try reading { db in
            let sql = """
                SELECT id FROM card
                WHERE \(Self.isReleasable) AND action_type = ? AND submitter = ? AND agent = ? AND decided_at > ?
                ORDER BY decided_at LIMIT 1 OFFSET ?
                """
            return try String.fetchOne(
                db.cachedStatement(sql: sql),
                arguments: [actionType, Int64(user), agent, start.milliseconds, number]
            ).flatMap(CardID.init)
        }
    }

    /// The condition of the indexes `card_releasable` and `card_releasable_of`, word for word.
    private static let isReleasable = "state = 1 AND execution = 0 AND own = 0 AND outcome IS NULL"
}
