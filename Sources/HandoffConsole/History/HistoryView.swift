import Terminal

extension Canvas {
    mutating func drawHistory(_ state: ConsoleState) {
        let history = state.history
        let page = state.layout.page
        if history.search.isOn { marking = Marking(history.search.filter) }
        defer { marking = Marking(.everything) }
        if let detail = history.detail { return drawPage(detail, in: page) }
        if history.search.isOn { return drawCases(state) }
        if !history.isLoaded || history.rows.isEmpty {
            let text =
                history.isLoaded ? "Nothing has happened yet: the log is empty." : "Reading the log" + symbols.ellipsis
            draw(text, at: page.column + 2, page.row, columns: page.columns - 2, "text.muted")
            return
        }
        var line = page.row
        var place = history.top
        while place < history.rows.count, line < page.endRow {
            if history.beginsDay(place) {
                drawDay(history.rows[place], at: line, page)
                line += 1
                if line == page.endRow { break }
            }
            drawFact(history.rows[place], state, at: line, isUnderCursor: place == history.index)
            line += 1
            place += 1
        }
        drawOnRule("times in UTC", row: page.row - 1, before: page.endColumn + 1, "hint")
        if history.newCount > 0 {
            let key = state.keymap.label(for: .last, in: .history) ?? "G"
            drawOnRule(
                "\(Words.grouped(history.newCount)) new, \(key)", row: page.endRow, before: page.endColumn + 1,
                "history.newmark")
        }
    }

    /// A rule between two days, with the lower one's name.
    private mutating func drawDay(_ row: HistoryRow, at line: Int, _ page: Rect) {
        let border = style("border")
        for column in page.column..<page.endColumn { draw(symbols.horizontal, at: column, line, columns: 1, border) }
        draw(" \(Words.day(row.time)) ", at: page.column + 2, line, columns: page.columns - 2, "history.time")
    }

    /// Why there is no case.
    private func emptiness(_ search: CaseSearch, _ state: ConsoleState) -> String {
        // What is below the prompt may be cut off.
        if let error = search.error { return "This is no filter yet: \(error.problem)." }
        if search.isSearching { return "Searching" + symbols.ellipsis }
        return "No case fits this filter. \(state.keymap.label(for: .back, in: .history) ?? "Esc") clears it."
    }

    /// One row a case that fits the filter.
    private mutating func drawCases(_ state: ConsoleState) {
        let search = state.history.search
        let page = state.layout.page
        drawOnRule("times in UTC", row: page.row - 1, before: page.endColumn + 1, "hint")
        if search.rows.isEmpty {
            let lines = SafeText.wrapped(emptiness(search, state), columns: page.columns - 2).prefix(page.rows)
            for (row, line) in lines.enumerated() {
                draw(line, at: page.column + 2, page.row + row, columns: page.columns - 2, style("text.muted"))
            }
            return
        }
        let end = min(search.rows.count, search.top + page.rows)
        for place in search.top..<max(search.top, end) {
            drawFact(
                search.rows[place], state, at: page.row + place - search.top, isUnderCursor: place == search.index)
        }
        if search.newLines > 0 {
            let key = state.keymap.label(for: .last, in: .history) ?? "G"
            drawOnRule(
                "\(Words.count(search.newLines, "new line")), \(key)", row: page.endRow, before: page.endColumn + 1,
                "history.newmark")
        }
    }

    private mutating func drawFact(_ row: HistoryRow, _ state: ConsoleState, at line: Int, isUnderCursor: Bool) {
        let page = state.layout.page
        let isNarrow = page.columns < 76
        var column = page.column
        if isUnderCursor { draw(">", at: column, line, columns: 1, "cursor") }
        column += 2
        let time = Words.time(row.time, at: state.now, isShort: isNarrow)
        draw(time, at: column, line, columns: isNarrow ? 8 : 12, "history.time")
        column += isNarrow ? 9 : 13
        draw(row.actor, at: column, line, columns: isNarrow ? 10 : 15, "history.actor")
        column += isNarrow ? 11 : 16
        draw(row.word, at: column, line, columns: 13, row.style)
        column += 14
        if let subject = row.subject ?? row.card.flatMap({ state.history.subjects[$0] ?? SafeText.line($0.text) }) {
            let used = draw(subject, at: column, line, columns: page.endColumn - column, "text")
            mark(subject, at: column, line, columns: used)
            column += used + 2
        }
        if let note = row.note {
            let used = draw(note, at: column, line, columns: page.endColumn - column, "text.muted")
            mark(note, at: column, line, columns: used)
        }
    }

    /// A page of text over the views.
    mutating func drawPage(_ page: Page, in rect: Rect) {
        let places = Page.places(page.texts.count, in: rect)
        for (text, place) in zip(page.texts, places) {
            if place.column > rect.column { drawColumnRule(at: place.column - 2, in: rect) }
            draw(text.dropFirst(page.scroll.top), in: place)
        }
        drawOnRule(page.scroll.progress, row: rect.endRow, before: rect.endColumn + 1, "title")
    }
}
