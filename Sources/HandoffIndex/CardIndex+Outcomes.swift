import GRDB

extension CardIndex {
    /// Those of `names` that `noteOutcomeFiles` has not been told of.
    ///
    /// Only saves reading them again: what was reported is known by its content, so forgetting a name does no harm.
    package func unseenOutcomeFiles(among names: [String]) throws(IndexError) -> [String] {
        try reading { db in
            let statement = try db.cachedStatement(sql: "SELECT 1 FROM outcome_file WHERE name = ?")
            return try names.filter { try Row.fetchOne(statement, arguments: [$0]) == nil }
        }
    }

    package func noteOutcomeFiles(_ names: [String]) throws(IndexError) {
        try writing { db in
            let statement = try db.cachedStatement(sql: "INSERT OR IGNORE INTO outcome_file (name) VALUES (?)")
            for name in names { try statement.execute(arguments: [name]) }
        }
    }
}
