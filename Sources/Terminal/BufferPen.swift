/// Writes glyphs into one row of a buffer from left to right, and leaves no half of a wide glyph at either end.
struct BufferPen {
    private let row: UnsafeMutableBufferPointer<Buffer.Slot>
    private let start: Int
    private let end: Int
    private var column: Int

    /// Columns drawn; those left of the row count, but show nothing.
    var used: Int { column - start }

    init(_ row: UnsafeMutableBufferPointer<Buffer.Slot>, column: Int, maxColumns: Int) {
        self.row = row
        start = column
        end = min(column + maxColumns, row.count)
        self.column = column
    }

    /// False when there is no room.
    @inline(__always)
    mutating func put(_ content: CellContent, columns: Int, style: Style) -> Bool {
        if column + columns > end { return false }
        if column == start && column > 0 && row[column].content.isContinuation { row[column - 1].content = .space }
        if column >= 0 {
            row[column] = Buffer.Slot(content: content, style: style)
            if columns == 2 { row[column + 1] = Buffer.Slot(content: .continuation, style: style) }
        } else if column + columns > 0 {
            row[0] = Buffer.Slot(content: .space, style: style)
        }
        column += columns
        return true
    }

    /// Adds a mark to the glyph before the pen; a third mark, or one without a base, is dropped. Always true.
    mutating func combine(_ mark: Unicode.Scalar) -> Bool {
        var base = column - 1
        if base >= max(0, start) {
            if row[base].content.isContinuation { base -= 1 }
            if base >= 0, let marked = row[base].content.adding(mark) { row[base].content = marked }
        }
        return true
    }

    /// When all is drawn: the right half that the last glyph cut off becomes a space.
    func lift() {
        if column > max(0, start) && column < row.count && row[column].content.isContinuation {
            row[column].content = .space
        }
    }
}
