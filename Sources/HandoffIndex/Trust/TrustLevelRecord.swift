import GRDB
import HandoffAudit
import HandoffCards
import HandoffTrust

/// What the index knows of how much is left to agents of one action type, for all accounts or for one.
package struct TrustLevelRecord: Sendable, Equatable {
    package let subject: TrustSubject
    package var state: TrustLevelState
    /// The line that wrote it down last.
    package var line: LineSpan?
}

extension TrustLevelRecord {
    private static let columns = """
        SELECT action_type, whole, account, level, because, changed_at, right, wrong, alarm, severe, line_offset,
            line_length, check_alarm
        FROM trust
        """

    static func fetch(_ subject: TrustSubject, _ db: Database) throws -> TrustLevelRecord? {
        try Row.fetchOne(
            db.cachedStatement(sql: columns + " WHERE action_type = ? AND whole = ? AND account = ?"),
            arguments: [subject.action, subject.account == nil, subject.account ?? ""]
        ).map(TrustLevelRecord.init)
    }

    static func fetchAll(_ db: Database) throws -> [TrustLevelRecord] {
        try Row.fetchAll(db.cachedStatement(sql: columns + " ORDER BY action_type, whole DESC, account"))
            .map(TrustLevelRecord.init)
    }

    static func fetchInDoubt(_ db: Database) throws -> [TrustLevelRecord] {
        let sql =
            columns + " WHERE severe <> 0 OR alarm >= ?1 OR check_alarm >= ?1 ORDER BY action_type, whole DESC, account"
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [FailureAlarm.limit])
            .map(TrustLevelRecord.init)
    }

    private init(_ row: Row) {
        subject = TrustSubject(action: row[0], account: row[1] ? nil : row[2])
        state = TrustLevelState(
            // A word that nobody wrote leaves nothing to agents.
            recorded: (row[3] as String?).map { TrustLevel(rawValue: $0) ?? .alwaysAsk }, because: row[4],
            changed: (row[5] as Int64?).map(Timestamp.init(milliseconds:)), right: row[6], wrong: row[7],
            alarm: row[8], checkAlarm: row[12], hasSevereFailure: row[9])
        line = LineSpan(offset: row[10], length: row[11])
    }

    func write(_ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO trust (action_type, whole, account, level, because, changed_at, right, wrong,
                    alarm, severe, line_offset, line_length, check_alarm)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            subject.action, subject.account == nil, subject.account ?? "", state.recorded?.rawValue, state.because,
            state.changed?.milliseconds, state.right, state.wrong, state.alarm, state.hasSevereFailure,
            line?.offset, line?.length, state.checkAlarm,
        ])
    }
}
