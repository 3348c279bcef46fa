import HandoffAudit
import HandoffCards

/// A row of the table `card`, as facts change it.
struct StoredCase {
    let row: Int64
    let id: CardID
    var state = CardState.pending
    let risk: Risk
    let ruling: RulingKind
    let origin: CardOrigin
    /// What the agent stated, in thousandths.
    let confidence: Int?
    /// The user who handed it in; nil for the gate's own.
    let submitter: UInt32?
    let agent: String
    let account: String?
    let actionType: String
    let digest: Hash256
    /// The binding of the action as proposed.
    let action: Hash256
    /// How long reading the card takes at least, in milliseconds.
    let reading: Int
    var decided: LineSpan?
    var changed: Int
    var basis: Decision.Basis?
    var `operator`: String?
    var edited = false
    var decidedAt: Timestamp?
    var looked: Int?
    var approved: Hash256?
    var skips = 0
    var outcome: Outcome.Status?
    var outcomeAt: Timestamp?
    var executed: Hash256?
    /// How many lines after the proposal have a text in the full-text index.
    var notes = 0
    var execution = ExecutionState.none
    /// The line with the first of two approvals, and whose it is.
    var endorsed: LineSpan?
    var endorsedBy: String?
    /// Which standing authorization answered it.
    var authorization: AuthorizationID?
    /// It was found right once, whatever was said of it later.
    var wentWell = false
    /// What an operator found when shown afterwards what had gone alone.
    var checked: Bool?

    /// What only a new row needs; nil for one that was read from the table.
    var proposal: Proposal?

    struct Proposal {
        let summary: CardSummary
        let at: Timestamp
        let span: LineSpan
    }

    /// Words by which full-text search leaves out what is about something else.
    var tags: String { CaseText.tags(account: account, actionType: actionType, agent: agent) }

    var key: TallyKey {
        origin == .canary
            ? TallyKey(account: "", actionType: CardIndex.canaryType, agent: AuditCase.gateItself)
            : TallyKey(account: account ?? "", actionType: actionType, agent: agent)
    }
}

extension StoredCase {
    init(_ new: IndexedFact.NewCase, _ line: IndexedFact, row: Int64) {
        self.row = row
        id = new.id
        risk = new.assessment.risk
        ruling = new.assessment.ruling
        origin = new.origin
        confidence = new.summary.confidence
        submitter = new.submitter
        agent = new.summary.agent
        account = new.summary.account
        actionType = new.summary.actionType
        digest = new.digest
        action = new.action
        reading = new.summary.reading
        changed = line.sequence
        proposal = Proposal(summary: new.summary, at: line.time, span: line.span)
    }

    /// Only a pending card is settled: the first fact wins, as it did when it was written.
    mutating func settle(_ kind: Decision.Kind, _ line: IndexedFact) -> Bool {
        guard state == .pending else { return false }
        state = .decided(kind)
        decided = line.span
        decidedAt = line.time
        changed = line.sequence
        return true
    }

    mutating func take(_ fact: AuditFact.Decided) {
        basis = fact.basis
        `operator` = fact.operator
        edited = fact.edited
        looked = fact.looked
        approved = fact.action
    }

    /// Whether the agent was right, as far as an operator says, before or afterwards, and what came of it; nil where none does.
    var label: Bool? {
        guard basis == .operator else { return checked.map { $0 && !isUndone && outcome != .failed } }
        switch state {
        case .decided(.approved): return !edited && !isUndone
        case .decided(.declined), .decided(.answered): return false
        default: return nil
        }
    }

    /// The same where no operator says it, as far as can be seen from what went alone: it went well, or it did not.
    var verdict: Bool? {
        if let label { return label }
        guard state == .decided(.approved), basis != .operator else { return nil }
        switch outcome {
        case .succeeded: return true
        case .rolledBack: return !isUndone
        case .failed: return false
        case .notAttempted, nil: return nil
        }
    }

    /// The same without an agent's own word that something went well: an operator says it, or the gate carried it out itself.
    var witnessed: Bool? { verdict == true && label == nil && !execution.hasBegun ? nil : verdict }

    /// In good time: what is undone later than that says little of whether it was right.
    private var isUndone: Bool {
        guard outcome == .rolledBack, let outcomeAt, let decidedAt else { return false }
        return outcomeAt <= decidedAt.adding(seconds: Self.daysToUndo * 86_400)
    }

    private static let daysToUndo = 14

    var differs: Bool {
        guard let executed, let approved, state == .decided(.approved) else { return false }
        return executed != approved
    }
}
