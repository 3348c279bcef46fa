package enum Key: Hashable, Sendable {
    case character(Character)
    /// A letter or one of `@ [ \ ] ^ _` held with Control; letters are lower case.
    case control(Character)
    case alt(Character)
    case enter, escape, tab, backTab, backspace, delete
    case up, down, left, right, home, end, pageUp, pageDown, insert
    case function(Int)
}

extension Key: CustomStringConvertible {
    private static let named: [(String, Key)] = [
        ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("S-Tab", .backTab), ("Backspace", .backspace),
        ("Delete", .delete), ("Insert", .insert), ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right),
        ("Home", .home), ("End", .end), ("PageUp", .pageUp), ("PageDown", .pageDown), ("Space", .character(" ")),
    ]

    /// As it is written in a keymap: `j`, `Space`, `Enter`, `S-Tab`, `C-d`, `M-x`, `F5`.
    package var name: String {
        if let entry = Key.named.first(where: { $0.1 == self }) { return entry.0 }
        return switch self {
        case .character(let character): String(character)
        case .control(let character): "C-\(character)"
        case .alt(let character): "M-\(character == " " ? "Space" : String(character))"
        case .function(let number): "F\(number)"
        default: ""
        }
    }

    package var description: String { name }

    /// Reads a name, or nil when there is no such key. Names of more than one character ignore case.
    package init?(parsing name: String) {
        if name.count == 1, let character = name.first {
            if character == " " || ScalarClass.isOneGlyph(character) {
                self = .character(character)
                return
            }
            return nil
        }
        let lowered = name.lowercased()
        if let entry = Key.named.first(where: { $0.0.lowercased() == lowered }) {
            self = entry.1
            return
        }
        if lowered.first == "f", let number = Int(lowered.dropFirst()), (1...63).contains(number),
            lowered == "f\(number)"
        {
            self = .function(number)
            return
        }
        let rest = name.dropFirst(2)
        if lowered.hasPrefix("m-") {
            if rest.lowercased() == "space" {
                self = .alt(" ")
                return
            }
            guard rest.count == 1, let character = rest.first, ScalarClass.isOneGlyph(character) else { return nil }
            self = .alt(character)
            return
        }
        guard lowered.hasPrefix("c-"), let character = Character.control(rest) else { return nil }
        self = .control(character)
    }
}

extension Character {
    fileprivate static func control(_ text: Substring) -> Character? {
        guard let byte = text.lowercased().utf8.first, text.utf8.count == 1 else { return nil }
        let isAllowed = (0x61...0x7A).contains(byte) || "@[\\]^_".utf8.contains(byte)
        return isAllowed ? Character(Unicode.Scalar(byte)) : nil
    }
}
