import HandoffAudit
import Terminal

extension Canvas {
    /// The prompt in the status line, with the place of a fault marked.
    mutating func drawFilter(_ state: ConsoleState, _ editor: LineEditor, _ rect: Rect) {
        let used = draw(
            "Filter: ", at: rect.column + 1, rect.row, columns: rect.columns - 1, style("prompt", over: "status"))
        let field = Rect(column: rect.column + 1 + used, row: rect.row, columns: rect.columns - used - 2, rows: 1)
        drawEditor(editor, in: field, "status")
        guard let error = state.history.search.error, let cursor else { return }
        // The prompt may be scrolled: the fault stands as far before the cursor as in the text.
        let characters = editor.characters
        let start = min(error.column - 1, max(0, characters.count - 1))
        guard start < characters.count else { return }
        let between = SafeText.line(String(characters[min(start, editor.place)..<max(start, editor.place)])).columns
        let column = start <= editor.place ? cursor.column - between : cursor.column + between
        let columns = max(1, SafeText.line(String(characters[start])).columns)
        guard column >= field.column, column + columns <= field.endColumn else { return }
        let mark = style("toast.error")
        buffer.restyle(Rect(column: column, row: rect.row, columns: columns, rows: 1)) { _ in mark }
    }

    /// Below the prompt: what is wrong, else what can be typed there.
    mutating func drawFilterHints(_ state: ConsoleState, _ editor: LineEditor, _ rect: Rect) {
        let search = state.history.search
        let keys = search.error == nil ? "Enter keep  Esc clear" : "Esc clear"
        let end = drawRight(keys, before: rect.endColumn, rect.row, style("hint")) - 2
        let room = end - rect.column
        if let choices = Self.choices(before: editor) {
            draw(SafeText.line(choices), at: rect.column, rect.row, columns: room, style("hint"))
        } else if let error = search.error {
            let text = "\(error.column): \(error.problem)"
            draw(SafeText.line(text), at: rect.column, rect.row, columns: room, style("toast.warn"))
        } else {
            let fields = AuditFilter.fieldNames.map { $0 + ":" }.joined(separator: " ")
            let text = "words* \"a phrase\" " + fields + " -not:"
            draw(SafeText.line(text), at: rect.column, rect.row, columns: room, style("hint"))
        }
    }

    /// The values of the field that is being typed, where they are known.
    private static func choices(before editor: LineEditor) -> String? {
        let typed = editor.characters[..<editor.place]
        let part = typed.suffix(typed.count - (typed.lastIndex(of: " ").map { $0 + 1 } ?? 0))
        guard let colon = part.firstIndex(of: ":") else { return nil }
        let name = String(part[..<colon].drop { $0 == "-" }).lowercased()
        if name == "since" || name == "until" {
            return colon == part.endIndex - 1 ? "\(name): 7d  12h  2026-11-01  2026-11-01T12:00Z" : nil
        }
        let value = String(part[(colon + 1)...].split(separator: ",", omittingEmptySubsequences: false).last ?? [])
        guard let field = AuditFilter.Field(rawValue: name) else { return nil }
        guard let choices = field.choices else {
            return value.isEmpty ? "\(name): a name; * stands for anything, a comma for or" : nil
        }
        let fitting = choices.filter { $0.hasPrefix(value.lowercased()) && $0 != value.lowercased() }
        return fitting.isEmpty ? nil : "\(name): " + fitting.joined(separator: "  ")
    }

    /// What the filter came to, for the status line.
    static func summary(of search: CaseSearch, _ symbols: Symbols) -> String {
        var text = "filter \(search.filter.text)"
        if search.isSearching { return text + "  searching" + symbols.ellipsis }
        let more = search.hasStart ? "" : " or more"
        text += "  \(Words.count(search.rows.count, "case"))\(more)"
        return text
    }
}
