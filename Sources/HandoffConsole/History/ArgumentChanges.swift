import Terminal

/// What became of arguments, as rows: which were changed, added or left out, line by line where they are long.
///
/// Every row of a change begins with a word and a sign in the label column, where no argument can write. Names and values are behind
/// the agent's bar; what is the same is the console's own word.
struct ArgumentChanges {
    let before: [MemberRows.Member]
    let after: [MemberRows.Member]
    /// Margin included.
    let columns: Int

    func rows() -> [TextRow] {
        var rows: [TextRow] = []
        var same = 0
        for member in after {
            guard let old = before.first(where: { $0.name == member.name }) else {
                rows += name("+ added", member) + lines("+ now", texts(of: member), Self.nowStyle)
                continue
            }
            if old.compact == member.compact { same += 1 } else { rows += change(from: old, to: member) }
        }
        for member in before where !after.contains(where: { $0.name == member.name }) {
            rows += name("- gone", member) + lines("- was", texts(of: member), Self.wasStyle)
        }
        if same > 0 { rows += remark("\(rows.isEmpty ? "all" : "the other") \(same) as proposed") }
        return rows
    }

    private func change(from old: MemberRows.Member, to new: MemberRows.Member) -> [TextRow] {
        var (was, now) = (texts(of: old), texts(of: new))
        // A number and the text of that number look the same but for the quotation marks.
        if was == now { (was, now) = (Self.jsonLines(of: old), Self.jsonLines(of: new)) }
        let head = zip(was, now).prefix { $0 == $1 }.count
        let tail = zip(was.dropFirst(head).reversed(), now.dropFirst(head).reversed()).prefix { $0 == $1 }.count
        return name("~ edited", new) + unchanged(head)
            + lines("- was", Array(was[head..<was.count - tail]), Self.wasStyle)
            + lines("+ now", Array(now[head..<now.count - tail]), Self.nowStyle) + unchanged(tail)
    }

    private func name(_ label: String, _ member: MemberRows.Member) -> [TextRow] {
        TextRow.rows(label, member.name, columns: columns, style: "card.fact", labelStyle: "card.changed")
    }

    private func lines(_ label: String, _ lines: [String], _ style: StyleName) -> [TextRow] {
        lines.flatMap { line in
            SafeText.wrapped(line.isEmpty ? "(empty line)" : line, columns: columns - TextRow.marginColumns).map {
                TextRow(
                    margin: .gutter(label: label, style: style),
                    spans: [.init(line: $0, style: line.isEmpty ? "text.muted" : style)], trailing: nil)
            }
        }
    }

    private func unchanged(_ count: Int) -> [TextRow] {
        count > 0 ? remark("\(Words.count(count, "line")) as proposed") : []
    }

    private func remark(_ text: String) -> [TextRow] {
        TextRow.computed("= same", text, columns: columns, style: "text.muted")
    }

    /// JSON in one line where it fits.
    private func texts(of member: MemberRows.Member) -> [String] {
        guard let text = member.text else {
            let isShort = member.compact.count <= columns - TextRow.marginColumns
            return isShort ? [String(decoding: member.compact, as: UTF8.self)] : Self.jsonLines(of: member)
        }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private static func jsonLines(of member: MemberRows.Member) -> [String] {
        String(decoding: member.pretty, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private static let wasStyle: StyleName = "verdict.declined"
    private static let nowStyle: StyleName = "verdict.approved"
}
