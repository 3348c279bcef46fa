/// Columns of the program's own text as `Buffer.draw` draws it. Agents' text is measured by `SafeLine.columns`.
package enum TextWidth {
    package static func columns(of character: Character) -> Int {
        character.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
    }

    package static func columns(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
    }

    /// 0 for a mark, 2 for a wide scalar, otherwise 1: what is not fit for a cell is drawn as U+FFFD.
    package static func columns(of scalar: Unicode.Scalar) -> Int {
        switch ScalarClass(scalar) {
        case .mark: 0
        case .wide: 2
        case .narrow, .unsafe: 1
        }
    }
}
