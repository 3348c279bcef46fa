import GRDB

/// The projection's tables. Another `version` makes the next opening start anew from the log.
enum IndexSchema {
    static let version = 13

    /// `confidence` is in thousandths; `digest`, `action`, `approved` and `executed` are hashes of 32 bytes; times are milliseconds since 1970; `looked` and `reading` are milliseconds; `micros` is a sum of values in millionths.
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
                    id TEXT NOT NULL,
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
                    changed INTEGER NOT NULL,
                    proposed_at INTEGER NOT NULL,
                    action BLOB NOT NULL,
                    basis INTEGER,
                    operator TEXT,
                    edited INTEGER NOT NULL,
                    decided_at INTEGER,
                    looked INTEGER,
                    approved BLOB,
                    skips INTEGER NOT NULL,
                    outcome INTEGER,
                    outcome_at INTEGER,
                    executed BLOB,
                    notes INTEGER NOT NULL,
                    ruling INTEGER NOT NULL,
                    own INTEGER NOT NULL,
                    confidence INTEGER,
                    submitter INTEGER,
                    execution INTEGER NOT NULL,
                    endorsed_offset INTEGER,
                    endorsed_length INTEGER,
                    endorsed_by TEXT,
                    authorization INTEGER,
                    reading INTEGER NOT NULL,
                    checked INTEGER,
                    went_well INTEGER NOT NULL
                );
                CREATE TABLE confidence_label (
                    action_type TEXT NOT NULL,
                    agent TEXT NOT NULL,
                    submitter INTEGER NOT NULL,
                    confidence INTEGER NOT NULL,
                    judged INTEGER NOT NULL,
                    right INTEGER NOT NULL,
                    PRIMARY KEY (action_type, agent, submitter, confidence)
                ) WITHOUT ROWID;
                CREATE TABLE trust (
                    action_type TEXT NOT NULL,
                    whole INTEGER NOT NULL,
                    account TEXT NOT NULL,
                    level TEXT,
                    because TEXT,
                    changed_at INTEGER,
                    right INTEGER NOT NULL,
                    wrong INTEGER NOT NULL,
                    alarm REAL NOT NULL,
                    severe INTEGER NOT NULL,
                    line_offset INTEGER,
                    line_length INTEGER,
                    check_alarm REAL NOT NULL,
                    PRIMARY KEY (action_type, whole, account)
                ) WITHOUT ROWID;
                CREATE TABLE canary (
                    operator TEXT PRIMARY KEY,
                    caught INTEGER NOT NULL,
                    missed INTEGER NOT NULL
                ) WITHOUT ROWID;
                CREATE TABLE dismissed (suggestion TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID;
                CREATE TABLE week_tally (
                    week INTEGER NOT NULL,
                    account TEXT NOT NULL,
                    action_type TEXT NOT NULL,
                    agent TEXT NOT NULL,
                    kind INTEGER NOT NULL,
                    count INTEGER NOT NULL,
                    PRIMARY KEY (week, account, action_type, agent, kind)
                ) WITHOUT ROWID;
                CREATE TABLE latest (
                    what INTEGER PRIMARY KEY,
                    sequence INTEGER NOT NULL,
                    digest BLOB
                );
                CREATE TABLE report (
                    row INTEGER NOT NULL,
                    sequence INTEGER NOT NULL,
                    byte_offset INTEGER NOT NULL,
                    length INTEGER NOT NULL,
                    digest BLOB NOT NULL,
                    PRIMARY KEY (row, sequence)
                ) WITHOUT ROWID;
                CREATE TABLE day (
                    day INTEGER PRIMARY KEY,
                    first_row INTEGER NOT NULL,
                    last_row INTEGER NOT NULL
                );
                CREATE TABLE tally (
                    account TEXT NOT NULL,
                    action_type TEXT NOT NULL,
                    agent TEXT NOT NULL,
                    kind INTEGER NOT NULL,
                    count INTEGER NOT NULL,
                    PRIMARY KEY (account, action_type, agent, kind)
                ) WITHOUT ROWID;
                CREATE TABLE other_line (
                    card TEXT NOT NULL,
                    sequence INTEGER NOT NULL,
                    byte_offset INTEGER NOT NULL,
                    length INTEGER NOT NULL,
                    PRIMARY KEY (card, sequence)
                ) WITHOUT ROWID;
                CREATE TABLE day_start (
                    sequence INTEGER PRIMARY KEY,
                    day INTEGER NOT NULL
                );
                CREATE TABLE standing (
                    number INTEGER PRIMARY KEY,
                    state INTEGER NOT NULL,
                    effect TEXT NOT NULL,
                    byte_offset INTEGER NOT NULL,
                    length INTEGER NOT NULL,
                    granted_by TEXT NOT NULL,
                    granted_at INTEGER NOT NULL,
                    reviewed_at INTEGER NOT NULL,
                    expires INTEGER NOT NULL,
                    review TEXT,
                    because TEXT,
                    uses INTEGER NOT NULL,
                    used_at INTEGER,
                    failed INTEGER NOT NULL,
                    undone INTEGER NOT NULL,
                    alarm REAL NOT NULL,
                    severe INTEGER NOT NULL
                );
                CREATE TABLE standing_day (
                    number INTEGER NOT NULL,
                    day INTEGER NOT NULL,
                    uses INTEGER NOT NULL,
                    micros INTEGER NOT NULL,
                    PRIMARY KEY (number, day)
                ) WITHOUT ROWID;
                CREATE TABLE standing_line (
                    number INTEGER NOT NULL,
                    sequence INTEGER NOT NULL,
                    byte_offset INTEGER NOT NULL,
                    length INTEGER NOT NULL,
                    PRIMARY KEY (number, sequence)
                ) WITHOUT ROWID;
                CREATE VIRTUAL TABLE search USING fts5 (
                    text, tags, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
                );
                CREATE TABLE outcome_file (name TEXT PRIMARY KEY) WITHOUT ROWID;
                PRAGMA user_version = \(version);
                """)
    }

    static let idIndex = "CREATE UNIQUE INDEX IF NOT EXISTS card_id ON card (id);"

    /// What a bulk load makes when the rows are there.
    static func createIndexes(_ db: Database) throws {
        try db.execute(
            sql: """
                \(idIndex)
                CREATE INDEX card_pending ON card (risk DESC, since, row) WHERE state = 0;
                CREATE INDEX card_expiring ON card (expires) WHERE state = 0 AND expires IS NOT NULL;
                CREATE INDEX card_changed ON card (changed);
                CREATE INDEX card_state ON card (state, row) WHERE state <> 1;
                CREATE INDEX card_outcome ON card (outcome, row) WHERE outcome > 0;
                CREATE INDEX card_running ON card (row) WHERE execution = 1;
                CREATE INDEX card_releasable ON card (action_type, decided_at)
                    WHERE state = 1 AND execution = 0 AND own = 0 AND outcome IS NULL;
                CREATE INDEX card_releasable_of ON card (action_type, submitter, agent, decided_at)
                    WHERE state = 1 AND execution = 0 AND own = 0 AND outcome IS NULL;
                CREATE INDEX card_asking ON card (action_type, row) WHERE state = 0 AND own = 1;
                CREATE INDEX card_canary ON card (row) WHERE state = 0 AND own = 2;
                CREATE INDEX card_edited ON card (row) WHERE edited = 1;
                CREATE INDEX card_authorization ON card (authorization, row) WHERE authorization IS NOT NULL;
                """)
    }
}
