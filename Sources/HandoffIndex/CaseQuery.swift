import GRDB
import HandoffAudit
import HandoffCards

/// A filter in SQL and in the language of the full-text index.
struct CaseQuery {
    /// On the columns of `card`.
    private(set) var conditions: [String] = []
    private(set) var arguments: [any DatabaseValueConvertible] = []
    /// For FTS5's MATCH; nil where every text does.
    private(set) var match: String?
    /// No row outside of these can fit.
    private(set) var rows: ClosedRange<Int64> = 0...Int64.max

    init(_ filter: AuditFilter, _ db: Database) throws {
        var parts = filter.words.map(Self.phrase)
        for term in filter.terms {
            add(term)
            if let tags = try Self.tags(for: term, db) { parts.append(tags) }
        }
        match = parts.isEmpty ? nil : parts.joined(separator: " AND ")
        try bound(filter, db)
    }

    var sql: String { conditions.isEmpty ? "1" : conditions.joined(separator: " AND ") }

    // MARK: Time

    private mutating func bound(_ filter: AuditFilter, _ db: Database) throws {
        var (low, high) = (Int64(0), Int64.max)
        if let since = filter.since {
            conditions.append("proposed_at >= ?")
            arguments.append(since.milliseconds)
            let sql = "SELECT min(first_row) FROM day WHERE day >= ?"
            low = try Int64.fetchOne(db, sql: sql, arguments: [since.day]) ?? Int64.max
        }
        if let until = filter.until {
            conditions.append("proposed_at < ?")
            arguments.append(until.milliseconds)
            let sql = "SELECT max(last_row) FROM day WHERE day <= ?"
            high = try Int64.fetchOne(db, sql: sql, arguments: [until.day]) ?? 0
        }
        rows = low <= high ? low...high : 0...0
    }

    // MARK: Words

    private static func phrase(_ word: AuditFilter.Word) -> String {
        "{text} : " + quoted(word.text) + (word.isPrefix ? " *" : "")
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }

    // MARK: Fields

    private mutating func add(_ term: AuditFilter.Term) {
        let sql: String
        switch term.field {
        case .action: sql = like("action_type", term)
        case .account: sql = like("account", term)
        case .agent: sql = like("agent", term)
        case .target: sql = like("target", term)
        case .card: sql = like("id", term)
        case .operator: sql = like("operator", term)
        case .risk: sql = Self.among("risk", Risk.allCases.filter { term.takes($0.word) }.map(\.rawValue))
        case .ruling:
            sql = Self.among("ruling", RulingKind.allCases.filter { term.takes($0.word) }.map(\.rawValue))
        case .basis:
            sql = Self.among("basis", Decision.Basis.allCases.filter { term.takes($0.rawValue) }.map(\.stored))
        case .decision: sql = Self.decision(term)
        case .outcome: sql = Self.outcome(term)
        }
        conditions.append(term.isNegated ? "NOT (\(sql))" : "(\(sql))")
    }

    private static func decision(_ term: AuditFilter.Term) -> String {
        var states = Decision.Kind.allCases.filter { term.takes($0.rawValue) }.map { CardState.decided($0).stored }
        if term.takes("pending") { states.append(CardState.pending.stored) }
        if term.takes("edited") { return states.isEmpty ? "edited = 1" : among("state", states) + " OR edited = 1" }
        // The index of the rarer states is found by its own condition.
        guard states.count == 1, let state = states.first, state != 1, !term.isNegated else {
            return among("+state", states)
        }
        return "state = \(state) AND state <> 1"
    }

    private static func outcome(_ term: AuditFilter.Term) -> String {
        let stored = Outcome.Status.allCases.filter { term.takes($0.rawValue) }.map(\.stored)
        var parts: [String] = []
        if stored.count == 1, let only = stored.first, only > 0, !term.isNegated, !term.takes("none"),
            !term.takes("differs")
        {
            return "outcome = \(only) AND outcome > 0"
        }
        if !stored.isEmpty { parts.append(among("+outcome", stored)) }
        if term.takes("none") { parts.append("(outcome IS NULL AND +state = 1)") }
        if term.takes("differs") { parts.append("coalesce(+state = 1 AND executed <> approved, 0)") }
        return parts.isEmpty ? "0" : parts.joined(separator: " OR ")
    }

    /// 1 or 0, never NULL, so that the opposite is, too.
    private static func among(_ column: String, _ values: [Int]) -> String {
        "coalesce(\(column) IN (\(values.map(String.init).joined(separator: ", "))), 0)"
    }

    private mutating func like(_ column: String, _ term: AuditFilter.Term) -> String {
        arguments += term.values.map(Self.pattern)
        return term.values.map { _ in "coalesce(\(column) LIKE ? ESCAPE '\\', 0)" }.joined(separator: " OR ")
    }

    private static func pattern(_ pattern: AuditFilter.Pattern) -> String {
        var sql = ""
        for character in pattern.text {
            switch character {
            case "*": sql += "%"
            case "%", "_", "\\": sql += "\\" + String(character)
            default: sql.append(character)
            }
        }
        return sql
    }

    /// What the full-text index knows of the term; nil where it knows nothing.
    private static func tags(for term: AuditFilter.Term, _ db: Database) throws -> String? {
        let column: String
        switch term.field {
        case .action: column = "action_type"
        case .account: column = "account"
        case .agent: column = "agent"
        case .target, .card, .operator, .decision, .basis, .outcome, .risk, .ruling: return nil
        }
        guard !term.isNegated else { return nil }
        var tags: Set<String> = []
        if term.values.contains(where: \.hasWildcard) {
            for value in try String.fetchAll(db, sql: "SELECT DISTINCT \(column) FROM tally") where term.takes(value) {
                tags.insert(CaseText.tag(term.field, value))
                // Looking for many takes longer than looking at the rows.
                if tags.count > mostTags { return nil }
            }
        } else {
            tags = Set(term.values.map { CaseText.tag(term.field, $0.text) })
        }
        guard !tags.isEmpty else { return "{tags} : none" }
        return "{tags} : (" + tags.sorted().joined(separator: " OR ") + ")"
    }

    private static let mostTags = 64
}

extension AuditFilter.Term {
    /// Whether one of the values fits, negation aside.
    fileprivate func takes(_ value: String) -> Bool { values.contains { $0.matches(value) } }
}
