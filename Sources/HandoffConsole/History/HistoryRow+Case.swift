import HandoffAudit
import HandoffCards
import Terminal

extension HistoryRow {
    /// A whole case in one row; `sequence` is the case's place among all.
    init(_ found: AuditCase) {
        sequence = Int(found.row)
        time = found.proposedAt
        card = found.card
        actor = SafeText.name(found.agent).truncated(to: 40, ellipsis: true)
        word = found.decision?.rawValue ?? "pending"
        style =
            switch found.decision {
            case .approved? where found.basis != .operator: "verdict.alone"
            case .approved?, .answered?: "verdict.approved"
            case .declined?: "verdict.declined"
            case .expired?, .withdrawn?: "verdict.skipped"
            case nil: "verdict.held"
            }
        let type = SafeText.line(found.actionType)
        let subject = found.target.map { type + SafeText.line(" ") + SafeText.identity($0) } ?? type
        self.subject = subject.truncated(to: Self.longest, ellipsis: true)
        note = Self.note(found).map { SafeText.line($0).truncated(to: Self.longest, ellipsis: true) }
    }

    /// Where nobody was asked, what decided.
    private static func alone(_ found: AuditCase) -> String? {
        guard found.decision == .approved || found.decision == .declined else { return nil }
        return switch found.basis {
        case .policy?: "by the policy alone"
        case .authorization?: "by an authorization"
        case .operator?, nil: nil
        }
    }

    private static func note(_ found: AuditCase) -> String? {
        let outcome: String? =
            switch found.outcome {
            case .succeeded?: "succeeded"
            case .failed?: "FAILED"
            case .rolledBack?: "undone"
            case .notAttempted?: "not attempted"
            case nil: found.decision == .approved && !found.isOwn ? "no outcome yet" : nil
            }
        // What matters most first: the row may end before the note does.
        let parts = [
            found.differs ? "not what was approved" : nil, outcome, found.edited ? "edited" : nil,
            found.operator.map { "by " + $0 } ?? alone(found),
        ].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
