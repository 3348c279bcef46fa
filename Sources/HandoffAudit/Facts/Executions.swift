import HandoffCards
import StrictJSON

extension AuditFact {
    /// An approved action was started, or its outcome is unknown.
    package struct Execution: Sendable, Equatable {
        package var card: CardID

        package init(card: CardID) { self.card = card }

        var body: JSONObject { ["card": .string(card.text)] }

        init(_ members: inout MemberReader) throws(JSONShapeError) { card = try members.card() }
    }

    /// What became of an approved action.
    package struct Finished: Sendable, Equatable {
        package var outcome: Outcome
        /// Who says so, for example `agent`.
        package var reportedBy: String

        package init(outcome: Outcome, reportedBy: String) {
            self.outcome = outcome
            self.reportedBy = reportedBy
        }

        /// Of the outcome, `arguments` are left out: `action` stands for them.
        var body: JSONObject {
            var body: JSONObject = [
                "card": .string(outcome.card.text), "status": .string(outcome.status.rawValue),
                "detail": JSONValue(outcome.detail), "finished": .string(outcome.finished.description),
            ]
            if let action = outcome.action { body["action"] = .string(action.tagged) }
            body["reported_by"] = .string(reportedBy)
            return body
        }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            let card = try members.card()
            guard let status = Outcome.Status(rawValue: try members.string("status")) else {
                throw members.failure("status", .invalid("no status that is known here"))
            }
            let detail = try members.optionalString("detail")
            guard let finished = try members.optionalTime("finished") else {
                throw members.failure("finished", .missing)
            }
            let action = try members.optionalDigest("action")
            outcome = Outcome(card: card, status: status, detail: detail, finished: finished, action: action)
            reportedBy = try members.string("reported_by")
        }
    }
}
