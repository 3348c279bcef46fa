import HandoffCards
import StrictJSON

extension AuditFact {
    /// The first of two operators approved. The card waits for the second.
    package struct Endorsed: Sendable, Equatable {
        package var card: CardID
        package var `operator`: String
        /// Of the card as it was displayed.
        package var digest: Hash256
        /// The binding of the action with the arguments approved.
        package var action: Hash256
        /// Of the policy in force.
        package var policy: Hash256
        /// A token of a type of its own, which is no approval.
        package var token: String
        /// When the card first came on the operator's screen, and for how many milliseconds it was looked at.
        package var shown: Timestamp?
        package var looked: Int?

        package init(
            card: CardID, operator: String, digest: Hash256, action: Hash256, policy: Hash256, token: String,
            shown: Timestamp?, looked: Int?
        ) {
            self.card = card
            self.operator = `operator`
            self.digest = digest
            self.action = action
            self.policy = policy
            self.token = token
            self.shown = shown
            self.looked = looked
        }

        var body: JSONObject {
            [
                "card": .string(card.text), "operator": .string(`operator`), "digest": .string(digest.tagged),
                "action": .string(action.tagged), "policy": .string(policy.tagged), "token": .string(token),
                "shown": JSONValue(shown?.description), "looked": looked.map { .number(Double($0)) } ?? .null,
            ]
        }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            card = try members.card()
            `operator` = try members.string("operator")
            digest = try members.digest("digest")
            action = try members.digest("action")
            policy = try members.digest("policy")
            token = try members.string("token")
            shown = try members.optionalTime("shown")
            looked = try members.optionalInteger("looked")
        }
    }

    /// Another policy than before is in force from here on.
    package struct PolicyLoaded: Sendable, Equatable {
        /// The whole policy; its digest is that of its canonical form.
        package var document: JSONValue
        /// Why it is not the one that somebody wrote; nil where it is.
        package var problem: String?

        package init(document: JSONValue, problem: String? = nil) {
            self.document = document
            self.problem = problem
        }

        package var digest: Hash256 { Hash256(of: document.canonicalBytes()) }

        var body: JSONObject {
            var body: JSONObject = ["digest": .string(digest.tagged), "document": document]
            body["problem"] = problem.map(JSONValue.string)
            return body
        }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            document = try members.value("document")
            problem = try members.optionalString("problem")
            guard try members.digest("digest") == digest else {
                throw members.failure("digest", .invalid("it is not that of the policy beside it"))
            }
        }
    }
}
