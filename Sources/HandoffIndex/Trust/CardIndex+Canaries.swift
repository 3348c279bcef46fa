import GRDB

/// What one operator did with the cards that the gate made up.
package struct CanaryCount: Sendable, Equatable {
    package let `operator`: String
    package let caught: Int
    package let missed: Int
}

extension CardIndex {
    /// What such cards are counted under, whatever they say.
    static let canaryType = "handoff.canary"

    /// By operator, in the order of their names.
    package func canaryCounts() throws(IndexError) -> [CanaryCount] {
        try reading { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT operator, caught, missed FROM canary ORDER BY operator")
            ).map { CanaryCount(operator: $0[0], caught: $0[1], missed: $0[2]) }
        }
    }

    /// Whether an operator has yet to answer one.
    package func hasWaitingCanary() throws(IndexError) -> Bool {
        try reading { db in
            // The conditions are those of the index `card_canary`, word for word.
            try Row.fetchOne(db.cachedStatement(sql: "SELECT 1 FROM card WHERE state = 0 AND own = 2 LIMIT 1")) != nil
        }
    }
}
