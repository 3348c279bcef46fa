import StrictJSON

/// What an agent says became of an approved action: what `queue/outcomes/ID.json` holds.
package struct Outcome: Sendable, Equatable {
    package var card: CardID
    package var status: Status
    package var detail: String?
    package var finished: Timestamp
    /// The binding of what was carried out; nil when the agent does not say.
    package var action: Hash256?
    /// The complete arguments that it was carried out with. They say the same as `action`, which the gate computes from them and the
    /// card; what is recorded has `action` alone.
    package var arguments: JSONObject?

    package init(
        card: CardID, status: Status, detail: String?, finished: Timestamp, action: Hash256? = nil,
        arguments: JSONObject? = nil
    ) {
        self.card = card
        self.status = status
        self.detail = detail
        self.finished = finished
        self.action = action
        self.arguments = arguments
    }

    package enum Status: String, Sendable, CaseIterable {
        case succeeded, failed
        /// Done and then undone, perhaps days after.
        case rolledBack = "rolled_back"
        case notAttempted = "not_attempted"

        /// Whatever is reported later does not take its place: else an agent could claim away that it was wrong.
        package var isFinal: Bool { self == .rolledBack }
    }
}

extension Outcome {
    /// Without `action` and `arguments` where there are none.
    package var document: JSONValue {
        var members: JSONObject = [
            "card": .string(card.text), "status": .string(status.rawValue), "detail": JSONValue(detail),
            "finished": .string(finished.description),
        ]
        if let action { members["action"] = .string(action.tagged) }
        if let arguments { members["arguments"] = .object(arguments) }
        return .object(members)
    }

    package init(parsing bytes: [UInt8]) throws(CardError) {
        let document: JSONValue
        do { document = try JSONValue(parsing: bytes) } catch { throw .syntax(error) }
        do { try self.init(document: document) } catch { throw .shape(error) }
    }

    package init(document: JSONValue) throws(JSONShapeError) {
        var members = try MemberReader(document)
        card = try members.cardID("card")
        guard let status = Status(rawValue: try members.string("status")) else {
            throw members.failure("status", .invalid("it is none of succeeded, failed, rolled_back, not_attempted"))
        }
        self.status = status
        detail = try members.optionalString("detail")
        finished = try members.timestamp("finished")
        if let text = try members.optionalString("action") {
            guard let action = Hash256(tagged: text) else {
                throw members.failure("action", .invalid("it is not sha256: and 64 hexadecimal digits"))
            }
            self.action = action
        }
        arguments = try members.optionalObject("arguments")
        try members.finish()
        try document.checkForZeros()
    }
}

extension Outcome {
    /// What is recorded of it: `arguments` become the binding of the card's action with them. Nil when the report names an `action` that
    /// its own arguments are not.
    package func recorded(on card: Card) -> Outcome? {
        guard let arguments else { return self }
        let binding = card.actionBinding(arguments: arguments)
        guard action == nil || action == binding else { return nil }
        var outcome = self
        outcome.action = binding
        outcome.arguments = nil
        return outcome
    }

    /// What tells two reports apart: the SHA-256 of the RFC 8785 form.
    package var digest: Hash256 { Hash256(of: document.canonicalBytes()) }
}
