import HandoffCards
import Terminal

extension Canvas {
    /// The card under the cursor, or what stands in its place.
    mutating func drawCard(_ state: ConsoleState) {
        let pane = state.layout.card
        if case .badFile(let file) = state.queue.cursor { return drawBadFile(file, state, in: pane) }
        guard let card = state.card else {
            if state.queue.isLoaded, state.queue.count == 0 { drawEmpty(state, in: pane) }
            return
        }
        drawBand(card, state, in: pane)
        let body = state.cardBody
        let rows = card.text.dropFirst(card.scroll)
        draw(rows, in: body, dimmingKeys: state.viewContext != .cardWithOptions)
        let hidden = rows.count - body.rows
        if hidden > 0 {
            let key = state.keymap.label(for: .scrollDown, in: .queue).map { " (\($0))" } ?? ""
            drawRight(
                "\(symbols.down) \(Words.count(hidden, "line"))\(key)", before: body.endColumn, body.endRow,
                style("hint"))
        }
        drawNotice(on: card, state, below: body)
        drawButtons(card, state, at: body.endRow + 1, in: pane)
    }

    /// The review: the band and the buttons stay, the draft takes the room between.
    mutating func drawReview(_ state: ConsoleState, _ review: Page) {
        guard let card = state.card else { return }
        let page = state.layout.page
        drawBand(card, state, in: page)
        let body = state.reviewBody
        draw(
            review.rows.dropFirst(review.scroll.top), in: body,
            dimmingKeys: state.viewContext != .reviewWithOptions)
        drawNotice(on: card, state, below: body)
        drawButtons(card, state, at: body.endRow + 1, in: page)
        drawOnRule(review.scroll.progress, row: page.endRow, before: page.endColumn + 1, "title")
    }

    private mutating func drawNotice(on card: CardPane, _ state: ConsoleState, below body: Rect) {
        guard let notice = state.notice(on: card) else { return }
        draw(notice.text, at: body.column + 2, body.endRow, columns: body.columns - 2, notice.style)
    }

    /// What the console itself knows: nothing an agent writes moves any of it.
    mutating func drawBand(_ card: CardPane, _ state: ConsoleState, in pane: Rect) {
        let band = Band(card, now: state.now)
        let digest = drawRight(band.digest, before: pane.endColumn, pane.row, style("card.fact"))
        let width = min(band.agent.columns, Band.agentColumns(in: pane.columns))
        draw(band.agent, at: digest - 1 - width, pane.row, columns: width, "queue.agent")
        drawRight(Band.agentMark, before: digest - 1 - width, pane.row, style("queue.agent"))
        for (place, items) in band.rows(columns: pane.columns).enumerated() {
            var column = pane.column + (place == 0 ? 0 : Band.indent)
            for item in items {
                let used = draw(item.text, at: column, pane.row + place, columns: pane.endColumn - column, item.style)
                column += max(item.width, used) + 2
            }
        }
    }

    mutating func drawEmpty(_ state: ConsoleState, in pane: Rect) {
        let history = state.keymap.label(for: .showHistory, in: .queue) ?? ""
        let lines: [(String, StyleName)] = [
            ("Nothing waits for you.", "title"), ("", "text"),
            ("A card appears here the moment an agent hands one in:", "text"),
            ("    handoff submit card.json", "card.fact"), ("", "text"),
            ("\(history) shows what was decided so far.", "text.muted"),
        ]
        for (place, line) in lines.enumerated() {
            draw(line.0, at: pane.column + 2, pane.row + 1 + place, columns: pane.columns - 2, line.1)
        }
    }

    private mutating func drawBadFile(_ file: BadFile, _ state: ConsoleState, in pane: Rect) {
        var rows = [TextRow.own("This file is no card.", style: "verdict.failed"), .blank]
        rows += TextRow.rows("FILE", file.name, columns: pane.columns, style: "card.fact")
        rows += TextRow.computed("REASON", file.reason, columns: pane.columns, style: "card.context")
        rows += TextRow.computed("SINCE", file.time.description, columns: pane.columns, style: "card.fact")
        rows += [.blank, .own("Kept in queue/bad with its reason. This removes both:", style: "text.muted")]
        rows += TextRow.computed("", file.removal, columns: pane.columns, style: "card.fact")
        draw(rows[...], in: pane)
    }
}
