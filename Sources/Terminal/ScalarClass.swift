/// How one scalar behaves in a cell. The widths are those on which the C library, and with it ncurses and tmux,
/// agree.
enum ScalarClass: UInt32 {
    /// Not fit for a cell: it controls, hides, reorders, has no agreed width, or is unassigned.
    case unsafe = 0
    case narrow = 1
    case wide = 2
    /// Nonspacing: joins the cell before it.
    case mark = 3

    init(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        if value < 0x7F {
            self = value < 0x20 ? .unsafe : .narrow
            return
        }
        // The last range whose start is not above the value; the first starts at 0.
        let key = value << 2 | 3
        let found = ScalarClass.ranges.withUnsafeBufferPointer { ranges in
            var low = 0
            var high = ranges.count
            while high - low > 1 {
                let middle = (low + high) / 2
                if ranges[middle] <= key { low = middle } else { high = middle }
            }
            return ranges[low] & 3
        }
        self = ScalarClass(rawValue: found) ?? .unsafe
    }

    /// Whether a character can stand in a cell just as it is.
    static func isOneGlyph(_ character: Character) -> Bool {
        var marks = 0
        for (index, scalar) in character.unicodeScalars.enumerated() {
            switch ScalarClass(scalar) {
            case .narrow, .wide: if index > 0 { return false }
            case .mark: marks += 1
            case .unsafe: return false
            }
            if index == 0 && marks > 0 { return false }
        }
        return marks <= 2
    }

    /// Conjoining Hangul vowels and finals belong on the syllable's beginning only; other marks join anything.
    static func joins(_ mark: Unicode.Scalar, to content: CellContent) -> Bool {
        let isJamo = (0x1160...0x11FF).contains(mark.value) || (0xD7B0...0xD7FF).contains(mark.value)
        if !isJamo { return true }
        let isFinal = (0x11A8...0x11FF).contains(mark.value) || (0xD7CB...0xD7FF).contains(mark.value)
        return switch content.scalars.0 {
        case 0x1100...0x115E, 0xA960...0xA97C: true
        case 0xAC00...0xD7A3: isFinal && content.scalars.1 == 0
        default: false
        }
    }
}
