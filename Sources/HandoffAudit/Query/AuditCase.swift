import HandoffCards

/// One card with all that became of it: what was proposed, what was decided and what the agent then did.
package struct AuditCase: Sendable, Equatable {
    /// Grows with the order in which cards were proposed.
    package var row: Int64
    package var card: CardID

    package var account: String?
    package var agent: String
    package var actionType: String
    package var target: String?
    package var risk: Risk
    /// What the policy said when the card was admitted.
    package var ruling: RulingKind
    /// Why the agent says that a person is needed; nil where that is not known.
    package var trigger: Card.Trigger?
    package var proposedAt: Timestamp
    package var proposed: LineSpan
    /// The binding of the action as proposed.
    package var action: Hash256

    /// Nil while the card is pending.
    package var decision: Decision.Kind?
    /// Nil where nobody decided: pending, expired and withdrawn cards.
    package var basis: Decision.Basis?
    package var `operator`: String?
    /// Whether the operator changed the arguments.
    package var edited: Bool
    package var decidedAt: Timestamp?
    /// For how many milliseconds the card was looked at.
    package var looked: Int?
    package var decided: LineSpan?
    /// The binding of the action with the arguments decided on.
    package var approved: Hash256?
    /// How often the card was put off.
    package var skips: Int

    /// What was reported last.
    package var outcome: Outcome.Status?
    /// When that was recorded, whatever the agent says of when it ended.
    package var outcomeAt: Timestamp?
    /// The binding of what was carried out, where a report says so.
    package var executed: Hash256?
    /// All reports, oldest first.
    package var outcomes: [LineSpan]
    /// The gate made it to see whether operators look.
    package var isCanary = false

    package init(
        row: Int64, card: CardID, account: String?, agent: String, actionType: String, target: String?, risk: Risk,
        ruling: RulingKind = .ask, proposedAt: Timestamp, proposed: LineSpan, action: Hash256
    ) {
        self.row = row
        self.card = card
        self.account = account
        self.agent = agent
        self.actionType = actionType
        self.target = target
        self.risk = risk
        self.ruling = ruling
        self.proposedAt = proposedAt
        self.proposed = proposed
        self.action = action
        edited = false
        skips = 0
        outcomes = []
    }
}

extension AuditCase {
    /// The gate itself asked. No agent may have its name.
    package var isOwn: Bool { agent == Self.gateItself }

    package static let gateItself = "handoff"

    /// Something else was carried out than was approved.
    package var differs: Bool {
        guard let executed, let approved, decision == .approved else { return false }
        return executed != approved
    }
}
