import HandoffCards
import StrictJSON

/// Takes values out of a log's lines by where they stand in a card, wherever a line repeats them. Digests stay, so that whoever has the
/// value elsewhere can still show that it is the one.
package struct Redaction: Sendable {
    package let pointers: [JSONPointer]

    package static let none = Redaction(pointers: [])
    package static let mark = "[redacted]"

    package var isEmpty: Bool { pointers.isEmpty }
    package var texts: [String] { pointers.map(\.description) }

    private init(pointers: [JSONPointer]) { self.pointers = pointers }

    /// Where a pointer may begin: what the card says, and what operator and agent said of it later. Nothing that the chain of evidence hangs on.
    package static let beginnings = [
        "arguments", "target", "context", "proposal", "consequence", "reasoning", "question", "scope", "attachments",
        "metadata", "message", "detail", "run", "account", "value", "buttons", "name", "reason",
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

    /// Those of some pointers that mean nothing in the line.
    package func missing(_ pointers: [JSONPointer], in line: AuditLine) throws(AuditError) -> [JSONPointer] {
        let body = JSONValue.object(try line.body)
        return pointers.filter { pointer in
            Self.stated(pointer, in: body, type: line.type).allSatisfy { body[$0] == nil }
        }
    }

    /// A case as its redacted lines tell it.
    package func applied(to found: AuditCase) -> AuditCase {
        var found = found
        if found.account != nil, hides("account") { found.account = Self.mark }
        if found.target != nil, hides("target") { found.target = Self.mark }
        return found
    }

    private func hides(_ name: String) -> Bool { pointers.contains(JSONPointer(tokens: [name])) }

    /// The line as JSON with the values taken out, and where they were; nil when it has none of them.
    package func applied(to line: AuditLine) throws(AuditError) -> (line: JSONValue, places: [JSONPointer])? {
        if pointers.isEmpty { return nil }
        var body = JSONValue.object(try line.body)
        var places: [JSONPointer] = []
        for place in pointers.flatMap({ Self.places(of: $0, in: body, type: line.type) })
        where body[place] != nil && !places.contains(place) {
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

    /// Where in the body what the pointer means can stand, and what may quote it.
    private static func places(of pointer: JSONPointer, in body: JSONValue, type: String) -> [JSONPointer] {
        stated(pointer, in: body, type: type) + quotations(of: pointer.tokens.first, in: body, type: type)
    }

    /// Where in the body what the pointer means can stand.
    private static func stated(_ pointer: JSONPointer, in body: JSONValue, type: String) -> [JSONPointer] {
        let tokens = pointer.tokens
        guard type == "handoff.proposed" else { return [pointer] }
        func place(_ beginning: String...) -> JSONPointer { JSONPointer(tokens: ["document"] + beginning + tokens) }
        switch tokens.first {
        case "target", "value": return [place("action")]
        case "arguments":
            let options = body[JSONPointer(tokens: ["document", "question", "options"])]?.array ?? []
            return [place("action"), place("scope", "in_scope")]
                + options.indices.map { place("question", "options", "\($0)") }
        default: return [place()]
        }
    }

    /// What the policy said may quote the agent: it is taken out as a whole with anything that it may quote.
    private static func quotations(of beginning: String?, in body: JSONValue, type: String) -> [JSONPointer] {
        let isQuotable = ["target", "arguments", "account", "value"].contains(beginning)
        switch type {
        case "handoff.proposed":
            guard isQuotable || beginning == "consequence" else { return [] }
            var places: [JSONPointer] = []
            if body.object?["consequence"]?.string != nil { places.append(JSONPointer(tokens: ["consequence"])) }
            if beginning == "consequence" { return places }
            let reasons = body.object?["because"]?.array ?? []
            return places + reasons.indices.map { JSONPointer(tokens: ["because", "\($0)"]) }
        case "handoff.decided":
            // What the policy says of a card that it refuses is the agent's message.
            let isPolicys = body.object?["basis"]?.string == "policy"
            return isQuotable && isPolicys ? [JSONPointer(tokens: ["message"])] : []
        default: return []
        }
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
