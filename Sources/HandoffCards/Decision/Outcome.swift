import StrictJSON

/// What an agent says became of an approved action: what `queue/outcomes/ID.json` holds.
package struct Outcome: Sendable, Equatable {
    package var card: CardID
    package var status: Status
    package var detail: String?
    package var finished: Timestamp

    package init(card: CardID, status: Status, detail: String?, finished: Timestamp) {
        self.card = card
        self.status = status
        self.detail = detail
        self.finished = finished
    }

    package enum Status: String, Sendable, CaseIterable {
        case succeeded, failed
        /// Done and then undone, perhaps days after.
        case rolledBack = "rolled_back"
        case notAttempted = "not_attempted"
    }
}

extension Outcome {
    package var document: JSONValue {
        [
            "card": .string(card.text), "status": .string(status.rawValue), "detail": JSONValue(detail),
            "finished": .string(finished.description),
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
        guard let status = Status(rawValue: try members.string("status")) else {
            throw members.failure("status", .invalid("it is none of succeeded, failed, rolled_back, not_attempted"))
        }
        self.status = status
        detail = try members.optionalString("detail")
        finished = try members.timestamp("finished")
        try members.finish()
    }
}

extension Outcome {
    /// What tells two reports apart: the SHA-256 of the RFC 8785 form.
    package var digest: Hash256 { Hash256(of: document.canonicalBytes()) }
}
