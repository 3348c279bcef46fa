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
    /// The policy that somebody wrote cannot be used, so nobody can tell what approving takes.
    case policyUnusable(CardID, reason: String)
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
    case authorization(AuthorizationError)
    case trust(TrustError)
    /// The index points at another line than it should; it is safe to delete.
    case indexDoesNotFit(CardID)
}

/// Why a standing authorization is not granted, or does not stand differently.
package enum AuthorizationError: Error, Equatable, Sendable {
    case unknown(AuthorizationID)
    /// It was revoked, or its time is over.
    case ended(AuthorizationID, word: String)
    /// It is in force, and needs no resuming.
    case notSuspended(AuthorizationID)
    /// Nobody reviewed it in time: to resume it is not enough.
    case reviewNeeded(AuthorizationID)
    case scope(reason: String)
    /// Its scope does not name its actions exactly.
    case noAction
    /// Nothing but the action is in its scope.
    case tooWide
    /// The policy's catalogue does not know the action.
    case unknownAction(String)
    /// The policy does not say where the action's arguments have its target, so an agent could name another one.
    case targetBelieved(action: String)
    /// The same of its value.
    case valueBelieved(action: String)
    /// The same of how much it touches.
    case scaleBelieved(action: String)
    /// It would end before it begins, or later than a year from now.
    case expiry(Timestamp, latest: Timestamp)
    /// A limit that lets nothing through, or cannot be counted.
    case cap(String)
    /// What it lets through is grave.
    case confirmationNeeded
    case indexDoesNotFit(AuthorizationID)
}
