import Terminal

/// A named value of an agent's as rows.
///
/// The label column counts the members, so that a line break within a value cannot pass for the next member, and the
/// right end says what is not plain text, so that a text cannot pass for a list.
struct MemberRows {
    let label: String
    let member: Member
    /// Margin included.
    let columns: Int

    /// A member of a JSON object: its text when it is a string, and its JSON.
    struct Member {
        let name: String
        let text: String?
        let compact: [UInt8]
        let pretty: [UInt8]
    }

    static func all(_ members: [Member], columns: Int) -> [TextRow] {
        members.enumerated().flatMap { place, member in
            MemberRows(label: "\(place + 1) of \(members.count)", member: member, columns: columns).rows()
        }
    }

    /// Text as it is; anything else as JSON, in one row where it fits.
    func rows() -> [TextRow] {
        if let text = member.text { return rows(text, kind: Self.kind(ofText: text)) }
        let kind = Self.kind(of: member.compact)
        let line = String(decoding: member.compact, as: UTF8.self)
        if fits(SafeText.line(line), kind: kind) { return rows(line, kind: kind) }
        return rows(String(decoding: member.pretty, as: UTF8.self), kind: kind)
    }

    private static func kind(ofText text: String) -> String? {
        guard let first = text.utf8.first, let last = text.utf8.last else { return "empty text" }
        return first <= 0x20 || last <= 0x20 ? "has spaces at an end" : nil
    }

    private static func kind(of json: [UInt8]) -> String {
        switch json.first {
        case UInt8(ascii: "["): "list"
        case UInt8(ascii: "{"): "object"
        case UInt8(ascii: "t"), UInt8(ascii: "f"): "yes or no"
        case UInt8(ascii: "n"): "nothing"
        default: "number"
        }
    }

    private var room: Int { columns - TextRow.marginColumns }

    private func fits(_ line: SafeLine, kind: String?) -> Bool {
        SafeText.line(member.name).columns + 2 + line.columns + (kind.map { $0.count + 2 } ?? 0) <= room
    }

    private func rows(_ value: String, kind: String?) -> [TextRow] {
        let lines = SafeText.lines(value)
        if lines.count == 1, fits(lines[0], kind: kind) {
            let head = SafeText.line(member.name) + SafeText.line(": ")
            return [row(label, [span(head, "card.fact"), span(lines[0], "card.context")], kind)]
        }
        var head = SafeText.wrapped(member.name + ":", columns: room).enumerated().map { place, line in
            row(place == 0 ? label : "", [span(line, "card.fact")], nil)
        }
        // A row of its own where it would cut the name.
        if let kind, head.count > 1 || SafeText.line(member.name).columns + 3 + kind.count > room {
            head.append(row("", [], kind))
        } else {
            head[0].trailing = kind
        }
        let indent = SafeText.line("  ")
        let body = SafeText.wrapped(value, columns: room - 2).map { row("", [span(indent + $0, "card.context")], nil) }
        return head + body
    }

    private func span(_ line: SafeLine, _ style: StyleName) -> TextRow.Span { .init(line: line, style: style) }

    private func row(_ label: String, _ spans: [TextRow.Span], _ trailing: String?) -> TextRow {
        TextRow(margin: .gutter(label: label, style: "text.muted"), spans: spans, trailing: trailing)
    }
}
