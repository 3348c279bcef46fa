import FoundationEssentials
import GRDB
import HandoffAudit
import HandoffCards

extension CardIndex {
    /// The newest cases that fit, newest first, at most `limit`; with `row`, those proposed before that case.
    ///
    /// A word is found where a line of the case has it; several words must stand in the same line of the case.
    package func cases(
        matching filter: AuditFilter, before row: Int64? = nil, limit: Int
    ) throws(IndexError) -> [AuditCase] {
        try reading { db in
            var found: [AuditCase] = []
            guard limit > 0 else { return found }
            try Self.each(of: filter, before: row, isAscending: false, db) { one in
                found.append(one)
                return found.count < limit
            }
            return found
        }
    }

    /// All cases that fit, oldest first, one after the other, as they stood at one moment.
    package func forEachCase(
        matching filter: AuditFilter, _ body: (AuditCase) throws -> Void
    ) throws {
        try pool.read { db in
            try Self.each(of: filter, before: nil, isAscending: true, db) {
                try body($0)
                return true
            }
        }
    }

    /// All that became of one card; nil when the log does not know it.
    package func `case`(of id: CardID) throws(IndexError) -> AuditCase? {
        try reading { db in
            let sql = Self.caseColumns + " WHERE id = ?"
            guard let stored = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id.text]) else { return nil }
            return try Self.case(stored, db)
        }
    }

    /// - Parameter body: says whether to go on.
    private static func each(
        of filter: AuditFilter, before row: Int64?, isAscending: Bool, _ db: Database,
        _ body: (AuditCase) throws -> Bool
    ) throws {
        let query = try CaseQuery(filter, db)
        let last = min(query.rows.upperBound, row.map { $0 - 1 } ?? .max)
        guard query.rows.lowerBound <= last, last > 0 else { return }
        let order = isAscending ? "ASC" : "DESC"
        guard let match = query.match else {
            let sql = caseColumns + " WHERE row BETWEEN ? AND ? AND \(query.sql) ORDER BY row \(order)"
            let arguments: [any DatabaseValueConvertible] = [query.rows.lowerBound, last] + query.arguments
            let rows = try Row.fetchCursor(db, sql: sql, arguments: StatementArguments(arguments))
            while let stored = try rows.next() {
                guard let found = try Self.case(stored, db) else { continue }
                guard try body(found) else { return }
            }
            return
        }
        let factor = Int64(IndexBatch.textsOfACase)
        let texts = try Int64.fetchCursor(
            db, sql: "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid \(order)",
            arguments: [match, query.rows.lowerBound * factor, min(last, Int64.max / factor - 1) * factor + factor - 1])
        let statement = try db.makeStatement(sql: caseColumns + " WHERE row = ? AND \(query.sql)")
        var seen: Int64?
        while let text = try texts.next() {
            let row = text / factor
            if row == seen { continue }
            seen = row
            let arguments: [any DatabaseValueConvertible] = [row] + query.arguments
            guard let stored = try Row.fetchOne(statement, arguments: StatementArguments(arguments)),
                let found = try Self.case(stored, db)
            else { continue }
            guard try body(found) else { return }
        }
    }

    private static let caseColumns = """
        SELECT row, id, account, agent, action_type, target, risk, trigger, proposed_at, proposed_offset, proposed_length, action,
            state, basis, operator, edited, decided_at, looked, decided_offset, decided_length, approved, skips, outcome,
            outcome_at, executed, ruling, own
        FROM card
        """

    private static func `case`(_ stored: Row, _ db: Database) throws -> AuditCase? {
        guard let id = CardID(stored[1]), let action = Hash256(blob: stored[11]) else { return nil }
        var found = AuditCase(
            row: stored[0], card: id, account: stored[2], agent: stored[3], actionType: stored[4], target: stored[5],
            risk: Risk(rawValue: stored[6]) ?? .unknown, ruling: RulingKind(rawValue: stored[25]) ?? .ask,
            proposedAt: Timestamp(milliseconds: stored[8]),
            proposed: LineSpan(offset: stored[9], length: stored[10]), action: action)
        found.trigger = Card.Trigger(rawValue: stored[7])
        if case .decided(let kind) = CardState(stored: stored[12]) { found.decision = kind }
        found.basis = Decision.Basis(stored: stored[13])
        found.operator = stored[14]
        found.edited = stored[15]
        found.decidedAt = Timestamp(stored: stored[16])
        found.looked = stored[17]
        found.decided = LineSpan(offset: stored[18], length: stored[19])
        found.approved = Hash256(stored: stored[20])
        found.skips = stored[21]
        found.outcome = Outcome.Status(stored: stored[22])
        found.outcomeAt = Timestamp(stored: stored[23])
        found.executed = Hash256(stored: stored[24])
        found.isCanary = stored[26] == CardOrigin.canary.rawValue
        guard found.outcome != nil else { return found }
        let reports = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT byte_offset, length FROM report WHERE row = ? ORDER BY sequence"),
            arguments: [found.row])
        while let report = try reports.next() {
            found.outcomes.append(LineSpan(offset: report[0], length: report[1]))
        }
        return found
    }
}
