import CNcurses
import Terminal

extension NcursesScreen {
    /// Puts the rows that changed into ncurses' window, clipped.
    func copy(_ buffer: Buffer) {
        let window = cn_standard_screen()
        let isSameSize = buffer.size == shown?.size
        if !isSameSize { werase(window) }
        let columns = min(size.columns, buffer.size.columns)
        for row in 0..<min(size.rows, buffer.size.rows) {
            if isSameSize, let shown, buffer.row(row, equals: shown) { continue }
            let start = row * buffer.size.columns
            let count = convert(buffer.slots[start..<start + columns])
            mvwadd_wchnstr(window, Int32(row), 0, cells, count)
        }
    }

    /// Fills `cells` and returns how many; ncurses makes the right half of a wide one itself. Nil when colour
    /// pairs ran out.
    private func convert(_ slots: ArraySlice<Buffer.Slot>) -> Int32 {
        var count = 0
        var style = Style.plain
        var look = palette.look(style)
        for index in slots.indices {
            let slot = slots[index]
            if slot.content.isContinuation { continue }
            if slot.style != style {
                style = slot.style
                look = palette.look(style)
            }
            var (base, mark, mark2) = slot.content.scalars
            if slot.content.bits >= 0x7F {
                let isWide = index + 1 < slots.endIndex && slots[index + 1].content.isContinuation
                if !agrees(base, columns: isWide ? 2 : 1) {
                    // One column each, so that what follows stands where it should.
                    base = isUTF8 ? 0xFFFD : NcursesScreen.ascii(base)
                    (mark, mark2) = (0, 0)
                    if isWide {
                        cn_set_cell(&cells[count], wchar_t(base), 0, 0, look.attributes, look.pair)
                        count += 1
                    }
                }
            }
            cn_set_cell(&cells[count], wchar_t(base), wchar_t(mark), wchar_t(mark2), look.attributes, look.pair)
            count += 1
        }
        return Int32(count)
    }

    /// Whether the C library, and with it ncurses, gives a scalar the width that the buffer gave it.
    private func agrees(_ scalar: UInt32, columns: Int32) -> Bool {
        isUTF8 && wcwidth(wchar_t(scalar)) == columns
    }

    /// Lines and corners for a terminal without UTF-8; anything else is a question mark.
    private static func ascii(_ scalar: UInt32) -> UInt32 {
        let glyph: Unicode.Scalar =
            switch scalar {
            case 0x2500, 0x2501, 0x2550, 0x2013, 0x2014: "-"
            case 0x2502, 0x2503, 0x2551: "|"
            case 0x250C...0x254B, 0x2552...0x2570: "+"
            case 0x2588...0x2593, 0x25A0: "#"
            case 0x2018, 0x2019: "'"
            case 0x201C, 0x201D: "\""
            case 0x2022, 0x25CF, 0x2026: "."
            case 0x2192, 0x25B6, 0x25B8: ">"
            default: "?"
            }
        return glyph.value
    }
}
