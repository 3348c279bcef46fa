import Terminal

extension Canvas {
    /// Borders and rules. `split`: the queue view's two panes, with the focused one's borders marked.
    mutating func drawFrame(_ layout: Layout, split: Pane?) {
        let border = style("border")
        let width = layout.size.columns
        let top = layout.page.row - 1
        let bottom = layout.page.endRow
        if layout.kind == .narrow {
            for row in [top, bottom] { rule(row, from: 0, to: width, border) }
            return
        }
        for row in 0..<layout.size.rows {
            draw(symbols.vertical, at: 0, row, columns: 1, border)
            draw(symbols.vertical, at: width - 1, row, columns: 1, border)
        }
        rule(0, from: 0, to: width, border, symbols.topLeft, symbols.topRight)
        rule(layout.size.rows - 1, from: 0, to: width, border, symbols.bottomLeft, symbols.bottomRight)
        for row in [top, bottom] { rule(row, from: 0, to: width, border, symbols.leftTee, symbols.rightTee) }
        guard let split else { return }
        if layout.kind == .standard {
            rule(layout.list.endRow, from: 0, to: width, border, symbols.leftTee, symbols.rightTee)
        } else {
            let column = layout.list.endColumn
            draw(symbols.topTee, at: column, top, columns: 1, border)
            draw(symbols.bottomTee, at: column, bottom, columns: 1, border)
            for row in layout.page.row..<bottom { draw(symbols.vertical, at: column, row, columns: 1, border) }
        }
        markFocus(split == .list ? layout.list : layout.cardEdge)
    }

    private mutating func rule(
        _ row: Int, from start: Int, to end: Int, _ style: Style, _ left: String? = nil, _ right: String? = nil
    ) {
        for column in start..<end { draw(symbols.horizontal, at: column, row, columns: 1, style) }
        if let left { draw(left, at: start, row, columns: 1, style) }
        if let right { draw(right, at: end - 1, row, columns: 1, style) }
    }

    /// Between texts that stand side by side, from one rule to the other.
    mutating func drawColumnRule(at column: Int, in rect: Rect) {
        let border = style("border")
        for row in rect.row..<rect.endRow { draw(symbols.vertical, at: column, row, columns: 1, border) }
        draw(symbols.topTee, at: column, rect.row - 1, columns: 1, border)
        draw(symbols.bottomTee, at: column, rect.endRow, columns: 1, border)
    }

    /// The border around a pane in the focused style.
    private mutating func markFocus(_ pane: Rect) {
        let focus = style("border.focus")
        let outer = Rect(
            column: pane.column - 1, row: pane.row - 1, columns: pane.columns + 2, rows: pane.rows + 2)
        for side in [
            outer.split(top: 1).top, outer.split(bottom: 1).bottom, outer.split(left: 1).left,
            outer.split(right: 1).right,
        ] { buffer.restyle(side) { _ in focus } }
    }

    /// A remark on a rule, ending two columns before `end`.
    mutating func drawOnRule(_ text: String, row: Int, before end: Int, _ name: StyleName) {
        drawRight(" " + text + " ", before: end - 1, row, style(name))
    }

    /// Box, title and inside of a dialog in the middle of `area`.
    mutating func drawBox(_ title: String, rows: Int, columns: Int, in area: Rect, _ name: StyleName) -> Rect {
        let box = Rect(
            column: area.column + (area.columns - columns) / 2, row: area.row + max(0, (area.rows - rows) / 2),
            columns: columns, rows: min(rows, area.rows))
        let border = style(name)
        buffer.fill(box, style("text"))
        rule(box.row, from: box.column, to: box.endColumn, border, symbols.topLeft, symbols.topRight)
        rule(box.endRow - 1, from: box.column, to: box.endColumn, border, symbols.bottomLeft, symbols.bottomRight)
        for row in box.row + 1..<box.endRow - 1 {
            draw(symbols.vertical, at: box.column, row, columns: 1, border)
            draw(symbols.vertical, at: box.endColumn - 1, row, columns: 1, border)
        }
        draw(" " + title + " ", at: box.column + 2, box.row, columns: columns - 4, border)
        return box.inset(columns: 2, rows: 1)
    }
}

extension Layout {
    /// The card's pane up to its borders.
    fileprivate var cardEdge: Rect {
        Rect(column: card.column - 1, row: card.row, columns: card.columns + 2, rows: card.rows)
    }
}
