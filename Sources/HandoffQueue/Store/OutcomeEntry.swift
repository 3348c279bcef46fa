import HandoffCards

/// An outcome that was handed in. Its name does not tell the card: with dots in IDs, `a.2.json` is the second outcome of `a` or the
/// first of `a.2`. The document names its card.
package struct OutcomeEntry: Hashable, Sendable {
    package let file: FileName

    /// Nil for names that begin with a dot.
    package init?(_ file: FileName) {
        guard !file.isHidden else { return nil }
        self.file = file
    }

    /// The `ordinal`-th outcome of a card: `ID.json`, `ID.2.json` …
    package init(of id: CardID, ordinal: Int) {
        file = ordinal == 1 ? FileName(card: id) : FileName(card: id).numbered(String(ordinal))
    }

    /// To remember it by: different for different files.
    package var name: String { file.description }

    /// Whether an agent that keeps to the format could have chosen the name.
    var isWellNamed: Bool { file.hasSuffix(FileName.json) && file.bytes.allSatisfy(Self.isAllowed) }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch Character(Unicode.Scalar(byte)) {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": true
        default: false
        }
    }
}
