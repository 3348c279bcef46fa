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
            _ = withPen(column: area.column, row: row, maxColumns: area.columns) { pen in
                while pen.put(.space, columns: 1, style: style) {}
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

    /// Draws, clipped to `maxColumns`, and returns the columns used. For the program's own words only: agents' text
    /// comes as a `SafeLine`. Scalars that are not fit for a cell are drawn as U+FFFD.
    @discardableResult
    package mutating func draw(_ text: String, column: Int, row: Int, maxColumns: Int, style: Style) -> Int {
        withPen(column: column, row: row, maxColumns: maxColumns) { pen in
            for scalar in text.unicodeScalars {
                let hasRoom =
                    switch ScalarClass(scalar) {
                    case .narrow: pen.put(CellContent(scalar), columns: 1, style: style)
                    case .wide: pen.put(CellContent(scalar), columns: 2, style: style)
                    case .mark: pen.combine(scalar)
                    case .unsafe: pen.put(CellContent("\u{FFFD}"), columns: 1, style: style)
                    }
                if !hasRoom { break }
            }
        }
    }

    /// Draws what `SafeText` made of agents' text, clipped to `maxColumns`, and returns the columns used.
    @discardableResult
    package mutating func draw(
        _ text: SafeLine, column: Int, row: Int, maxColumns: Int, style: Style, escaped: Style
    ) -> Int {
        withPen(column: column, row: row, maxColumns: maxColumns) { pen in
            for glyph in text.glyphs {
                let style = glyph.isEscaped ? escaped : style
                if !pen.put(glyph.content, columns: glyph.columns, style: style) { break }
            }
        }
    }

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

    private mutating func withPen(column: Int, row: Int, maxColumns: Int, _ draw: (inout BufferPen) -> Void) -> Int {
        guard row >= 0, row < size.rows, column < size.columns, maxColumns > 0 else { return 0 }
        let range = row * size.columns..<(row + 1) * size.columns
        return slots.withUnsafeMutableBufferPointer { slots in
            var pen = BufferPen(
                UnsafeMutableBufferPointer(rebasing: slots[range]), column: column, maxColumns: maxColumns)
            draw(&pen)
            pen.lift()
            return pen.used
        }
    }
}
