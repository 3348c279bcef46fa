import ArgumentParser
import HandoffCards
import HandoffGate
import HandoffIndex

/// How a person names a card: by its ID or what that begins with, or, for one that waits, as the console does: `#` and what its digest
/// begins with. What an agent calls its card is never taken for a digest.
struct CardReference: ExpressibleByArgument {
    let text: String

    init?(argument: String) {
        let digits = argument.dropFirst().utf8
        let isDigest =
            argument.first == "#" && (Self.shortest...64).contains(digits.count) && digits.allSatisfy(Self.isDigit)
        guard isDigest || CardID(argument) != nil else { return nil }
        text = argument
    }

    /// The card that is meant. An ID that nobody knows is given back as it is: its card may not have been taken in yet.
    func id(in workplace: Workplace) throws -> CardID {
        let found: [CardID]
        if text.hasPrefix("#") {
            found = try workplace.index().pendingCards(digestFrom: text.dropFirst().lowercased(), limit: Self.listed)
        } else if let id = CardID(text) {
            guard text.utf8.count >= Self.shortest, let index = try? workplace.index(),
                try index.record(of: id) == nil, try !workplace.store().isNew(id)
            else { return id }
            found = try index.cards(idFrom: text, limit: Self.listed)
            if found.isEmpty { return id }
        } else {
            found = []
        }
        guard let id = found.first else {
            throw Failure(.badInput, "no card with the digest \(text) waits", advice: "See which ones do: handoff list")
        }
        guard found.count == 1 else {
            let more = found.count == Self.listed ? ", …" : ""
            throw Failure(
                .badInput, "\(text) may be \(found.map(\.text).joined(separator: ", "))\(more)",
                advice: "Give more of it.")
        }
        return id
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    /// As the console shows it.
    private static let shortest = 4
    private static let listed = 4
}
