/// One visible glyph of one or two columns. Only `SafeText` makes them out of untrusted text.
package struct Glyph: Equatable, Sendable {
    package let content: CellContent
    private let width: UInt8
    /// Stands for something that was not shown as it was: drawn in the style `escaped`.
    package let isEscaped: Bool

    /// 1 or 2.
    package var columns: Int { Int(width) }
    package var text: String { content.text }

    init(_ content: CellContent, columns: Int = 1, isEscaped: Bool = false) {
        self.content = content
        width = UInt8(columns)
        self.isEscaped = isEscaped
    }
}

/// A line of glyphs that is safe to draw.
package struct SafeLine: Equatable, Sendable {
    package private(set) var glyphs: [Glyph]
    /// The sum of the glyphs' columns.
    package private(set) var columns: Int

    package init() {
        glyphs = []
        columns = 0
    }

    init(_ glyphs: some Sequence<Glyph>) {
        self.glyphs = Array(glyphs)
        columns = self.glyphs.reduce(0) { $0 + $1.columns }
    }

    package var isEmpty: Bool { glyphs.isEmpty }
    package var text: String { glyphs.reduce(into: "") { $0 += $1.text } }

    mutating func append(_ glyph: Glyph) {
        glyphs.append(glyph)
        columns += glyph.columns
    }

    /// Replaces the last glyph by one as wide.
    mutating func replaceLast(_ glyph: Glyph) {
        glyphs[glyphs.count - 1] = glyph
    }

    /// ASCII that stands for what must not be shown.
    mutating func appendEscape(_ text: String) {
        for scalar in text.unicodeScalars { append(Glyph(CellContent(scalar), isEscaped: true)) }
    }

    package static func + (one: SafeLine, other: SafeLine) -> SafeLine { SafeLine(one.glyphs + other.glyphs) }

    /// The glyphs that fit; when some did not and an ellipsis is wanted, it (in the style `escaped`) takes the
    /// last column.
    package func truncated(to limit: Int, ellipsis: Bool) -> SafeLine {
        if columns <= limit { return self }
        if ellipsis && limit > 0 { return withEllipsis(in: limit) }
        var line = SafeLine()
        for glyph in glyphs {
            if line.columns + glyph.columns > limit { break }
            line.append(glyph)
        }
        return line
    }
}
