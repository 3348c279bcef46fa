import HandoffCards
import StrictJSON

extension AuditFact {
    /// The gate took an approval, once and for all, and starts what was approved.
    package struct Started: Sendable, Equatable {
        package var card: CardID
        /// The binding of what is started.
        package var action: Hash256
        /// The line with the decision.
        package var decision: Int
        /// What carries it out, for example `run`.
        package var by: String

        package init(card: CardID, action: Hash256, decision: Int, by: String) {
            self.card = card
            self.action = action
            self.decision = decision
            self.by = by
        }

        var body: JSONObject {
            [
                "card": .string(card.text), "action": .string(action.tagged), "decision": .number(Double(decision)),
                "by": .string(by),
            ]
        }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            card = try members.card()
            action = try members.digest("action")
            decision = try members.integer("decision")
            by = try members.string("by")
        }
    }

    /// What was started by the gate ended with it: whether the action was done cannot be told any more. A card asks.
    package struct Unknown: Sendable, Equatable {
        package var card: CardID
        /// The card that asks what became of it.
        package var asked: CardID

        package init(card: CardID, asked: CardID) {
            self.card = card
            self.asked = asked
        }

        var body: JSONObject { ["card": .string(card.text), "asked": .string(asked.text)] }

        init(_ members: inout MemberReader) throws(JSONShapeError) {
            card = try members.card()
            guard let asked = CardID(try members.string("asked")) else {
                throw members.failure("asked", .invalid("it is not a card ID"))
            }
            self.asked = asked
        }
    }

    /// What became of an approved action.
    package struct Finished: Sendable, Equatable {
        package var outcome: Outcome
        /// Who says so, for example `agent`.
        package var reportedBy: String
        /// What the gate saw of a program that it ran itself.
        package var run: ProgramRun?

        package init(outcome: Outcome, reportedBy: String, run: ProgramRun? = nil) {
            self.outcome = outcome
            self.reportedBy = reportedBy
            self.run = run
        }

        package static let byAgent = "agent"
        /// Of the gate's own user, about a card that another user's agent handed in.
        package static let byOwner = "the gate's user"
        package static let byGate = "gate"

        /// Of the outcome, `arguments` are left out: `action` stands for them.
        var body: JSONObject {
            var body: JSONObject = [
                "card": .string(outcome.card.text), "status": .string(outcome.status.rawValue),
                "detail": JSONValue(outcome.detail), "finished": .string(outcome.finished.description),
            ]
            if let action = outcome.action { body["action"] = .string(action.tagged) }
            body["reported_by"] = .string(reportedBy)
            if let run { body["run"] = run.document }
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
            run = try members.optionalValue("run").map { value throws(JSONShapeError) in
                try ProgramRun(value, at: members.path(of: "run"))
            }
        }
    }
}
