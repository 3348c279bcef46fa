/// Reads untrusted text into safe glyphs, line by line, in one pass over its scalars.
///
/// Whatever the table does not call narrow, wide or a mark becomes a visible escape. Emoji sequences are shown in
/// parts: ncurses holds one spacing scalar a cell, and terminals disagree about the width of the whole. In a
/// sequence of two emoji the joiner between them, and one presentation selector after an emoji, are left out,
/// since the parts say the same; skin tones, regional indicators and enclosing keycaps, which terminals may melt
/// into the glyph before them, become escapes.
struct GlyphReader {
    private let scalars: String.UnicodeScalarView
    private var index: String.UnicodeScalarView.Index
    private let splitsLines: Bool
    private var isDone = false
    private var line = SafeLine()
    /// The emoji, or what may be one, that a selector, tone or joiner may follow.
    private var base: Unicode.Scalar?
    private var isVaried = false

    /// `splitsLines`: a newline ends a line and a tab is four spaces; otherwise both become escapes.
    init(_ text: String, splitsLines: Bool) {
        scalars = text.unicodeScalars
        index = scalars.startIndex
        self.splitsLines = splitsLines
    }

    /// Nil after the last line. A text without newlines is one line, be it empty.
    mutating func nextLine() -> SafeLine? {
        if isDone { return nil }
        line = SafeLine()
        base = nil
        while let scalar = next() {
            let value = scalar.value
            if value >= 0x20 && value < 0x7F {
                line.append(Glyph(CellContent(scalar)))
                base = nil
                continue
            }
            if splitsLines {
                if value == 0x0A || value == 0x0D && peek()?.value == 0x0A {
                    if value == 0x0D { _ = next() }
                    return line
                }
                if value == 0x09 {
                    for _ in 0..<4 { line.append(Glyph(.space)) }
                    base = nil
                    continue
                }
            }
            switch ScalarClass(scalar) {
            case .narrow: begin(scalar, columns: 1)
            case .wide: begin(scalar, columns: 2)
            case .mark: readMarks(from: scalar)
            case .unsafe: if !continuesEmoji(scalar) { escape(scalar) }
            }
        }
        isDone = true
        return line
    }

    private mutating func next() -> Unicode.Scalar? {
        if index == scalars.endIndex { return nil }
        defer { scalars.formIndex(after: &index) }
        return scalars[index]
    }

    private func peek() -> Unicode.Scalar? {
        index == scalars.endIndex ? nil : scalars[index]
    }

    private mutating func begin(_ scalar: Unicode.Scalar, columns: Int) {
        line.append(Glyph(CellContent(scalar), columns: columns))
        base = scalar
        isVaried = false
    }

    /// A run of marks: two join the glyph before them, or are escapes where there is none; the rest are counted.
    private mutating func readMarks(from first: Unicode.Scalar) {
        var mark = first
        var rest = 0
        var shown = 0
        while true {
            if shown == 2 {
                rest += 1
            } else {
                if let last = line.glyphs.last, !last.isEscaped, ScalarClass.joins(mark, to: last.content),
                    let marked = last.content.adding(mark)
                {
                    line.replaceLast(Glyph(marked, columns: last.columns))
                } else {
                    appendEscape(mark)
                }
                shown += 1
            }
            guard let following = peek(), ScalarClass(following) == .mark else { break }
            mark = following
            _ = next()
        }
        if rest > 0 { line.appendEscape("\\u{+\(rest) marks}") }
    }

    /// Whether an unsafe scalar belongs to the emoji before it and needs no glyph of its own.
    private mutating func continuesEmoji(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xFE0E, 0xFE0F:
            if let base {
                if isVaried || !base.properties.isEmoji { return false }
                isVaried = true
                return true
            }
            guard let last = line.glyphs.last, !last.isEscaped, peek()?.value == 0x20E3 else { return false }
            return last.content.isKeycapBase
        case 0x200D:
            guard let base, let following = peek() else { return false }
            return base.properties.isEmoji && following.properties.isEmoji && following.value > 0x7F
                && ScalarClass(following) != .unsafe
        default: return false
        }
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        appendEscape(scalar)
        if let base, scalar.properties.isEmojiModifier, base.properties.isEmojiModifierBase {
            isVaried = false
        } else {
            base = nil
        }
    }

    private mutating func appendEscape(_ scalar: Unicode.Scalar) {
        line.appendEscape(SafeText.escape(scalar))
    }
}

extension CellContent {
    fileprivate var isKeycapBase: Bool {
        guard bits < 0x80, let scalar = Unicode.Scalar(UInt32(bits)) else { return false }
        return ("0"..."9").contains(scalar) || scalar == "#" || scalar == "*"
    }
}
