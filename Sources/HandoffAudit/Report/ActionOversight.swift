import HandoffCards

/// What oversight was applied to one type of action, in counts.
package struct ActionOversight: Equatable, Sendable {
    package let action: String
    /// The gravest risk that was seen.
    package var risk = Risk.low
    package var proposed = 0
    package var pending = 0
    /// Decided by a person.
    package var asked = Decisions()
    /// Approved by a standing authorization, and by the policy, with nobody asked.
    package var aloneByAuthorization = 0
    package var aloneByPolicy = 0
    /// Refused by the policy or an authorization's end, with nobody asked.
    package var refusedByPolicy = 0
    package var expired = 0
    package var withdrawn = 0
    /// How often somebody put a card off.
    package var skips = 0
    package var outcomes = Outcomes()

    package struct Decisions: Equatable, Sendable {
        /// `edited` of them with changed arguments.
        package var approved = 0
        package var edited = 0
        package var declined = 0
        package var answered = 0

        package var all: Int { approved + declined + answered }
    }

    /// What became of everything that was approved, by its latest report.
    package struct Outcomes: Equatable, Sendable {
        package var succeeded = 0
        package var failed = 0
        package var rolledBack = 0
        package var notAttempted = 0
        package var unreported = 0
        /// Carried out otherwise than approved, whatever the report says of success.
        package var differed = 0
    }

    package init(action: String) { self.action = action }

    package mutating func take(_ auditCase: AuditCase) {
        proposed += 1
        skips += auditCase.skips
        if auditCase.risk > risk { risk = auditCase.risk }
        switch (auditCase.decision, auditCase.basis) {
        case (nil, _): pending += 1
        case (.expired, _): expired += 1
        case (.withdrawn, _): withdrawn += 1
        case (.approved, .authorization): aloneByAuthorization += 1
        case (.approved, .policy): aloneByPolicy += 1
        case (.approved, _):
            asked.approved += 1
            if auditCase.edited { asked.edited += 1 }
        case (.declined, .policy), (.declined, .authorization): refusedByPolicy += 1
        case (.declined, _): asked.declined += 1
        case (.answered, _): asked.answered += 1
        }
        if auditCase.decision == .approved { takeOutcome(auditCase) }
    }

    private mutating func takeOutcome(_ auditCase: AuditCase) {
        switch auditCase.outcome {
        case .succeeded: outcomes.succeeded += 1
        case .failed: outcomes.failed += 1
        case .rolledBack: outcomes.rolledBack += 1
        case .notAttempted: outcomes.notAttempted += 1
        case nil: outcomes.unreported += 1
        }
        if auditCase.differs { outcomes.differed += 1 }
    }

    /// Of what people decided.
    package var approvalRate: Share { Share(asked.approved, of: asked.all) }
    package var declineRate: Share { Share(asked.declined, of: asked.all) }
    /// Of what people approved.
    package var editRate: Share { Share(asked.edited, of: asked.approved) }
    /// Of what waited for a person and ended.
    package var expiryRate: Share { Share(expired, of: asked.all + expired + withdrawn) }
}

extension ActionOversight {
    /// The sum of several, under another name.
    package init(_ name: String, summing parts: some Sequence<ActionOversight>) {
        self.init(action: name)
        for part in parts { add(part) }
    }

    private mutating func add(_ other: ActionOversight) {
        risk = max(risk, other.risk)
        proposed += other.proposed
        pending += other.pending
        asked.approved += other.asked.approved
        asked.edited += other.asked.edited
        asked.declined += other.asked.declined
        asked.answered += other.asked.answered
        aloneByAuthorization += other.aloneByAuthorization
        aloneByPolicy += other.aloneByPolicy
        refusedByPolicy += other.refusedByPolicy
        expired += other.expired
        withdrawn += other.withdrawn
        skips += other.skips
        outcomes.succeeded += other.outcomes.succeeded
        outcomes.failed += other.outcomes.failed
        outcomes.rolledBack += other.outcomes.rolledBack
        outcomes.notAttempted += other.outcomes.notAttempted
        outcomes.unreported += other.outcomes.unreported
        outcomes.differed += other.outcomes.differed
    }
}
