import HandoffAudit
import HandoffCards
import HandoffGate
import StrictJSON

/// One card as the console computes it: the gate's facts apart from what its agent says.
struct CardReport {
    let card: Card
    /// `submitted`, `pending`, or how it ended.
    let state: String
    let since: Timestamp
    let decision: Decision?
    /// What was reported last of what was done, and when that was recorded.
    let outcome: (status: Outcome.Status, at: Timestamp)?
    /// What the policy said of it; nil before a gate has taken it in.
    let assessment: Assessment?
    /// Who handed it in; nil for the user whose gate it is.
    let submitter: Submitter?
    /// Who gave the first of two approvals.
    let endorsedBy: String?
    /// What approving it as it is proposed leads to.
    let stakes: Stakes
    /// What became of those like it, while it waits; nil where there were none.
    let before: String?

    init(_ id: CardID, in workplace: Workplace) throws {
        let gate = try workplace.currentGate() ?? (try? workplace.readingGate())
        if let gate, let record = try gate.index.record(of: id) {
            let proposal = try gate.proposal(record)
            card = proposal.card
            assessment = proposal.assessment
            submitter = proposal.submitter
            endorsedBy = record.endorsedBy
            decision = try gate.decision(record)
            let found = try gate.index.case(of: id)
            outcome = found?.outcome.flatMap { status in found?.outcomeAt.map { (status, $0) } }
            before = decision == nil && !record.isOwn ? try gate.before(proposal.card) : nil
            state = decision?.kind.rawValue ?? "pending"
            stakes =
                decision == nil
                ? try gate.stakes(of: card, record, now: .now) : Stakes(claimedBy: card, proposal.assessment)
            since = try card.created ?? gate.log.line(at: record.proposed.offset, length: record.proposed.length).time
            return
        }
        let store = try workplace.store()
        guard store.isNew(id) else { throw Failure(GateError.unknownCard(id)) }
        let submission = try store.read(.card(id))
        card = try Card(parsing: submission.bytes, id: id)
        decision = nil
        outcome = nil
        assessment = nil
        submitter = Submitter(other: submission.owner)
        endorsedBy = nil
        before = nil
        state = "submitted"
        stakes = Stakes(claimedBy: card, .asking(card.risk))
        since = card.created ?? submission.modified
    }

    var document: JSONValue {
        var report: JSONObject = [
            "id": .string(card.id.text), "state": .string(state), "risk": .string(stakes.risk.word),
            "confirmation": Self.document(Confirmation(for: stakes, of: card.action.type)),
            "since": .string(since.description),
            "expires": JSONValue(card.expires?.description), "digest": .string(card.digest().tagged),
            "action_digest": .string(card.actionBinding.tagged), "default": .string(card.defaultButton.id),
        ]
        report["ruling"] = JSONValue(assessment?.ruling.word)
        report["why"] = JSONValue(assessment?.why)
        report["because"] = .array((assessment?.because ?? []).map(JSONValue.string))
        report["triggers"] = .array((assessment?.triggers ?? []).map(JSONValue.string))
        report["consequence"] = JSONValue(assessment?.consequence)
        report["endorsed_by"] = JSONValue(endorsedBy)
        report["policy"] = JSONValue(assessment?.policy.tagged)
        report["buttons"] = .array(card.buttons.map(Self.document))
        report["warnings"] = .array(
            card.lint().map { ["pointer": .string($0.path), "words": .string($0.description)] })
        report["before"] = JSONValue(before)
        report["submitter"] = submitter?.document ?? .null
        report["card"] = card.document
        report["decision"] = decision?.document ?? .null
        report["outcome"] =
            outcome.map { ["status": .string($0.status.rawValue), "recorded": .string($0.at.description)] } ?? .null
        return .object(report)
    }

    private static func document(_ confirmation: Confirmation) -> JSONValue {
        switch confirmation {
        case .none: .null
        case .yes: "yes"
        case .typed(let value, let what): ["what": .string(what), "value": .string(value)]
        }
    }

    private static func document(_ button: Button) -> JSONValue {
        var members: JSONObject = ["id": .string(button.id), "label": .string(button.label)]
        switch button.does {
        case .approve(let part):
            members["does"] = "approve"
            if case .option(let id) = part { members["option"] = .string(id) }
            if case .inScope = part { members["part"] = "in_scope" }
        case .review: members["does"] = "review"
        case .decline: members["does"] = "decline"
        case .answer: members["does"] = "answer"
        case .skip: members["does"] = "skip"
        }
        return .object(members)
    }
}
