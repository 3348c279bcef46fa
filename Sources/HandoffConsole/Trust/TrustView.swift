import HandoffTrust
import Terminal

extension Canvas {
    mutating func drawTrust(_ state: ConsoleState) {
        let (page, trust) = (state.layout.page, state.trust)
        if let detail = trust.detail { return drawPage(detail, in: page) }
        guard let overview = trust.overview, !trust.items.isEmpty else { return drawNoTrust(trust, page) }
        let columns = TrustColumn.shown(columns: page.columns, overview.grouping)
        drawHeads(columns, overview.grouping, page)
        let end = min(trust.items.count, trust.top + page.rows)
        for place in trust.top..<max(trust.top, end) {
            let line = Rect(
                column: page.column, row: page.row + place - trust.top, columns: page.columns, rows: 1)
            if place == trust.index { draw(">", at: line.column, line.row, columns: 1, "cursor") }
            switch trust.items[place] {
            case .suggestion(let suggestion): drawSuggestion(suggestion, line)
            case .row(let row): drawTrustRow(row, columns, line)
            }
        }
        let below = trust.items.count - end
        let notes = [
            overview.isSearching ? "looking for patterns\(symbols.ellipsis)" : nil,
            below > 0 ? "\(symbols.down) \(Words.grouped(below))" : nil,
        ].compactMap { $0 }
        if !notes.isEmpty {
            drawOnRule(notes.joined(separator: "  "), row: page.endRow, before: page.endColumn, "hint")
        }
    }

    /// On the rule above, the columns' names where the columns stand.
    private mutating func drawHeads(_ columns: [TrustColumn], _ grouping: TrustGrouping, _ page: Rect) {
        draw(" \(grouping.words) ", at: page.column + 1, page.row - 1, columns: page.columns, "hint")
        var end = page.endColumn
        for column in columns.reversed() {
            draw(" \(column.paddedHead) ", at: end - column.width - 1, page.row - 1, columns: column.width + 2, "hint")
            end -= column.width + 1
        }
    }

    private mutating func drawNoTrust(_ trust: TrustState, _ page: Rect) {
        let text =
            trust.overview == nil
            ? "Reading the log" + symbols.ellipsis
            : "No card was decided yet: from the first decision on, this shows for every action how often it was right as proposed, and later suggests what you can leave to agents."
        for (row, line) in SafeText.wrapped(text, columns: page.columns - 4).prefix(page.rows).enumerated() {
            draw(line, at: page.column + 2, page.row + row, columns: page.columns - 2, style("text.muted"))
        }
    }

    /// What it says first, then as much as there is room for of what it rests on.
    private mutating func drawSuggestion(_ suggestion: Suggestion, _ line: Rect) {
        draw("*", at: line.column + 2, line.row, columns: 1, "mark")
        var column = line.column + 4
        let room = line.endColumn - column
        column += draw(
            SafeText.line(suggestion.words), at: column, line.row, columns: room * 3 / 5, style("title"))
        column += 2
        draw(
            SafeText.line(suggestion.evidence), at: column, line.row, columns: line.endColumn - column,
            style("text.muted"))
    }

    private mutating func drawTrustRow(_ row: TrustRow, _ columns: [TrustColumn], _ line: Rect) {
        draw(row.standing.glyph, at: line.column + 2, line.row, columns: 1, row.standing.style)
        var end = line.endColumn
        for column in columns.reversed() {
            let start = end - column.width
            draw(
                column.padded(column.text(row, symbols)), at: start, line.row, columns: column.width, column.style(row))
            end = start - 1
        }
        drawName(row.name, Rect(column: line.column + 4, row: line.row, columns: end - line.column - 4, rows: 1))
    }

    /// What agents call it, between the console's own words in another style.
    private mutating func drawName(_ name: [String], _ rect: Rect) {
        var column = rect.column
        for (place, part) in name.enumerated() {
            let before = part.isEmpty ? (place == 0 ? "(no account)" : " (no account)") : place == 0 ? "" : " for "
            column += draw(before, at: column, rect.row, columns: rect.endColumn - column, "text.muted")
            column += draw(
                SafeText.line(part), at: column, rect.row, columns: max(0, rect.endColumn - column), style("text"))
        }
    }
}
