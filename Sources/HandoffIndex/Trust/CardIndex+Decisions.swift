import GRDB
import HandoffAudit
import HandoffCards

/// What became of a card that an operator decided, as far as the index has it.
package struct DecidedCard: Sendable, Equatable {
    package let account: String?
    package let agent: String
    /// The user who handed it in; nil for the gate's own.
    package let submitter: UInt32?
    package let actionType: String
    package let target: String?
    package let risk: Risk
    package let kind: Decision.Kind
    /// It was approved, and with changed arguments or undone since.
    package let isChangedOrUndone: Bool
    package let proposedAt: Timestamp
    package let proposed: LineSpan
}

extension CardIndex {
    /// What an operator approved, declined or answered, the last `most` of it since `start`, newest first. The gate's own questions are left out.
    package func decidedCards(since start: Timestamp, most: Int) throws(IndexError) -> [DecidedCard] {
        try reading { db in
            let sql = """
                SELECT account, agent, action_type, target, risk, state, edited, outcome, proposed_at, proposed_offset,
                    proposed_length, submitter
                FROM card WHERE basis = ? AND own = 0 AND proposed_at >= ? ORDER BY row DESC LIMIT ?
                """
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: sql), arguments: [Decision.Basis.operator.stored, start.milliseconds, most])
            var found: [DecidedCard] = []
            while let row = try rows.next() {
                guard case .decided(let kind) = CardState(stored: row[5]),
                    let span = LineSpan(offset: row[9], length: row[10])
                else { continue }
                let isUndone = Outcome.Status(stored: row[7]) == .rolledBack
                found.append(
                    DecidedCard(
                        account: row[0], agent: row[1],
                        submitter: (row[11] as Int64?).flatMap(UInt32.init(exactly:)), actionType: row[2],
                        target: row[3],
                        risk: Risk(rawValue: row[4]) ?? .unknown, kind: kind,
                        isChangedOrUndone: kind == .approved && (row[6] || isUndone),
                        proposedAt: Timestamp(milliseconds: row[8]), proposed: span))
            }
            return found
        }
    }
}
