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

    /// `columns` is the glyphs' sum.
    init(_ glyphs: some Sequence<Glyph>, columns: Int) {
        self.glyphs = Array(glyphs)
        self.columns = columns
    }

    /// Nil where there is more than printable ASCII: the quick way for what most lines are.
    init?(ascii text: String) {
        var text = text
        let glyphs = text.withUTF8 { bytes -> [Glyph]? in
            if !bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return nil }
            return bytes.map { Glyph(CellContent(Unicode.Scalar($0))) }
        }
        guard let glyphs else { return nil }
        self.init(glyphs, columns: glyphs.count)
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
        for byte in text.utf8 { append(Glyph(CellContent(Unicode.Scalar(byte)), isEscaped: true)) }
    }

    package static func + (one: SafeLine, other: SafeLine) -> SafeLine {
        SafeLine(one.glyphs + other.glyphs, columns: one.columns + other.columns)
    }

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
