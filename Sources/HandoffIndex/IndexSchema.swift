import GRDB

/// The projection's tables. Another `version` makes the next opening start anew from the log.
enum IndexSchema {
    static let version = 1

    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE position (
                    only INTEGER PRIMARY KEY CHECK (only = 1),
                    sequence INTEGER NOT NULL,
                    byte_offset INTEGER NOT NULL,
                    leaf BLOB NOT NULL
                );
                CREATE TABLE card (
                    row INTEGER PRIMARY KEY,
                    id TEXT NOT NULL UNIQUE,
                    state INTEGER NOT NULL,
                    risk INTEGER NOT NULL,
                    since INTEGER NOT NULL,
                    expires INTEGER,
                    trigger TEXT NOT NULL,
                    agent TEXT NOT NULL,
                    account TEXT,
                    action_type TEXT NOT NULL,
                    target TEXT,
                    title TEXT NOT NULL,
                    digest BLOB NOT NULL,
                    proposed_offset INTEGER NOT NULL,
                    proposed_length INTEGER NOT NULL,
                    decided_offset INTEGER,
                    decided_length INTEGER,
                    changed INTEGER NOT NULL
                );
                CREATE INDEX card_pending ON card (risk DESC, since, row) WHERE state = 0;
                CREATE INDEX card_expiring ON card (expires) WHERE state = 0 AND expires IS NOT NULL;
                CREATE INDEX card_changed ON card (changed);
                CREATE TABLE outcome (digest BLOB PRIMARY KEY) WITHOUT ROWID;
                CREATE TABLE outcome_file (name TEXT PRIMARY KEY) WITHOUT ROWID;
                PRAGMA user_version = \(version);
                """)
    }
}
