import HandoffCards
import Terminal

extension Canvas {
    mutating func drawAuthorizations(_ state: ConsoleState) {
        let page = state.layout.page
        let list = state.authorizations
        if let detail = list.detail { return drawPage(detail, in: page) }
        guard !list.rows.isEmpty else { return drawNoAuthorization(list, page) }
        let isNarrow = page.columns < 76
        drawOnRule(isNarrow ? "uses" : "uses  undone  review", row: page.row - 1, before: page.endColumn + 1, "hint")
        let end = min(list.rows.count, list.top + page.rows)
        for place in list.top..<max(list.top, end) {
            drawAuthorization(
                list.rows[place], at: page.row + place - list.top, isUnderCursor: place == list.index, isNarrow, page)
        }
        let below = list.rows.count - end
        if below > 0 {
            drawOnRule("\(symbols.down) \(Words.grouped(below))", row: page.endRow, before: page.endColumn, "hint")
        }
    }

    private mutating func drawNoAuthorization(_ list: AuthorizationsState, _ page: Rect) {
        let text =
            list.isLoaded
            ? "No standing authorization: every card that the policy asks about comes to you. To let an agent do what you always approve, within limits: handoff authorization grant --help"
            : "Reading the log" + symbols.ellipsis
        for (row, line) in SafeText.wrapped(text, columns: page.columns - 4).prefix(page.rows).enumerated() {
            draw(line, at: page.column + 2, page.row + row, columns: page.columns - 2, style("text.muted"))
        }
    }

    private mutating func drawAuthorization(
        _ row: AuthorizationRow, at line: Int, isUnderCursor: Bool, _ isNarrow: Bool, _ page: Rect
    ) {
        if isUnderCursor { draw(">", at: page.column, line, columns: 1, "cursor") }
        var column = page.column + 2
        draw(row.id.text, at: column, line, columns: 5, "text")
        column += 6
        draw("\(row.state.glyph) \(row.state.rawValue)", at: column, line, columns: 11, row.state.style)
        column += 12
        var end = page.endColumn
        if !isNarrow {
            end = drawRight(row.review.map { Words.day($0) } ?? "", before: end, line, style("text.muted"))
            end = min(end, page.endColumn - 12)
            end = drawRight(Words.grouped(row.undone), before: end, line, style(row.undone > 0 ? "trust.bad" : "text"))
            end = min(end, page.endColumn - 20)
        }
        end = drawRight(Words.grouped(row.uses), before: end, line, style("text")) - 2
        draw(
            SafeText.line(row.scope).truncated(to: max(0, end - column), ellipsis: true), at: column, line,
            columns: max(0, end - column), style(row.state.isOpen ? "text" : "text.muted"))
    }
}
