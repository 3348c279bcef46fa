/// The scripts of letters, by block: near enough to see that a label mixes them.
enum Script: Hashable {
    case latin, greek, cyrillic, armenian, hebrew, arabic, georgian, cherokee, thai, hangul, hiragana, katakana,
        bopomofo, han
    /// Any other, by its block of 128.
    case other(UInt32)

    /// Nil for what belongs to no one script: digits, punctuation, marks.
    init?(_ scalar: Unicode.Scalar) {
        if !scalar.properties.isAlphabetic { return nil }
        switch scalar.value {
        case ..<0x250, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA720...0xA7FF, 0xAB30...0xAB6F, 0xFB00...0xFB06,
            0xFF21...0xFF5A:
            self = .latin
        case 0x250...0x2AF, 0x1D00...0x1DBF: self = .latin
        case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
        case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: self = .cyrillic
        case 0x530...0x58F, 0xFB13...0xFB17: self = .armenian
        case 0x590...0x5FF, 0xFB1D...0xFB4F: self = .hebrew
        case 0x600...0x6FF, 0x750...0x77F, 0x870...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF: self = .arabic
        case 0x10A0...0x10FF, 0x1C90...0x1CBF, 0x2D00...0x2D2F: self = .georgian
        case 0x13A0...0x13FF, 0xAB70...0xABBF: self = .cherokee
        case 0xE00...0xE7F: self = .thai
        case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF: self = .hangul
        case 0x3041...0x309F: self = .hiragana
        case 0x30A1...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: self = .katakana
        case 0x3100...0x312F, 0x31A0...0x31BF: self = .bopomofo
        case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            self = .han
        default: self = .other(scalar.value / 128)
        }
    }

    /// Combinations that ordinary writing has: UTS #39, section 5.2, "highly restrictive".
    private static let ordinary: [Set<Script>] = [
        [.latin, .han, .hiragana, .katakana], [.latin, .han, .bopomofo], [.latin, .han, .hangul],
    ]

    /// Whether a label mixes scripts in a way that ordinary writing does not.
    static func isSuspicious(_ label: Substring.UnicodeScalarView) -> Bool {
        let scripts = Set(label.compactMap { Script($0) })
        return scripts.count > 1 && !ordinary.contains { scripts.isSubset(of: $0) }
    }
}
