import HandoffCards

/// Why the gate does not do what it was asked to. Nothing was changed, but for `undelivered`.
package enum GateError: Error, Equatable, Sendable {
    case unknownCard(CardID)
    /// The card is not the one that was displayed.
    case changed(CardID)
    case alreadyEnded(CardID, Decision.Kind)
    case expired(CardID, at: Timestamp)
    case confirmationNeeded(CardID, Confirmation)
    /// Two different operators must approve, and this one has already.
    case secondOperatorNeeded(CardID, first: String)
    /// The policy forbids by now what it let a person decide before.
    case forbidden(CardID, why: String)
    /// What was approved is not carried out.
    case notReleased(CardID, ReleaseError)
    case emptyAnswer(CardID)
    /// `review` only shows more.
    case decidesNothing(CardID)
    case press(CardID, PressError)
    /// The decision is recorded and stands; its agent could not be told yet.
    case undelivered(CardID, Decision.Kind, reason: String)
    /// The log is not the one that the index followed: it was cut or rewritten, or the index is another log's.
    case logDoesNotFit(reason: String)
    /// The index points at another line than it should; it is safe to delete.
    case indexDoesNotFit(CardID)
}
