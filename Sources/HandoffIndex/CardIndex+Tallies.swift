import GRDB

extension CardIndex {
    /// What the record says, per account, action and agent, in the order of these.
    package func tallies() throws(IndexError) -> [Tally] {
        try reading { db in
            var tallies: [Tally] = []
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT account, action_type, agent, kind, count FROM tally ORDER BY account, action_type, agent, kind
                        """))
            while let row = try rows.next() {
                let key = TallyKey(account: row[0], actionType: row[1], agent: row[2])
                if tallies.last?.key != key { tallies.append(Tally(key: key)) }
                tallies[tallies.count - 1].add(row[4], stored: row[3])
            }
            return tallies
        }
    }

    /// The same per action alone, by its name: account and agent are empty.
    package func talliesByAction() throws(IndexError) -> [Tally] {
        try reading { db in
            var tallies: [Tally] = []
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql:
                        "SELECT action_type, kind, sum(count) FROM tally GROUP BY action_type, kind ORDER BY action_type, kind"
                ))
            while let row = try rows.next() {
                let key = TallyKey(account: "", actionType: row[0], agent: "")
                if tallies.last?.key != key { tallies.append(Tally(key: key)) }
                tallies[tallies.count - 1].add(row[2], stored: row[1])
            }
            return tallies
        }
    }
}
