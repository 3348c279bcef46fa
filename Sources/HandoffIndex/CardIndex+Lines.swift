import GRDB
import HandoffAudit
import HandoffCards

extension CardIndex {
    /// All lines of a log about a card, oldest first: those that the index knows of where they are, and then whatever the
    /// log has after them.
    ///
    /// - Returns: Nil when the index is one of another log, or of one that was changed.
    package func lines(about id: CardID, in log: AuditLog) throws -> [AuditLine]? {
        let (spans, end) = try spans(about: id)
        guard try log.holds(end) else { return nil }
        var lines: [AuditLine] = []
        for span in spans {
            let line = try log.line(at: span.offset, length: span.length)
            guard try line.isAbout(id) else { return nil }
            lines.append(line)
        }
        return lines + (try log.lines(about: id, from: end))
    }

    /// - Returns: Where the lines are, and how far the log was followed.
    private func spans(about id: CardID) throws(IndexError) -> (spans: [LineSpan], end: LogPosition) {
        try reading { db in
            let sql = """
                SELECT proposed_offset AS byte_offset, proposed_length FROM card WHERE id = ?1
                UNION ALL SELECT decided_offset, decided_length FROM card WHERE id = ?1 AND decided_offset IS NOT NULL
                UNION ALL SELECT byte_offset, length FROM report WHERE row = (SELECT row FROM card WHERE id = ?1)
                UNION ALL SELECT byte_offset, length FROM other_line WHERE card = ?1
                ORDER BY byte_offset
                """
            var spans: [LineSpan] = []
            let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [id.text])
            while let row = try rows.next() { spans.append(LineSpan(offset: row[0], length: row[1])) }
            return (spans, try Self.position(db) ?? .start)
        }
    }

    /// The last line before another one that begins a day: that is of another day (UTC) than the line before it, an
    /// earlier one where the clock was set back. The log's first line begins one, too.
    ///
    /// - Parameter sequence: lines that the index does not know yet count for nothing.
    package func dayStart(before sequence: Int) throws(IndexError) -> Int? {
        try reading { db in
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT max(sequence) FROM day_start WHERE sequence < ?"), arguments: [sequence]
            )
        }
    }

    /// The first line after another one that begins a day.
    package func dayStart(after sequence: Int) throws(IndexError) -> Int? {
        try reading { db in
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT min(sequence) FROM day_start WHERE sequence > ?"), arguments: [sequence]
            )
        }
    }
}
