import Terminal

/// One line of text being typed.
package struct LineEditor: Equatable, Sendable {
    package private(set) var characters: [Character]
    /// The place before which the next character goes.
    package private(set) var place: Int

    /// Characters; more are not taken.
    package static let longest = 2000

    package init(_ text: String = "") {
        characters = Array(text)
        place = characters.count
    }

    package var text: String { String(characters) }

    /// False when the key means nothing to a line of text.
    mutating func handle(_ key: Key) -> Bool {
        switch key {
        case .character(let character): insert([character])
        case .backspace, .control("h"):
            if place > 0 {
                place -= 1
                characters.remove(at: place)
            }
        case .delete: if place < characters.count { characters.remove(at: place) }
        case .left, .control("b"): place = max(0, place - 1)
        case .right, .control("f"): place = min(characters.count, place + 1)
        case .home, .control("a"): place = 0
        case .end, .control("e"): place = characters.count
        case .control("u"):
            characters.removeSubrange(..<place)
            place = 0
        case .control("k"): characters.removeSubrange(place...)
        case .control("w"): deleteWord()
        default: return false
        }
        return true
    }

    /// Line breaks and tabs become spaces, other control characters are left out.
    mutating func paste(_ text: String) {
        let pasted = text.unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
            switch scalar.properties.generalCategory {
            case .control: ["\n", "\r", "\t"].contains(scalar) ? " " : nil
            case .lineSeparator, .paragraphSeparator: " "
            default: scalar
            }
        }
        insert(Array(String(String.UnicodeScalarView(pasted))))
    }

    private mutating func insert(_ added: [Character]) {
        let taken = added.prefix(max(0, Self.longest - characters.count))
        characters.insert(contentsOf: taken, at: place)
        place += taken.count
    }

    private mutating func deleteWord() {
        var start = place
        while start > 0, characters[start - 1] == " " { start -= 1 }
        while start > 0, characters[start - 1] != " " { start -= 1 }
        characters.removeSubrange(start..<place)
        place = start
    }
}
