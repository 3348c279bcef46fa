import HandoffCards
import StrictJSON

extension AuditFact {
    /// A card was decided.
    package struct Decided: Sendable, Equatable {
        package var card: CardID
        package var decision: Decision.Kind
        package var basis: Decision.Basis
        package var button: String?
        package var `operator`: String?
        /// Of the card as it was displayed.
        package var digest: Hash256
        /// The binding of the action with the arguments decided on.
        package var action: Hash256
        /// Of the policy in force.
        package var policy: Hash256
        /// The complete arguments approved, where they are not those proposed; else nil.
        package var arguments: JSONObject?
        package var edited: Bool
        package var message: String?
        package var token: String
        /// When the card first came on the operator's screen.
        package var shown: Timestamp?
        /// For how many milliseconds it was looked at.
        package var looked: Int?

        package init(
            card: CardID, decision: Decision.Kind, basis: Decision.Basis, button: String?, operator: String?,
            digest: Hash256, action: Hash256, policy: Hash256, arguments: JSONObject?, edited: Bool, message: String?,
            token: String, shown: Timestamp?, looked: Int?
        ) {
            self.card = card
            self.decision = decision
            self.basis = basis
            self.button = button
            self.operator = `operator`
            self.digest = digest
            self.action = action
            self.policy = policy
            self.arguments = arguments
            self.edited = edited
            self.message = message
            self.token = token
            self.shown = shown
            self.looked = looked
        }

        var body: JSONObject {
            var body: JSONObject = [
                "card": .string(card.text), "decision": .string(decision.rawValue), "basis": .string(basis.rawValue),
                "button": JSONValue(button), "operator": JSONValue(`operator`), "digest": .string(digest.tagged),
                "action": .string(action.tagged), "policy": .string(policy.tagged),
            ]
            if let arguments { body["arguments"] = .object(arguments) }
            body["edited"] = .bool(edited)
            body["message"] = JSONValue(message)
            body["token"] = .string(token)
            body["shown"] = JSONValue(shown?.description)
            body["looked"] = looked.map { .number(Double($0)) } ?? .null
            return body
        }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            card = try members.card()
            guard let kind = Decision.Kind(rawValue: try members.string("decision")) else {
                throw members.failure("decision", .invalid("no decision that is known here"))
            }
            decision = kind
            guard let basis = Decision.Basis(rawValue: try members.string("basis")) else {
                throw members.failure("basis", .invalid("no basis that is known here"))
            }
            self.basis = basis
            button = try members.optionalString("button")
            `operator` = try members.optionalString("operator")
            digest = try members.digest("digest")
            action = try members.digest("action")
            policy = try members.digest("policy")
            arguments = try members.optionalObject("arguments")
            edited = try members.bool("edited")
            message = try members.optionalString("message")
            token = try members.string("token")
            shown = try members.optionalTime("shown")
            looked = try members.optionalInteger("looked")
        }
    }
}
