import HandoffAudit
import HandoffCards
import HandoffConsole
import HandoffGate
import HandoffIndex

/// Finds the lines of a case where the index says that they are.
struct RecordReader {
    let log: AuditLog
    let index: CardIndex

    /// Everything that the log has about a card, and the line that was asked for.
    func record(_ query: RecordQuery) throws -> CaseRecord {
        var asked: AuditLine?
        if let sequence = query.sequence {
            asked = try log.lines(before: sequence + 1, count: 1).last { $0.sequence == sequence }
        }
        guard let card = query.card, let found = try index.case(of: card) else {
            return CaseRecord(query: query, line: asked)
        }
        return CaseRecord(
            query: query, line: asked, found: found, proposed: try line(found.proposed, about: card),
            decided: try found.decided.map { try line($0, about: card) },
            reports: try found.outcomes.map { try line($0, about: card) }, steps: try steps(of: card))
    }

    private func steps(of card: CardID) throws -> [AuditLine] {
        try (index.lines(about: card, in: log) ?? []).filter { line in
            switch try? line.fact {
            case .endorsed, .executionStarted, .executionUnknown, .canaryAnswered: true
            default: false
            }
        }
    }

    /// - Throws: `indexDoesNotFit` where another card's line stands.
    private func line(_ span: LineSpan, about card: CardID) throws -> AuditLine {
        let line = try log.line(at: span.offset, length: span.length)
        guard try line.fact.card == card else { throw GateError.indexDoesNotFit(card) }
        return line
    }
}
