import HandoffCards

/// Cases as comma-separated values (RFC 4180), a row each, for spreadsheets.
package enum CaseTable {
    /// With CR and LF.
    package static let head = row([
        "card", "account", "agent", "action", "target", "risk", "ruling", "trigger", "proposed", "decision", "basis",
        "operator",
        "edited", "decided", "looked_ms", "skips", "outcome", "outcome_at", "proposed_digest", "approved_digest",
        "executed_digest", "differs",
    ])

    package static func row(_ found: AuditCase, isTargetRedacted: Bool = false) -> String {
        row([
            found.card.text, found.account ?? "", found.agent, found.actionType,
            isTargetRedacted && found.target != nil ? Redaction.mark : found.target ?? "",
            found.risk.word, found.ruling.word, found.trigger?.rawValue ?? "", found.proposedAt.description,
            found.decision?.rawValue ?? "pending", found.basis?.rawValue ?? "", found.operator ?? "",
            found.edited ? "true" : "false", found.decidedAt?.description ?? "", found.looked.map(String.init) ?? "",
            String(found.skips), found.outcome?.rawValue ?? "", found.outcomeAt?.description ?? "", found.action.tagged,
            found.decision == .approved ? found.approved?.tagged ?? "" : "", found.executed?.tagged ?? "",
            found.differs ? "true" : "false",
        ])
    }

    private static func row(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\r\n" }

    /// What a spreadsheet would take for a formula begins with an apostrophe, which it takes for "this is text".
    package static func field(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first) { text = "'" + text }
        guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            quoted.unicodeScalars.append(scalar)
            if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
        }
        return quoted + "\""
    }
}
