extension SafeLine {
    /// Rows of at most `limit` columns (2 or more) that joined give this line again.
    func wrapped(to limit: Int) -> [SafeLine] {
        if columns <= limit { return [self] }
        var rows: [SafeLine] = []
        var row = SafeLine()
        var start = 0
        while start < glyphs.count {
            let word = word(from: start)
            if row.columns > 0 && row.columns + word.columns > limit {
                rows.append(row)
                row = SafeLine()
            }
            for glyph in glyphs[start..<word.end] {
                if row.columns + glyph.columns > limit {
                    rows.append(row)
                    row = SafeLine()
                }
                row.append(glyph)
            }
            start = word.end
        }
        rows.append(row)
        return rows
    }

    /// A word with the spaces that follow it; each wide glyph (CJK writes without spaces) is a word of its own.
    private func word(from start: Int) -> (end: Int, columns: Int) {
        var end = start
        var width = 0
        func isSpace(_ glyph: Glyph) -> Bool { glyph.content == .space }
        while end < glyphs.count, !isSpace(glyphs[end]) {
            if glyphs[end].columns == 2 && end > start { return (end, width) }
            width += glyphs[end].columns
            end += 1
            if glyphs[end - 1].columns == 2 { break }
        }
        while end < glyphs.count, isSpace(glyphs[end]) {
            width += 1
            end += 1
        }
        return (end, width)
    }

    /// With an ellipsis at the end, in place of the last glyphs where there is no room.
    func withEllipsis(in limit: Int) -> SafeLine {
        let mark = Glyph(CellContent("…"), isEscaped: true)
        var line = truncated(to: limit - mark.columns, ellipsis: false)
        line.append(mark)
        return line
    }
}
