import HandoffAudit
import HandoffCards
import HandoffTrust

/// What the console wants done.
package enum ConsoleEffect: Equatable, Sendable {
    /// Answered by `rowsLoaded` before the next paint.
    case loadRows([Int64])
    /// Answered by `cardLoaded` or `cardGone` before the next paint.
    case loadCard(row: Int64)
    /// Answered by `decided` or `decisionRefused`.
    case decide(DrawnDecision)
    /// The `count` lines before the line of sequence `before`, or the last ones; answered by `historyLoaded`.
    case loadHistory(before: Int?, count: Int)
    /// Some `count` lines around a place in the log; answered by `historyJumped`.
    case jumpInHistory(HistoryPlace, count: Int)
    /// Answered by `casesLoaded` or `searchFailed`. Comes in place of one that was not answered yet.
    case loadCases(CaseQuery)
    /// Answered by `recordLoaded`.
    case loadRecord(RecordQuery)
    /// Answered by `authorizationsLoaded` before the next paint.
    case loadAuthorizations
    /// Answered by `authorizationsChanged`, or by a notice that says why not.
    case changeAuthorizations([AuthorizationID], AuditFact.AuthorizationChange.Kind)
    /// Answered by `trust`, grouped like this.
    case loadTrust(TrustGrouping)
    /// As it was drawn: its identity is the same whatever its caps have become. Answered by `suggestionAccepted`, or by a notice that says
    /// why not.
    case acceptSuggestion(Suggestion)
    /// Answered by `suggestionDismissed`, or by a notice that says why not.
    case dismissSuggestion(Suggestion)
    /// Answered by `trustLowered`, or by a notice that says why not.
    case lowerTrust(TrustSubject, TrustLevel)
    case suspend
    case redraw
    case quit
}

/// A decision that an operator took, bound to the card as it was drawn.
package struct DrawnDecision: Equatable, Sendable {
    package let row: Int64
    package let id: CardID
    package let digest: Hash256
    package let press: Press
    package let message: String?
    /// What satisfies the card's `Confirmation`, when it was asked for.
    package let confirmation: String?
    /// When the card came on screen.
    package let shown: Timestamp
    /// How long it has been there, in milliseconds.
    package let looked: Int

    package init(
        row: Int64, id: CardID, digest: Hash256, press: Press, message: String?, confirmation: String?,
        shown: Timestamp, looked: Int
    ) {
        self.row = row
        self.id = id
        self.digest = digest
        self.press = press
        self.message = message
        self.confirmation = confirmation
        self.shown = shown
        self.looked = looked
    }
}
