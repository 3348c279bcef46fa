import HandoffAudit
import HandoffCards
import Terminal

/// One line of the log in full: its place in the chain, and all members of its body, which are behind the agent's bar since any may
/// quote an agent.
struct RecordText {
    let line: AuditLine
    /// Margin included.
    let columns: Int

    func rows() -> [TextRow] {
        var rows: [TextRow] = [.heading("LINE \(Words.grouped(line.sequence))")]
        rows += text("type", line.type) + text("time", line.time.description) + text("leaf", line.leaf.hex)
        rows += text("before", line.previous.hex)
        rows += [.blank, .heading("WHAT IT SAYS")]
        do {
            let members = try line.body.members.map { member in
                MemberRows.Member(
                    name: member.name, text: member.value.string, compact: member.value.bytes(),
                    pretty: member.value.prettyBytes())
            }
            return rows + MemberRows.all(members, columns: columns)
        } catch {
            return rows + text("", "This line's body is no JSON: \(error)")
        }
    }

    private func text(_ label: String, _ text: String) -> [TextRow] {
        TextRow.computed(label, text, columns: columns, style: "card.fact")
    }
}
