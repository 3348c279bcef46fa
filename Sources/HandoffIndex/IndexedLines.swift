import GRDB
import HandoffCards

/// Places of lines that no case's row has: those about a card that change nothing of its case, and the first ones of days.
struct IndexedLines {
    private var other: RawStatement
    private var start: RawStatement
    /// The last line's.
    private var day: Int?

    init(_ db: Database) throws {
        other = try RawStatement(
            "INSERT OR IGNORE INTO other_line (card, sequence, byte_offset, length) VALUES (?, ?, ?, ?)", db)
        start = try RawStatement("INSERT OR IGNORE INTO day_start (sequence, day) VALUES (?, ?)", db)
        day = try Int.fetchOne(db.cachedStatement(sql: "SELECT day FROM day_start ORDER BY sequence DESC LIMIT 1"))
    }

    /// For each line, in their order.
    mutating func pass(_ line: IndexedFact) throws {
        guard line.time.day != day else { return }
        day = line.time.day
        start.bind(line.sequence)
        start.bind(line.time.day)
        try start.run()
    }

    mutating func add(_ line: IndexedFact, about card: CardID) throws {
        other.bind(card.text)
        other.bind(line.sequence)
        other.bind(line.span.offset)
        other.bind(line.span.length)
        try other.run()
    }
}
