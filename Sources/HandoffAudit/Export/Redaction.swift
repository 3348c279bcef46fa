import HandoffCards
import StrictJSON

/// Takes values out of a log's lines by where they stand in a card, wherever a line repeats them. Digests stay, so that whoever has the
/// value elsewhere can still show that it is the one.
package struct Redaction: Sendable {
    private let pointers: [JSONPointer]

    package static let none = Redaction(pointers: [])
    package static let mark = "[redacted]"

    package var isEmpty: Bool { pointers.isEmpty }
    package var texts: [String] { pointers.map(\.description) }

    private init(pointers: [JSONPointer]) { self.pointers = pointers }

    /// Where a pointer may begin: what the card says, and what operator and agent said of it later. Nothing that the chain of evidence hangs on.
    package static let beginnings = [
        "arguments", "target", "context", "proposal", "consequence", "reasoning", "question", "scope", "attachments",
        "metadata", "message", "detail", "run",
    ]

    package init(parsing texts: [String]) throws(RedactionError) {
        var pointers: [JSONPointer] = []
        for text in texts {
            guard let pointer = JSONPointer(text), let first = pointer.tokens.first else { throw .notAPointer(text) }
            guard Self.beginnings.contains(first) else { throw .notRedactable(text) }
            pointers.append(pointer)
        }
        self.pointers = pointers
    }

    /// The line as JSON with the values taken out, and where they were; nil when it has none of them.
    package func applied(to line: AuditLine) throws(AuditError) -> (line: JSONValue, places: [JSONPointer])? {
        if pointers.isEmpty { return nil }
        var body = JSONValue.object(try line.body)
        var places: [JSONPointer] = []
        for place in pointers.flatMap({ Self.places(of: $0, in: body, type: line.type) }) where body[place] != nil {
            // Within another one that was taken out already, there is nothing left.
            guard let redacted = body.replacing(place, with: .string(Self.mark)) else { continue }
            body = redacted
            places.append(place)
        }
        if places.isEmpty { return nil }
        let document: JSONValue = [
            "v": 1, "seq": .number(Double(line.sequence)), "prev": .string(line.previous.hex),
            "time": .string(line.time.description), "type": .string(line.type), "body": body,
        ]
        return (document, places.map { JSONPointer(tokens: ["body"] + $0.tokens) })
    }

    /// What the policy said may quote target and arguments; it is taken out as a whole with any of them.
    private static func quotations(of beginning: String?, in body: JSONValue) -> [JSONPointer] {
        guard isQuotable(beginning) || beginning == "consequence" else { return [] }
        var places: [JSONPointer] = []
        if body.object?["consequence"]?.string != nil { places.append(JSONPointer(tokens: ["consequence"])) }
        if beginning == "consequence" { return places }
        let reasons = body.object?["because"]?.array ?? []
        return places + reasons.indices.map { JSONPointer(tokens: ["because", "\($0)"]) }
    }

    private static func isQuotable(_ beginning: String?) -> Bool { beginning == "target" || beginning == "arguments" }

    /// Where in the body what the pointer means can stand.
    private static func places(of pointer: JSONPointer, in body: JSONValue, type: String) -> [JSONPointer] {
        let tokens = pointer.tokens
        guard type == "handoff.proposed" else {
            // What the policy says of a card that it refuses is the agent's message.
            let isQuoted = type == "handoff.decided" && body.object?["basis"]?.string == "policy"
            return [pointer] + (isQuoted && isQuotable(tokens.first) ? [JSONPointer(tokens: ["message"])] : [])
        }
        func place(_ beginning: String...) -> JSONPointer { JSONPointer(tokens: ["document"] + beginning + tokens) }
        let quoted = quotations(of: tokens.first, in: body)
        guard tokens.first == "arguments" else {
            return (tokens.first == "target" ? [place("action")] : [place()]) + quoted
        }
        let options = body[JSONPointer(tokens: ["document", "question", "options"])]?.array ?? []
        return [place("action"), place("scope", "in_scope")] + quoted
            + options.indices.map { place("question", "options", "\($0)") }
    }
}

package enum RedactionError: Error, Equatable, Sendable, CustomStringConvertible {
    case notAPointer(String)
    case notRedactable(String)

    package var description: String {
        switch self {
        case .notAPointer(let text): "\(text) is not a JSON pointer such as /arguments/body"
        case .notRedactable(let text):
            "\(text) cannot be redacted: pointers begin with /" + Redaction.beginnings.joined(separator: ", /")
        }
    }
}
