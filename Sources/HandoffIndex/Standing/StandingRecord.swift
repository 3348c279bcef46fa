import GRDB
import HandoffAudit
import HandoffCards
import HandoffTrust

/// What the index knows of one standing authorization.
package struct StandingRecord: Sendable, Equatable {
    package let id: AuthorizationID
    package let effect: StandingGrant.Effect
    /// The line that grants it.
    package let granted: LineSpan
    package let grantedBy: String
    package var state: StandingState
    /// The gate's own card that asks for the review that is due; nil where it did not ask since the last one.
    package var review: CardID?
    /// Why it stands as it does, in the words of whoever changed it last.
    package var because: String?
    package var uses = 0
    package var used: Timestamp?
    /// Of its uses, by what was reported last.
    package var failed = 0
    package var undone = 0
}

extension StandingRecord {
    private static let columns = """
        SELECT number, state, effect, byte_offset, length, granted_by, granted_at, reviewed_at, expires, review,
            because, uses, used_at, failed, undone, alarm, severe
        FROM standing
        """

    static func fetch(_ id: AuthorizationID, _ db: Database) throws -> StandingRecord? {
        try Row.fetchOne(db.cachedStatement(sql: columns + " WHERE number = ?"), arguments: [id.number])
            .flatMap(StandingRecord.init)
    }

    static func fetchAll(_ db: Database) throws -> [StandingRecord] {
        try Row.fetchAll(db.cachedStatement(sql: columns + " ORDER BY number")).compactMap(StandingRecord.init)
    }

    private init?(_ row: Row) {
        guard let recorded = StandingState.Recorded(rawValue: row[1]),
            let effect = StandingGrant.Effect(rawValue: row[2])
        else { return nil }
        id = AuthorizationID(number: row[0])
        self.effect = effect
        granted = LineSpan(offset: row[3], length: row[4])
        grantedBy = row[5]
        state = StandingState(
            recorded: recorded, granted: Timestamp(milliseconds: row[6]), reviewed: Timestamp(milliseconds: row[7]),
            expires: Timestamp(milliseconds: row[8]), alarm: row[15], hasSevereFailure: row[16])
        review = (row[9] as String?).flatMap(CardID.init)
        because = row[10]
        uses = row[11]
        used = (row[12] as Int64?).map(Timestamp.init(milliseconds:))
        failed = row[13]
        undone = row[14]
    }

    func write(_ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO standing (number, state, effect, byte_offset, length, granted_by, granted_at,
                    reviewed_at, expires, review, because, uses, used_at, failed, undone, alarm, severe)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            id.number, state.recorded.rawValue, effect.rawValue, granted.offset, granted.length, grantedBy,
            state.granted.milliseconds, state.reviewed.milliseconds, state.expires.milliseconds, review?.text, because,
            uses, used?.milliseconds, failed, undone, state.alarm, state.hasSevereFailure,
        ])
    }
}
