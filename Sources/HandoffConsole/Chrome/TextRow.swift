import Terminal

/// A row of a text that scrolls: a card's body, a draft, a record.
///
/// A row with agents' text has a gutter and a label column before it, both the console's own: nothing that an agent
/// writes can begin there. What was computed has the label and no gutter: it may quote an agent, and is not its word. A row
/// without a margin is the console's own words from edge to edge.
package struct TextRow: Equatable, Sendable {
    package enum Margin: Equatable, Sendable {
        case none
        case gutter(label: String, style: StyleName)
        case computed(label: String)

        /// Of an option, with the key that chooses it.
        static func option(_ number: Int) -> Margin { .gutter(label: "    [\(number)]", style: "hint.key") }
    }

    package struct Span: Equatable, Sendable {
        package let line: SafeLine
        package let style: StyleName
    }

    package var margin: Margin
    package var spans: [Span]
    /// The console's own words at the right end, such as `+ 12 lines (e)`.
    package var trailing: String?

    /// Columns of gutter, label and the spaces around them.
    package static let marginColumns = 11

    package static let blank = TextRow(margin: .none, spans: [], trailing: nil)

    package static func heading(_ text: String) -> TextRow {
        TextRow(margin: .none, spans: [Span(line: SafeText.line(text), style: "help.heading")], trailing: nil)
    }

    /// A row of the console's own words.
    package static func own(_ text: String, style: StyleName) -> TextRow {
        TextRow(margin: .none, spans: [Span(line: SafeText.line(text), style: style)], trailing: nil)
    }
}

extension TextRow {
    /// Agents' text, wrapped to `columns` (margin included), its label at the first row.
    static func rows(
        _ label: String, _ text: String, columns: Int, style: StyleName, labelStyle: StyleName = "text.muted"
    ) -> [TextRow] {
        rows(label, SafeText.wrapped(text, columns: columns - marginColumns), style: style, labelStyle: labelStyle)
    }

    static func rows(
        _ label: String, _ lines: [SafeLine], style: StyleName, labelStyle: StyleName = "text.muted"
    ) -> [TextRow] {
        lines.enumerated().map { place, line in
            TextRow(
                margin: .gutter(label: place == 0 ? label : "", style: labelStyle),
                spans: [Span(line: line, style: style)], trailing: nil)
        }
    }

    /// What was computed, in rows of which at most `limit` show. Line breaks in what it quotes are escapes.
    static func computed(
        _ label: String, _ text: String, columns: Int, limit: Int = .max, style: StyleName
    ) -> [TextRow] {
        let room = columns - marginColumns
        var lines = SafeText.line(text).wrapped(to: max(2, room))
        if lines.count > limit, limit > 0 {
            let rest = lines[(limit - 1)...].reduce(SafeLine(), +)
            lines = lines[..<(limit - 1)] + [rest.truncated(to: room, ellipsis: true)]
        }
        return computed(label, lines, style: style)
    }

    static func computed(_ label: String, _ lines: [SafeLine], style: StyleName) -> [TextRow] {
        lines.enumerated().map { place, line in
            TextRow(
                margin: .computed(label: place == 0 ? label : ""), spans: [Span(line: line, style: style)],
                trailing: nil)
        }
    }

    /// As `rows`, of which at most `limit` show; the last of them says how many more there are and which key shows
    /// them.
    static func folded(
        _ label: String, _ text: String, columns: Int, limit: Int, style: StyleName, unfoldKey: String
    ) -> [TextRow] {
        let lines = SafeText.wrapped(text, columns: columns - marginColumns)
        guard lines.count > limit, limit > 0 else { return rows(label, lines, style: style) }
        var shown = rows(label, Array(lines[..<limit]), style: style)
        let hidden = lines.count - limit
        let trailing = "+ \(Words.count(hidden, "line")) (\(unfoldKey))"
        let room = columns - marginColumns - trailing.count - 2
        let last = lines[limit - 1].truncated(to: room, ellipsis: true)
        shown[limit - 1].spans = [Span(line: last, style: style)]
        shown[limit - 1].trailing = trailing
        return shown
    }
}
