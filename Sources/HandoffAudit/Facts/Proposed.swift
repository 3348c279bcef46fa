import HandoffCards
import StrictJSON

extension AuditFact {
    /// A card was admitted.
    package struct Proposed: Sendable, Equatable {
        package var card: CardID
        /// Of the card's canonical form.
        package var digest: Hash256
        /// The binding of the action as proposed.
        package var action: Hash256
        /// The whole card.
        package var document: JSONValue
        package var risk: Risk
        /// What the policy rules, for example `ask`.
        package var ruling: String
        package var because: [String]
        package var triggers: [String]

        package init(
            card: CardID, digest: Hash256, action: Hash256, document: JSONValue, risk: Risk, ruling: String,
            because: [String], triggers: [String]
        ) {
            self.card = card
            self.digest = digest
            self.action = action
            self.document = document
            self.risk = risk
            self.ruling = ruling
            self.because = because
            self.triggers = triggers
        }

        var body: JSONObject {
            [
                "card": .string(card.text), "digest": .string(digest.tagged), "action": .string(action.tagged),
                "document": document, "risk": .string(risk.word), "ruling": .string(ruling),
                "because": .array(because.map(JSONValue.string)), "triggers": .array(triggers.map(JSONValue.string)),
            ]
        }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            card = try members.card()
            digest = try members.digest("digest")
            action = try members.digest("action")
            document = try members.value("document")
            let word = try members.string("risk")
            guard let risk = Risk.allCases.first(where: { $0.word == word }) else {
                throw members.failure("risk", .invalid("it is none of low, medium, unknown, high, critical"))
            }
            self.risk = risk
            ruling = try members.string("ruling")
            because = try members.strings("because")
            triggers = try members.strings("triggers")
        }
    }
}
