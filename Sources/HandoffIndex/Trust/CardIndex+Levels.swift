import GRDB
import HandoffCards
import HandoffTrust

/// What the log says of trust levels.
extension CardIndex {
    /// Nil where nothing was judged and nobody set a level.
    package func trustLevel(of subject: TrustSubject) throws(IndexError) -> TrustLevelRecord? {
        try reading { db in try TrustLevelRecord.fetch(subject, db) }
    }

    /// By action, the action's own first, then its accounts.
    package func trustLevels() throws(IndexError) -> [TrustLevelRecord] {
        try reading { db in try TrustLevelRecord.fetchAll(db) }
    }

    /// Those that outcomes may have lowered since somebody wrote their level down.
    package func trustLevelsInDoubt() throws(IndexError) -> [TrustLevelRecord] {
        try reading { db in try TrustLevelRecord.fetchInDoubt(db) }
    }

    /// The last line that changed a level; nil where none did.
    package func lastTrustChange() throws(IndexError) -> Int? {
        try reading { db in
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT sequence FROM latest WHERE what = ?"),
                arguments: [Latest.trust.rawValue])
        }
    }

    /// What became of what was decided from a week on, by week (see `Timestamp.week`), account, action and agent. Of decisions alone, without
    /// times and without what was only proposed; `rolledBack` counts for the week of the decision.
    package func weekTallies(from week: Int) throws(IndexError) -> [(week: Int, tally: Tally)] {
        try reading { db in
            let sql = """
                SELECT week, account, action_type, agent, kind, count FROM week_tally WHERE week >= ?
                ORDER BY week, account, action_type, agent, kind
                """
            var found: [(week: Int, tally: Tally)] = []
            let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [week])
            while let row = try rows.next() {
                let key = TallyKey(account: row[1], actionType: row[2], agent: row[3])
                let week: Int = row[0]
                if found.last?.week != week || found.last?.tally.key != key { found.append((week, Tally(key: key))) }
                found[found.count - 1].tally.add(row[5], stored: row[4])
            }
            return found
        }
    }

    /// Whether an operator did not want to be told this suggestion again.
    package func isDismissed(_ suggestion: String) throws(IndexError) -> Bool {
        try reading { db in
            try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM dismissed WHERE suggestion = ?)"),
                arguments: [suggestion]) ?? false
        }
    }

    /// Those that operators did not want to be told again, with what they suggested.
    package func dismissedSuggestions() throws(IndexError) -> [(suggestion: String, words: String)] {
        try reading { db in
            try Row.fetchAll(db.cachedStatement(sql: "SELECT suggestion, words FROM dismissed ORDER BY suggestion"))
                .map { ($0[0], $0[1]) }
        }
    }

    /// The type of the gate's own question about what went alone. The card that it is about is the target.
    package static let spotCheckType = "handoff.spot_check"

    /// How many of the gate's questions about what went alone wait that are about actions of this type.
    package func waitingSpotChecks(of type: String) throws(IndexError) -> Int {
        try reading { db in
            // The conditions on the question are those of the index `card_asking`, word for word.
            let sql = """
                SELECT count(*) FROM card AS asked WHERE asked.action_type = ? AND asked.id IN
                    (SELECT target FROM card WHERE state = 0 AND own = 1 AND action_type = ?)
                """
            return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [type, Self.spotCheckType]) ?? 0
        }
    }
}
