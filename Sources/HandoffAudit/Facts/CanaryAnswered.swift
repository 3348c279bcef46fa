import HandoffCards
import StrictJSON

extension AuditFact {
    /// What an operator did with a card that the gate made to see whether operators look. Nothing was approved by it.
    package struct CanaryAnswered: Sendable, Equatable {
        package var card: CardID
        package var `operator`: String
        /// Whether the card was stopped as it should be: it was not approved as it stood.
        package var isCaught: Bool
        /// For how many milliseconds the card was looked at.
        package var looked: Int?

        package init(card: CardID, operator: String, isCaught: Bool, looked: Int?) {
            self.card = card
            self.operator = `operator`
            self.isCaught = isCaught
            self.looked = looked
        }

        var body: JSONObject {
            [
                "card": .string(card.text), "operator": .string(`operator`), "caught": .bool(isCaught),
                "looked": looked.map { .number(Double($0)) } ?? .null,
            ]
        }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            card = try members.card()
            `operator` = try members.string("operator")
            guard let isCaught = try members.optionalBool("caught") else {
                throw members.failure("caught", .missing)
            }
            self.isCaught = isCaught
            looked = try members.optionalInteger("looked")
        }
    }
}
