package struct Cell: Hashable, Sendable {
    /// One glyph; empty for the right half of a wide one.
    package var text: String
    package var style: Style

    package init(text: String, style: Style) {
        self.text = text
        self.style = style
    }
}

/// What one cell shows, in one word: a base scalar and at most two combining marks, 21 bits each. Sixty-three
/// bits hold every glyph that may reach a terminal, so that cells need no storage beyond the buffer's own.
package struct CellContent: Hashable, Sendable {
    package let bits: UInt64

    private init(bits: UInt64) { self.bits = bits }

    init(_ base: Unicode.Scalar) { bits = UInt64(base.value) }

    package static let space = CellContent(bits: 0x20)
    /// The right half of a wide glyph.
    package static let continuation = CellContent(bits: 1 << 63)

    package var isContinuation: Bool { self == .continuation }

    /// Base, first mark, second mark; 0 where there is none (and throughout for a continuation).
    package var scalars: (UInt32, UInt32, UInt32) {
        (UInt32(bits & 0x1F_FFFF), UInt32(bits >> 21 & 0x1F_FFFF), UInt32(bits >> 42 & 0x1F_FFFF))
    }

    /// With one mark more, or nil when two are there already.
    func adding(_ mark: Unicode.Scalar) -> CellContent? {
        if bits >> 21 == 0 { return CellContent(bits: bits | UInt64(mark.value) << 21) }
        if bits >> 42 == 0 { return CellContent(bits: bits | UInt64(mark.value) << 42) }
        return nil
    }

    package var text: String {
        if isContinuation { return "" }
        var text = String.UnicodeScalarView()
        for value in [scalars.0, scalars.1, scalars.2] where value != 0 {
            if let scalar = Unicode.Scalar(value) { text.append(scalar) }
        }
        return String(text)
    }
}
