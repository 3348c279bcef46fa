import HandoffCards
import StrictJSON

extension AuditFact {
    /// An operator put a card off; it stays in the queue.
    package struct Skipped: Sendable, Equatable {
        package var card: CardID
        package var `operator`: String

        package init(card: CardID, operator: String) {
            self.card = card
            self.operator = `operator`
        }

        var body: JSONObject { ["card": .string(card.text), "operator": .string(`operator`)] }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            card = try members.card()
            `operator` = try members.string("operator")
        }
    }

    /// A card ended without a decision: it expired, or its agent took it back.
    package struct Ended: Sendable, Equatable {
        package var card: CardID
        package var token: String

        package init(card: CardID, token: String) {
            self.card = card
            self.token = token
        }

        var body: JSONObject { ["card": .string(card.text), "token": .string(token)] }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            card = try members.card()
            token = try members.string("token")
        }
    }

    /// The gate turned down a submitted file or an attempt to decide.
    package struct Refused: Sendable, Equatable {
        package var card: CardID?
        /// The file's name, where no card is known.
        package var name: String?
        package var reason: String

        package init(card: CardID?, name: String? = nil, reason: String) {
            self.card = card
            self.name = name
            self.reason = reason
        }

        var body: JSONObject {
            var body: JSONObject = ["card": JSONValue(card?.text)]
            if let name { body["name"] = .string(name) }
            body["reason"] = .string(reason)
            return body
        }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            card = try members.optionalCard()
            name = try members.optionalString("name")
            reason = try members.string("reason")
        }
    }
}
