import HandoffCards
import HandoffGate
import HandoffQueue
import StrictJSON

/// A card on its way into the queue: complete, checked by the same reader that the gate uses, and not one that the gate is sure to refuse.
struct NewCard {
    let card: Card
    /// What is handed in: the bytes as they came, unless something had to be filled in.
    let bytes: [UInt8]

    /// - Parameter name: what the document is called in errors.
    init(_ bytes: [UInt8], name: String, now: Timestamp) throws {
        let document: JSONValue
        do { document = try JSONValue(parsing: bytes) } catch {
            throw Failure(.badInput, "\(name):\(error.line):\(error.column): \(error.problem)")
        }
        try self.init(document, bytes: bytes, name: name, now: now)
    }

    /// - Parameter bytes: how the document was written; nil when it was made here.
    init(_ document: JSONValue, bytes: [UInt8]?, name: String, now: Timestamp) throws {
        guard case .object(var members) = document else {
            throw Failure(.badInput, "\(name): a card is a JSON object", advice: "See the format in the documentation.")
        }
        var isComplete = bytes != nil
        let id: CardID
        if let stated = members["id"], !stated.isNull {
            guard let known = stated.string.flatMap({ CardID($0) }) else {
                let rule = "1 to 96 of A-Z a-z 0-9 . _ -, not beginning with a dot"
                throw Failure(.badInput, "\(name): /id is not a card ID: \(rule)", advice: "Leave it out to get one.")
            }
            id = known
        } else {
            id = .unique(now: now)
            members.fill("id", .string(id.text), after: "handoff")
            isComplete = false
        }
        if members["created"]?.isNull ?? true {
            members.fill("created", .string(now.description), after: "id")
            isComplete = false
        }
        do { card = try Card(document: .object(members), id: id) } catch {
            throw Failure(.badInput, "\(name): \(error.description)")
        }
        if let pretence = card.pretence {
            throw Failure(
                .badInput, "\(name): \(pretence.pointer): \(pretence.reason)",
                advice: "The gate refuses such a card: use another name there.")
        }
        self.bytes = isComplete ? bytes ?? [] : JSONValue.object(members).prettyBytes() + [UInt8(ascii: "\n")]
    }

    func submit(to store: some QueueStore) throws { try store.submit(bytes, as: card.id) }
}

extension JSONObject {
    /// Puts a member that is absent or null where a reader expects it.
    fileprivate mutating func fill(_ name: String, _ value: JSONValue, after other: String) {
        self[name] = nil
        let place = members.firstIndex { $0.name == other }.map { $0 + 1 } ?? 0
        members.insert(Member(name: name, value: value), at: place)
    }
}
