import HandoffAudit
import HandoffCards

/// A row of the table `card`, as facts change it.
struct StoredCase {
    let row: Int64
    let id: CardID
    var state = CardState.pending
    let risk: Risk
    let ruling: RulingKind
    /// The gate itself asks.
    let isOwn: Bool
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

    /// What only a new row needs; nil for one that was read from the table.
    var proposal: Proposal?

    struct Proposal {
        let summary: CardSummary
        let at: Timestamp
        let span: LineSpan
    }

    /// Words by which full-text search leaves out what is about something else.
    var tags: String { CaseText.tags(account: account, actionType: actionType, agent: agent) }

    var key: TallyKey { TallyKey(account: account ?? "", actionType: actionType, agent: agent) }
}

extension StoredCase {
    init(_ new: IndexedFact.NewCase, _ line: IndexedFact, row: Int64) {
        self.row = row
        id = new.id
        risk = new.assessment.risk
        ruling = new.assessment.ruling
        isOwn = new.isOwn
        confidence = new.summary.confidence
        submitter = new.submitter
        agent = new.summary.agent
        account = new.summary.account
        actionType = new.summary.actionType
        digest = new.digest
        action = new.action
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

    /// Whether the agent was right, as far as an operator's decision and what came of it say; nil where none does.
    var label: Bool? {
        guard basis == .operator else { return nil }
        switch state {
        case .decided(.approved): return !edited && outcome != .rolledBack
        case .decided(.declined), .decided(.answered): return false
        default: return nil
        }
    }

    var differs: Bool {
        guard let executed, let approved, state == .decided(.approved) else { return false }
        return executed != approved
    }
}
