import GRDB
import HandoffCards

/// Counts decisions by the week in which they were made, for what changes over time, and cards that ended without one. A case that is undone
/// later counts for the week of its decision.
struct WeekTallies {
    private struct Key: Hashable {
        let week: Int
        let tally: TallyKey
        let kind: Int
    }

    private let db: Database
    private var counts: [Key: Int] = [:]

    init(_ db: Database) { self.db = db }

    mutating func count(ended found: StoredCase, _ time: Timestamp) {
        guard found.origin == .agent, case .decided(let kind) = found.state else { return }
        count(TallyKind(kind), found, time)
        guard kind == .approved else { return }
        if found.edited { count(.edited, found, time) }
        if found.basis != .operator { count(.alone, found, time) }
    }

    mutating func count(undone found: StoredCase) {
        guard found.origin == .agent, let decidedAt = found.decidedAt else { return }
        count(.rolledBack, found, decidedAt)
    }

    private mutating func count(_ kind: TallyKind, _ found: StoredCase, _ time: Timestamp) {
        counts[Key(week: time.week, tally: found.key, kind: kind.rawValue), default: 0] += 1
    }

    mutating func write() throws {
        guard !counts.isEmpty else { return }
        var statement = try RawStatement(
            """
            INSERT INTO week_tally (week, account, action_type, agent, kind, count) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET count = count + excluded.count
            """, db)
        for (key, count) in counts {
            statement.bind(key.week)
            statement.bind(key.tally.account)
            statement.bind(key.tally.actionType)
            statement.bind(key.tally.agent)
            statement.bind(key.kind)
            statement.bind(count)
            try statement.run()
        }
        counts = [:]
    }
}

extension Timestamp {
    /// Weeks since 1970 that begin on Mondays of UTC, from 0.
    package var week: Int { (day + 3) / 7 }

    /// When the week begins.
    package init(ofWeek week: Int) { self.init(milliseconds: Int64(week * 7 - 3) * 86_400_000) }
}
