import HandoffAudit
import HandoffCards

extension StoredCase {
    static let lookUp = """
        SELECT row, state, risk, agent, account, action_type, digest, action, decided_offset, decided_length, changed, basis,
            operator, edited, decided_at, looked, approved, skips, outcome, outcome_at, executed, notes,
            ruling, own, confidence, execution, endorsed_offset, endorsed_length, endorsed_by, submitter,
            authorization, reading, checked, went_well
        FROM card WHERE id = ?
        """

    /// As the table has it; nil for a card that it does not know.
    ///
    /// - Parameter statement: `lookUp`, prepared.
    init?(_ card: CardID, by statement: inout RawStatement) throws {
        statement.bind(card.text)
        guard let read = try statement.first({ Self(card: card, row: $0) }), let found = read else { return nil }
        self = found
    }

    private init?(card: CardID, row: RawStatement.Row) {
        guard let digest = row.hash(6), let action = row.hash(7) else { return nil }
        self.init(
            row: Int64(row.integer(0)), id: card, risk: Risk(rawValue: row.integer(2)) ?? .unknown,
            ruling: RulingKind(rawValue: row.integer(22)) ?? .ask,
            origin: CardOrigin(rawValue: row.integer(23)) ?? .gate,
            confidence: row.optionalInteger(24),
            submitter: row.optionalInteger(29).flatMap(UInt32.init(exactly:)), agent: row.text(3) ?? "",
            account: row.text(4),
            actionType: row.text(5) ?? "", digest: digest, action: action,
            reading: row.integer(31), changed: row.integer(10))
        state = CardState(stored: row.integer(1))
        decided = LineSpan(offset: row.optionalInteger(8), length: row.optionalInteger(9))
        basis = Decision.Basis(stored: row.optionalInteger(11))
        `operator` = row.text(12)
        edited = row.integer(13) != 0
        decidedAt = Timestamp(stored: row.optionalInteger(14).map(Int64.init))
        looked = row.optionalInteger(15)
        approved = row.hash(16)
        skips = row.integer(17)
        outcome = Outcome.Status(stored: row.optionalInteger(18))
        outcomeAt = Timestamp(stored: row.optionalInteger(19).map(Int64.init))
        executed = row.hash(20)
        notes = row.integer(21)
        execution = ExecutionState(rawValue: row.integer(25)) ?? .none
        endorsed = LineSpan(offset: row.optionalInteger(26), length: row.optionalInteger(27))
        endorsedBy = row.text(28)
        authorization = row.optionalInteger(30).map(AuthorizationID.init(number:))
        checked = row.optionalInteger(32).map { $0 != 0 }
        wentWell = row.integer(33) != 0
    }
}
