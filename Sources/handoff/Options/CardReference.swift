import ArgumentParser
import HandoffCards
import HandoffGate
import HandoffIndex

/// How a person names a card: by its ID or what that begins with, or, for one that waits, as the console does: `#` and what its digest
/// begins with. What an agent calls its card is never taken for a digest.
enum CardReference: ExpressibleByArgument {
    case id(CardID)
    /// In small letters, without the `#`.
    case digest(String)

    init?(argument: String) {
        if let id = CardID(argument) {
            self = .id(id)
            return
        }
        let digits = argument.dropFirst()
        guard argument.first == "#", (Self.shortest...64).contains(digits.count),
            digits.allSatisfy({ $0.isASCII && $0.isHexDigit })
        else { return nil }
        self = .digest(digits.lowercased())
    }

    /// The card that is meant. An ID that nobody knows is given back as it is: its card may not have been taken in yet.
    func id(in workplace: Workplace) throws -> CardID {
        switch self {
        case .digest(let digits):
            let found = try workplace.index().pendingCards(digestFrom: digits, limit: Self.listed)
            guard !found.isEmpty else {
                throw Failure(
                    .badInput, "no card with the digest #\(digits) waits", advice: "See which ones do: handoff list")
            }
            return try Self.only(found, "#" + digits)
        case .id(let id):
            guard id.text.utf8.count >= Self.shortest, let index = try? workplace.index(),
                try index.record(of: id) == nil, try !workplace.store().isNew(id)
            else { return id }
            let found = try index.cards(idFrom: id.text, limit: Self.listed)
            return try found.isEmpty ? id : Self.only(found, id.text)
        }
    }

    private static func only(_ found: [CardID], _ text: String) throws -> CardID {
        if found.count == 1 { return found[0] }
        let more = found.count == listed ? ", …" : ""
        throw Failure(
            .badInput, "\(text) may be \(found.map(\.text).joined(separator: ", "))\(more)", advice: "Give more of it.")
    }

    /// As the console shows it.
    private static let shortest = 4
    private static let listed = 4
}
