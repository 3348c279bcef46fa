import Terminal

extension Canvas {
    /// The buttons, each with its key and with what it still asks for.
    mutating func drawButtons(_ card: CardPane, _ state: ConsoleState, at row: Int, in pane: Rect) {
        let buttons = card.buttons
        let isDisabled = state.isReadOnly || state.inFlight[card.row] != nil
        let focused = state.focus == .card && state.review == nil ? card.focusedButton : nil
        for (line, places) in card.buttonRows(state.keymap, in: pane).enumerated() {
            let limit = labelLimit(buttons[places], state.keymap, columns: pane.columns)
            var column = pane.column
            for place in places {
                let button = buttons[place]
                let style = style(
                    isDisabled && button.button.does != .review
                        ? "button.disabled"
                        : place == focused
                            ? "button.focus"
                            : button.isDefault ? "button.default" : button.then != nil ? "button.guarded" : "button")
                let (opening, closing) =
                    (focused.map { place == $0 } ?? button.isDefault) ? (">>", "<<") : ("  ", "  ")
                column += draw(
                    opening + button.keyMark(state.keymap), at: column, row + line, columns: pane.endColumn - column,
                    style)
                column += draw(
                    button.label.truncated(to: limit, ellipsis: true), at: column, row + line,
                    columns: pane.endColumn - column,
                    style)
                column += draw(
                    (button.then.map { ", " + $0 } ?? "") + closing, at: column, row + line,
                    columns: pane.endColumn - column,
                    style)
            }
        }
    }

    /// Columns for a label so that all buttons of a row fit: only the longest are cut.
    private func labelLimit(_ buttons: ArraySlice<CardButton>, _ keymap: Keymap, columns: Int) -> Int {
        let fixed = buttons.reduce(0) { $0 + $1.fixedColumns(keymap) }
        let longest = buttons.map(\.label.columns).max() ?? 0
        for limit in stride(from: longest, to: 4, by: -1)
        where buttons.reduce(fixed, { $0 + min(limit, $1.label.columns) }) <= columns {
            return limit
        }
        return 4
    }
}
