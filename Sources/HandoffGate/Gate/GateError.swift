import HandoffCards

/// Why the gate does not do what it was asked to. Nothing was changed.
package enum GateError: Error, Equatable, Sendable {
    case unknownCard(CardID)
    /// The card is not the one that was displayed.
    case changed(CardID)
    case alreadyEnded(CardID, Decision.Kind)
    case expired(CardID, at: Timestamp)
    case confirmationNeeded(CardID, Confirmation)
    case emptyAnswer(CardID)
    /// `review` only shows more.
    case decidesNothing(CardID)
    case press(CardID, PressError)
    /// The index points at another line than it should; it is safe to delete.
    case indexDoesNotFit(CardID)
}
