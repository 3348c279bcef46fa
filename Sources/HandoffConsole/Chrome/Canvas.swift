import Terminal

/// A buffer with the theme and the glyphs that views draw with.
struct Canvas {
    var buffer: Buffer
    /// Where the terminal's cursor goes, for text being typed.
    var cursor: (column: Int, row: Int)?
    let theme: Theme
    let depth: ColorDepth
    let symbols: Symbols
    /// Marked in agents' text; nothing by default.
    var marking = Marking(.everything)
    let isUTF8: Bool

    init(size: Size, theme: Theme, depth: ColorDepth, isUTF8: Bool) {
        self.theme = theme
        self.depth = depth
        self.isUTF8 = isUTF8
        symbols = isUTF8 ? .box : .ascii
        buffer = Buffer(size: size, fill: theme.style("text", depth: depth))
    }

    func style(_ name: StyleName) -> Style { theme.style(name, depth: depth) }

    /// A style on another's background, unless it has a background of its own.
    func style(_ name: StyleName, over backdrop: StyleName) -> Style {
        let own = style(name)
        return own.background == style("text").background ? own.over(style(backdrop)) : own
    }

    /// The console's own words.
    @discardableResult
    mutating func draw(_ text: String, at column: Int, _ row: Int, columns: Int, _ style: Style) -> Int {
        buffer.draw(text, column: column, row: row, maxColumns: columns, style: style)
    }

    @discardableResult
    mutating func draw(_ text: String, at column: Int, _ row: Int, columns: Int, _ name: StyleName) -> Int {
        draw(text, at: column, row, columns: columns, style(name))
    }

    /// The console's own words, ending before `end`; returns where they begin.
    @discardableResult
    mutating func drawRight(_ text: String, before end: Int, _ row: Int, _ style: Style) -> Int {
        let columns = TextWidth.columns(of: text)
        draw(text, at: end - columns, row, columns: columns, style)
        return end - columns
    }

    /// Agents' text, with an ellipsis where it is cut. Terminals without UTF-8 get question marks for what they cannot
    /// show.
    @discardableResult
    mutating func draw(_ text: SafeLine, at column: Int, _ row: Int, columns: Int, _ style: Style) -> Int {
        let line = text.truncated(to: columns, ellipsis: true)
        let escaped = self.style("escaped")
        if isUTF8 {
            return buffer.draw(
                line, column: column, row: row, maxColumns: columns, style: style, escaped: escaped)
        }
        var used = 0
        for glyph in line.glyphs {
            let isShown = glyph.text.utf8.allSatisfy { $0 < 0x80 }
            let shown = isShown ? glyph.text : glyph.isEscaped ? "~" : String(repeating: "?", count: glyph.columns)
            let style = isShown && !glyph.isEscaped ? style : escaped
            used += draw(shown, at: column + used, row, columns: columns - used, style)
        }
        return used
    }
}

extension Canvas {
    /// Rows of a text from the rectangle's top on.
    mutating func draw(_ rows: ArraySlice<TextRow>, in rect: Rect, dimmingKeys: Bool = false) {
        for (place, row) in rows.prefix(rect.rows).enumerated() {
            draw(row, in: Rect(column: rect.column, row: rect.row + place, columns: rect.columns, rows: 1), dimmingKeys)
        }
    }

    private mutating func draw(_ row: TextRow, in rect: Rect, _ dimmingKeys: Bool) {
        var column = rect.column
        switch row.margin {
        case .none: break
        case .gutter(let label, let name):
            draw(symbols.gutter, at: column, rect.row, columns: 1, "gutter")
            let name: StyleName = dimmingKeys && name == "hint.key" ? "text.muted" : name
            draw(label, at: column + 2, rect.row, columns: TextRow.marginColumns - 3, name)
            column += TextRow.marginColumns
        case .computed(let label):
            draw(label, at: column + 2, rect.row, columns: TextRow.marginColumns - 3, "text.muted")
            column += TextRow.marginColumns
        }
        var end = rect.endColumn
        if let trailing = row.trailing { end = drawRight(trailing, before: end, rect.row, style("hint")) - 2 }
        for span in row.spans {
            let start = column
            column += draw(span.line, at: column, rect.row, columns: end - column, style(span.style))
            if row.margin != .none { mark(span.line, at: start, rect.row, columns: column - start) }
        }
    }
}
