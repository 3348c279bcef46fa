import HandoffAudit
import HandoffCards

/// What the record of a line, or of a card, is asked by.
package struct RecordQuery: Equatable, Sendable {
    /// Nil for a line that is about no card.
    package let card: CardID?
    /// The line that it is opened from; nil for the case as such.
    package let sequence: Int?

    package init(card: CardID?, sequence: Int?) {
        self.card = card
        self.sequence = sequence
    }
}

/// A card's whole case with the lines of the log that say so, or a line that is about no card.
package struct CaseRecord: Equatable, Sendable {
    package let query: RecordQuery
    /// The line that was asked for, if one was.
    package let line: AuditLine?
    /// Nil where there is no card, or where the index does not know it.
    package let found: AuditCase?
    package let proposed: AuditLine?
    /// The line that ended the card: a decision, or its end without one.
    package let decided: AuditLine?
    /// What was reported of the execution, oldest first.
    package let reports: [AuditLine]
    /// First approvals of two, and what the gate recorded while it carried the action out, oldest first.
    package let steps: [AuditLine]

    package init(
        query: RecordQuery, line: AuditLine?, found: AuditCase? = nil, proposed: AuditLine? = nil,
        decided: AuditLine? = nil, reports: [AuditLine] = [], steps: [AuditLine] = []
    ) {
        self.query = query
        self.line = line
        self.found = found
        self.proposed = proposed
        self.decided = decided
        self.reports = reports
        self.steps = steps
    }

    /// All its lines in the log's order, each once.
    var lines: [AuditLine] {
        var lines = [proposed, decided].compactMap { $0 } + reports + steps
        if let line, !lines.contains(where: { $0.sequence == line.sequence }) { lines.append(line) }
        return lines.sorted { $0.sequence < $1.sequence }
    }
}
