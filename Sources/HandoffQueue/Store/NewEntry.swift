import HandoffCards

/// Something that waits in the queue.
package enum NewEntry: Hashable, Sendable {
    case card(CardID)
    /// A file whose name is no card's: it cannot be admitted.
    case alien(FileName)

    /// Nil for names that begin with a dot.
    package init?(_ name: FileName) {
        guard let entry = name.bytes.withUnsafeBufferPointer({ NewEntry(bytes: $0) }) else { return nil }
        self = entry
    }

    package var name: FileName {
        switch self {
        case .card(let id): FileName(card: id)
        case .alien(let name): name
        }
    }

    /// The way without an array for each of 100,000 names. Nil for what is no file's name or begins with a dot.
    init?(bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.first != UInt8(ascii: ".") else { return nil }
        if let id = CardID(stemOf: bytes) {
            self = .card(id)
        } else if let name = FileName(bytes) {
            self = .alien(name)
        } else {
            return nil
        }
    }
}

extension CardID {
    /// The card that a file `ID.json` is about.
    init?(stemOf name: UnsafeBufferPointer<UInt8>) {
        let stem = name.count - FileName.json.count
        guard stem > 0, name[stem...].elementsEqual(FileName.json) else { return nil }
        self.init(String(decoding: UnsafeBufferPointer(rebasing: name[..<stem]), as: UTF8.self))
    }
}

/// What was read of a card or an outcome, once: later changes of the file cannot reach it.
package struct Submission: Equatable, Sendable {
    package var bytes: [UInt8]
    /// The user who owns the file.
    package var owner: UInt32
    /// When the file was written last.
    package var modified: Timestamp

    package init(bytes: [UInt8], owner: UInt32, modified: Timestamp) {
        self.bytes = bytes
        self.owner = owner
        self.modified = modified
    }
}
