import Terminal

extension Canvas {
    /// The fixed row of buttons, each with its key and with what it still asks for.
    mutating func drawButtons(_ card: CardPane, _ state: ConsoleState, at row: Int, in pane: Rect) {
        let buttons = card.buttons
        let isDisabled = state.isReadOnly || state.inFlight[card.row] != nil
        let focused = state.focus == .card && state.review == nil ? card.focusedButton : nil
        let limit = labelLimit(buttons, state, columns: pane.columns)
        var column = pane.column
        for (place, button) in buttons.enumerated() {
            let style = style(
                isDisabled && button.button.does != .review
                    ? "button.disabled"
                    : place == focused
                        ? "button.focus"
                        : button.isDefault ? "button.default" : button.then != nil ? "button.guarded" : "button")
            let (opening, closing) = (focused.map { place == $0 } ?? button.isDefault) ? (">>", "<<") : ("  ", "  ")
            column += draw(opening, at: column, row, columns: pane.endColumn - column, style)
            column += draw(key(of: button, state), at: column, row, columns: pane.endColumn - column, style)
            column += draw(
                button.label.truncated(to: limit, ellipsis: true), at: column, row, columns: pane.endColumn - column,
                style)
            column += draw(
                (button.then.map { ", " + $0 } ?? "") + closing, at: column, row, columns: pane.endColumn - column,
                style)
        }
    }

    private func key(of button: CardButton, _ state: ConsoleState) -> String {
        let key = button.request.flatMap { state.keymap.label(for: $0, in: .queue) }
        return "[\(key ?? "Tab")] "
    }

    /// Columns for a label so that all buttons fit: only the longest are cut.
    private func labelLimit(_ buttons: [CardButton], _ state: ConsoleState, columns: Int) -> Int {
        let fixed = buttons.reduce(0) { sum, button in
            sum + 4 + key(of: button, state).count + (button.then.map { $0.count + 2 } ?? 0)
        }
        let longest = buttons.map(\.label.columns).max() ?? 0
        for limit in stride(from: longest, to: 4, by: -1)
        where buttons.reduce(fixed, { $0 + min(limit, $1.label.columns) }) <= columns {
            return limit
        }
        return 4
    }
}
