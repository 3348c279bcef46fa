extension SafeLine {
    /// Rows of at most `limit` columns (2 or more) that joined give this line again.
    package func wrapped(to limit: Int) -> [SafeLine] {
        if columns <= limit { return [self] }
        var rows: [SafeLine] = []
        var row = 0..<0
        var width = 0
        func end() {
            rows.append(SafeLine(glyphs[row], columns: width))
            row = row.upperBound..<row.upperBound
            width = 0
        }
        while row.upperBound < glyphs.count {
            let word = word(from: row.upperBound)
            if width > 0 && width + word.columns > limit { end() }
            if width + word.columns <= limit {
                row = row.lowerBound..<word.end
                width += word.columns
                continue
            }
            for index in row.upperBound..<word.end {
                if width + glyphs[index].columns > limit { end() }
                row = row.lowerBound..<index + 1
                width += glyphs[index].columns
            }
        }
        end()
        return rows
    }

    /// Without the spaces at both ends, such as those that a row was broken at.
    package var trimmed: SafeLine {
        let kept = glyphs.drop { $0.content == .space }
        let end = kept.lastIndex { $0.content != .space }.map { $0 + 1 } ?? kept.startIndex
        let row = kept[..<end]
        return SafeLine(row, columns: row.reduce(0) { $0 + $1.columns })
    }

    /// A word with the spaces that follow it; each wide glyph (CJK writes without spaces) is a word of its own.
    private func word(from start: Int) -> (end: Int, columns: Int) {
        var end = start
        var width = 0
        while end < glyphs.count, glyphs[end].content != .space {
            if glyphs[end].columns == 2 {
                if end > start { return (end, width) }
                width = 2
                end += 1
                break
            }
            width += 1
            end += 1
        }
        while end < glyphs.count, glyphs[end].content == .space {
            width += 1
            end += 1
        }
        return (end, width)
    }

    /// The beginning and the end with an ellipsis between them, where there is no room for all: names that begin alike
    /// differ at their ends.
    package func truncatedInMiddle(to limit: Int) -> SafeLine {
        if columns <= limit || limit < 3 { return truncated(to: limit, ellipsis: true) }
        let head = withEllipsis(in: (limit + 1) / 2)
        var first = glyphs.count
        var width = 0
        while first > 0, width + glyphs[first - 1].columns <= limit - head.columns {
            first -= 1
            width += glyphs[first].columns
        }
        return head + SafeLine(glyphs[first...], columns: width)
    }

    /// With an ellipsis at the end, in place of the last glyphs where there is no room.
    func withEllipsis(in limit: Int) -> SafeLine {
        let mark = Glyph(CellContent("…"), isEscaped: true)
        var line = truncated(to: limit - mark.columns, ellipsis: false)
        line.append(mark)
        return line
    }
}
