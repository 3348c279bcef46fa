import GRDB
import HandoffAudit
import HandoffCards
import HandoffTrust

/// What the log says of standing authorizations.
extension CardIndex {
    /// Nil for one that was never granted.
    package func standing(_ id: AuthorizationID) throws(IndexError) -> StandingRecord? {
        try reading { db in try StandingRecord.fetch(id, db) }
    }

    /// All that were ever granted, in that order.
    package func standings() throws(IndexError) -> [StandingRecord] {
        try reading { db in try StandingRecord.fetchAll(db) }
    }

    /// The last line by which an authorization was granted or stands differently; nil where there is none.
    package func lastAuthorizationChange() throws(IndexError) -> Int? {
        try reading { db in
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT sequence FROM latest WHERE what = ?"),
                arguments: [Latest.authorization.rawValue])
        }
    }

    /// What was used of an authorization on a day, counted as `Timestamp.day`.
    package func spent(of id: AuthorizationID, day: Int) throws(IndexError) -> DaySpent {
        try reading { db in
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT uses, micros FROM standing_day WHERE number = ? AND day = ?"),
                arguments: [id.number, day])
            return row.map { DaySpent(uses: $0[0], micros: $0[1]) } ?? DaySpent()
        }
    }

    /// Where the log grants it and says how it stands, oldest first.
    package func lines(about id: AuthorizationID) throws(IndexError) -> [LineSpan] {
        try reading { db in
            let sql = "SELECT byte_offset, length FROM standing_line WHERE number = ? ORDER BY sequence"
            return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [id.number])
                .map { LineSpan(offset: $0[0], length: $0[1]) }
        }
    }

    /// The cards that it answered, newest first.
    package func cards(answeredBy id: AuthorizationID, limit: Int) throws(IndexError) -> [CardID] {
        try reading { db in
            let sql = "SELECT id FROM card WHERE authorization = ? ORDER BY row DESC LIMIT ?"
            return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [id.number, limit])
                .compactMap(CardID.init)
        }
    }
}
