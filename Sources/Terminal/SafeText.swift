/// The one way from untrusted text to the screen. Nothing that these functions return can move the cursor, hide,
/// reorder or change width: what could is there as a visible escape such as `\e` or `\u{202E}`, marked
/// `isEscaped`.
package enum SafeText {
    /// One line; newlines and tabs become escapes.
    package static func line(_ untrusted: String) -> SafeLine {
        if let line = SafeLine(ascii: untrusted) { return line }
        var reader = GlyphReader(untrusted, splitsLines: false)
        return reader.nextLine() ?? SafeLine()
    }

    /// The lines between `\n` (or `\r\n`), at least one; a tab becomes four spaces.
    package static func lines(_ untrusted: String) -> [SafeLine] {
        var reader = GlyphReader(untrusted, splitsLines: true)
        var lines: [SafeLine] = []
        while let line = reader.nextLine() { lines.append(line) }
        return lines
    }

    /// The lines, wrapped at spaces to `columns` (at least 2). Every glyph of `lines` is there, in order: the
    /// space at a break ends its row, and words too long for a row are split. With `maximumLines`, what remains
    /// is cut and the last row ends in an ellipsis.
    package static func wrapped(_ untrusted: String, columns: Int, maximumLines: Int? = nil) -> [SafeLine] {
        let limit = maximumLines ?? .max
        var reader = GlyphReader(untrusted, splitsLines: true)
        var rows: [SafeLine] = []
        while rows.count <= limit, let line = reader.nextLine() { rows += line.wrapped(to: max(2, columns)) }
        if rows.count <= limit { return rows }
        rows.removeSubrange(limit...)
        if let last = rows.popLast() { rows.append(last.withEllipsis(in: max(2, columns))) }
        return rows
    }

    /// As `line`, for output that is not a screen of ours.
    package static func visible(_ untrusted: String) -> String { line(untrusted).text }

    /// The escape that stands for a scalar.
    static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\0": "\\0"
        case "\t": "\\t"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\u{1B}": "\\e"
        default: "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        }
    }
}
