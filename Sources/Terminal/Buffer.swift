/// A screen as a value: row-major cells. Whatever is drawn is clipped to the buffer, and a wide glyph is never
/// split: where half of one would remain, a space stands instead.
package struct Buffer: Equatable, Sendable {
    /// A cell as it is stored: no references, so that rows compare and copy as plain memory.
    package struct Slot: Hashable, Sendable {
        package var content: CellContent
        package var style: Style
    }

    package let size: Size
    package private(set) var slots: [Slot]

    package init(size: Size, fill: Style = .plain) {
        self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
        slots = Array(repeating: Slot(content: .space, style: fill), count: self.size.columns * self.size.rows)
    }

    package subscript(column: Int, row: Int) -> Cell {
        let slot = slots[row * size.columns + column]
        return Cell(text: slot.content.text, style: slot.style)
    }

    /// Spaces in `style`.
    package mutating func fill(_ rect: Rect, _ style: Style) {
        let area = rect.intersection(Rect(size))
        if area.isEmpty { return }
        for row in area.row..<area.endRow {
            mend(row: row, from: area.column, to: area.endColumn)
            let start = row * size.columns
            for index in start + area.column..<start + area.endColumn {
                slots[index] = Slot(content: .space, style: style)
            }
        }
    }

    /// Changes the style of what is there, leaving the glyphs.
    package mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
        let area = rect.intersection(Rect(size))
        if area.isEmpty { return }
        for row in area.row..<area.endRow {
            let start = row * size.columns
            for index in start + area.column..<start + area.endColumn {
                slots[index].style = change(slots[index].style)
            }
        }
    }

    /// Draws, clipped to `maxColumns`, and returns the columns used. For the program's own words only: agents'
    /// text comes as a `SafeLine`. Scalars that are not fit for a cell are drawn as U+FFFD.
    @discardableResult
    package mutating func draw(_ text: String, column: Int, row: Int, maxColumns: Int, style: Style) -> Int {
        var pen = Pen(column: column, row: row, maxColumns: maxColumns, in: size)
        for scalar in text.unicodeScalars {
            if scalar.value >= 0x20 && scalar.value < 0x7F {
                if !put(CellContent(scalar), columns: 1, style: style, pen: &pen) { break }
                continue
            }
            switch ScalarClass(scalar) {
            case .narrow: if !put(CellContent(scalar), columns: 1, style: style, pen: &pen) { return pen.used }
            case .wide: if !put(CellContent(scalar), columns: 2, style: style, pen: &pen) { return pen.used }
            case .mark: combine(scalar, pen: pen)
            case .unsafe: if !put(CellContent("\u{FFFD}"), columns: 1, style: style, pen: &pen) { return pen.used }
            }
        }
        return pen.used
    }

    /// Draws what `SafeText` made of agents' text, clipped to `maxColumns`, and returns the columns used.
    @discardableResult
    package mutating func draw(
        _ text: SafeLine, column: Int, row: Int, maxColumns: Int, style: Style, escaped: Style
    ) -> Int {
        var pen = Pen(column: column, row: row, maxColumns: maxColumns, in: size)
        for glyph in text.glyphs {
            let style = glyph.isEscaped ? escaped : style
            if !put(glyph.content, columns: glyph.columns, style: style, pen: &pen) { break }
        }
        return pen.used
    }
}

extension Buffer {
    /// Where drawing stands. Columns left of the screen count as used but show nothing.
    private struct Pen {
        let start: Int
        let row: Int
        let end: Int
        var column: Int
        var used: Int { column - start }

        init(column: Int, row: Int, maxColumns: Int, in size: Size) {
            start = column
            self.column = column
            self.row = row
            let isVisible = row >= 0 && row < size.rows
            end = isVisible ? min(column + max(0, maxColumns), size.columns) : column
        }
    }

    /// False when there is no room.
    private mutating func put(_ content: CellContent, columns: Int, style: Style, pen: inout Pen) -> Bool {
        let column = pen.column
        if column + columns > pen.end { return false }
        pen.column += columns
        if column + columns <= 0 { return true }
        let start = pen.row * size.columns
        mend(row: pen.row, from: max(0, column), to: column + columns)
        if column < 0 {
            slots[start] = Slot(content: .space, style: style)
            return true
        }
        slots[start + column] = Slot(content: content, style: style)
        if columns == 2 { slots[start + column + 1] = Slot(content: .continuation, style: style) }
        return true
    }

    /// Adds a mark to the glyph before the pen; a third mark, or one without a base, is dropped.
    private mutating func combine(_ mark: Unicode.Scalar, pen: Pen) {
        var column = pen.column - 1
        let start = pen.row * size.columns
        if column < max(0, pen.start) { return }
        if slots[start + column].content.isContinuation { column -= 1 }
        if column >= 0, let marked = slots[start + column].content.adding(mark) {
            slots[start + column].content = marked
        }
    }

    /// Turns wide glyphs that the columns `from..<to` cut in two into spaces.
    private mutating func mend(row: Int, from: Int, to: Int) {
        let start = row * size.columns
        if slots[start + from].content.isContinuation {
            slots[start + from - 1].content = .space
            slots[start + from].content = .space
        }
        if to < size.columns && slots[start + to].content.isContinuation { slots[start + to].content = .space }
    }
}

extension Buffer {
    /// Whether a row is the same in another buffer of the same size.
    package func row(_ index: Int, equals other: Buffer) -> Bool {
        let range = index * size.columns..<(index + 1) * size.columns
        return slots.withUnsafeBufferPointer { own in
            other.slots.withUnsafeBufferPointer { others in
                for index in range where own[index] != others[index] { return false }
                return true
            }
        }
    }
}
