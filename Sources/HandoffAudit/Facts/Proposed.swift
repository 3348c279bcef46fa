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
        package var assessment: Assessment
        /// The gate itself asks; no agent handed the card in.
        package var isOwn: Bool
        /// What is wrong with the card, where the gate made it to see whether operators look; nil elsewhere.
        package var canary: String?
        /// The user who handed the card in, where that is another one than the gate's.
        package var submitter: Submitter?

        package init(
            card: CardID, digest: Hash256, action: Hash256, document: JSONValue, assessment: Assessment,
            isOwn: Bool = false, canary: String? = nil, submitter: Submitter? = nil
        ) {
            self.card = card
            self.digest = digest
            self.action = action
            self.document = document
            self.assessment = assessment
            self.isOwn = isOwn
            self.canary = canary
            self.submitter = submitter
        }

        var body: JSONObject {
            var body: JSONObject = [
                "card": .string(card.text), "digest": .string(digest.tagged), "action": .string(action.tagged),
                "document": document, "risk": .string(assessment.risk.word), "ruling": .string(assessment.ruling.word),
                "because": .array(assessment.because.map(JSONValue.string)),
                "triggers": .array(assessment.triggers.map(JSONValue.string)),
                "consequence": JSONValue(assessment.consequence), "policy": .string(assessment.policy.tagged),
            ]
            if isOwn { body["own"] = true }
            if let canary { body["canary"] = .string(canary) }
            if let submitter { body["submitter"] = submitter.document }
            return body
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
            guard let ruling = RulingKind(try members.string("ruling")) else {
                throw members.failure("ruling", .invalid("it is none of act, ask, ask_two, forbid"))
            }
            assessment = Assessment(
                ruling: ruling, risk: risk, because: try members.strings("because"),
                triggers: try members.strings("triggers"), consequence: try members.optionalString("consequence"),
                policy: try members.digest("policy"))
            isOwn = try members.optionalBool("own") ?? false
            canary = try members.optionalString("canary")
            submitter = nil
            if let value = members.optionalValue("submitter") {
                submitter = try Submitter(value, at: members.path(of: "submitter"))
            }
        }
    }
}
