import StrictJSON

/// What was decided about a card: what `queue/decisions/ID.json` holds and what a waiting agent gets.
package struct Decision: Sendable, Equatable {
    package var card: CardID
    package var kind: Kind
    package var button: String?
    /// Whether the operator changed the arguments; to choose an option or a part is no change.
    package var edited: Bool
    /// The arguments to act with, complete; empty unless approved.
    package var arguments: JSONObject
    package var message: String?
    package var `operator`: String?
    package var decided: Timestamp
    package var basis: Basis
    /// The signed form: a compact JWS.
    package var token: String

    package init(
        card: CardID, kind: Kind, button: String?, edited: Bool, arguments: JSONObject, message: String?,
        operator: String?, decided: Timestamp, basis: Basis, token: String
    ) {
        self.card = card
        self.kind = kind
        self.button = button
        self.edited = edited
        self.arguments = arguments
        self.message = message
        self.operator = `operator`
        self.decided = decided
        self.basis = basis
        self.token = token
    }

    package enum Kind: String, Sendable, CaseIterable {
        case approved, declined, answered, expired, withdrawn
    }

    /// Who or what decided.
    package enum Basis: String, Sendable, CaseIterable {
        case `operator`, authorization, policy
    }
}

extension Decision {
    package var document: JSONValue {
        [
            "card": .string(card.text), "decision": .string(kind.rawValue), "button": JSONValue(button),
            "edited": .bool(edited), "arguments": .object(arguments), "message": JSONValue(message),
            "operator": JSONValue(`operator`), "decided": .string(decided.description),
            "basis": .string(basis.rawValue), "token": .string(token),
        ]
    }

    package init(parsing bytes: [UInt8]) throws(CardError) {
        let document: JSONValue
        do { document = try JSONValue(parsing: bytes) } catch { throw .syntax(error) }
        do { try self.init(document: document) } catch { throw .shape(error) }
    }

    package init(document: JSONValue) throws(JSONShapeError) {
        var members = try MemberReader(document)
        card = try members.cardID("card")
        let kind = try members.string("decision")
        guard let known = Kind(rawValue: kind) else {
            throw members.failure(
                "decision", .invalid("it is none of approved, declined, answered, expired, withdrawn"))
        }
        self.kind = known
        button = try members.optionalString("button")
        edited = try members.bool("edited")
        arguments = try members.object("arguments")
        message = try members.optionalString("message")
        `operator` = try members.optionalString("operator")
        decided = try members.timestamp("decided")
        guard let basis = Basis(rawValue: try members.string("basis")) else {
            throw members.failure("basis", .invalid("it is none of operator, authorization, policy"))
        }
        self.basis = basis
        token = try members.string("token")
        try members.finish()
    }
}

extension JSONValue {
    /// A string, or null for nil.
    package init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }
}
