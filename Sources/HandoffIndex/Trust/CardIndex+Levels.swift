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

    /// The last line that changed a level; nil where none did.
    package func lastTrustChange() throws(IndexError) -> Int? {
        try reading { db in
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT sequence FROM latest WHERE what = ?"),
                arguments: [Latest.trust.rawValue])
        }
    }
}
