import HandoffCards

/// Which kind of failure a case is, so that whoever looks for its cause knows where to look: at what the agent proposed, at what the
/// operator decided, or at what ran.
///
/// A case is in one class at most: the first that fits in the order in which they stand here, which goes from what oversight did not
/// cover at all to what is merely not known.
package enum FailureClass: String, CaseIterable, Sendable {
    /// Reported as done (succeeded, failed or rolled back) although nobody and nothing had approved it.
    case doneWithoutApproval = "done_without_approval"
    /// Approved, and what was reported as carried out has another binding than what was approved.
    case doneDifferently = "done_differently"
    /// Approved and later undone: the agent proposed the wrong thing, and nobody stopped it.
    case wrongProposalApproved = "wrong_proposal_approved"
    /// Approved, tried, and it did not work.
    case failedInExecution = "failed_in_execution"
    /// Declined, and the same was approved later: see `Overrulings`.
    case rightProposalRefused = "right_proposal_refused"
    /// Approved, and nothing was heard of it for longer than an approval can be used and the grace time together.
    case noOutcomeReported = "no_outcome_reported"

    /// - Parameters:
    ///   - isOverruled: whether the same was approved later, which only matters for what was declined.
    ///   - now: when the question is asked.
    ///   - patience: for how many seconds after an approval silence is no failure.
    /// - Returns: Nil for a case that went as it should, or is not over yet. What an approval was for and its agent did not attempt is no
    ///   failure either.
    package init?(of auditCase: AuditCase, isOverruled: Bool, now: Timestamp, patience: Int) {
        let outcome = auditCase.outcome
        let wasDone = outcome != nil && outcome != .notAttempted
        guard auditCase.decision == .approved else {
            if wasDone {
                self = .doneWithoutApproval
            } else if auditCase.decision == .declined, auditCase.basis == .operator, isOverruled {
                self = .rightProposalRefused
            } else {
                return nil
            }
            return
        }
        if wasDone, auditCase.differs {
            self = .doneDifferently
            return
        }
        switch outcome {
        case .rolledBack: self = .wrongProposalApproved
        case .failed: self = .failedInExecution
        case .succeeded, .notAttempted: return nil
        case nil:
            guard let decided = auditCase.decidedAt, now.seconds(since: decided) > patience else { return nil }
            self = .noOutcomeReported
        }
    }
}
