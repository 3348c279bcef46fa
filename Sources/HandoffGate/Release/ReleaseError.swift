import HandoffCards

/// Why the gate does not carry out what it was asked to. Each is recorded.
package enum ReleaseError: Error, Equatable, Sendable {
    case pending
    case notApproved(Decision.Kind)
    /// An approval is good for once, and for nothing that somebody said was done.
    case used
    /// The decision's token does not prove it.
    case token(TokenError)
    /// The token is about something else than the decision that it stands with; the word says what.
    case mismatch(String)
    case expired(at: Timestamp)
    /// The token says that it was issued later than now.
    case notYet(from: Timestamp)
    /// The clock was set back since the approval, so that its end cannot be told.
    case clockSetBack
    /// It was approved under another policy than the one in force.
    case policyChanged(approved: Hash256, now: Hash256)
    case policyUnusable(reason: String)
    /// The policy approved it by itself, and by now it would ask.
    case personNeeded
    /// A standing authorization approved it, and by now covers it no more.
    case authorizationOver(AuthorizationID, why: String)
    /// Two operators are needed, and one of them did not approve this.
    case secondOperatorMissing
    case forbidden(why: String)
    /// What carries it out runs already.
    case running
    /// The file that would show others that it is being carried out cannot be made or locked.
    case unmarkable(reason: String)
    /// The policy knows no executor for the action.
    case noExecutor(action: String)
}
