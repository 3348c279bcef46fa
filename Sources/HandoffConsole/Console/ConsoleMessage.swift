import HandoffAudit
import HandoffCards
import HandoffTrust
import Terminal

/// Everything that can happen to the console.
package enum ConsoleMessage: Equatable, Sendable {
    /// Comes before every other message; `uptime` is in monotonic milliseconds.
    case clock(now: Timestamp, uptime: Int)
    case key(Key)
    case paste(String)
    case resize(Size)
    case focus(Bool)
    /// Back from a suspension.
    case resumed
    /// The queue in its order: its first page first (`isComplete` false), then all of it.
    case queueLoaded(keys: [PendingKey], total: Int, graveCount: Int, isComplete: Bool)
    /// `added` in the queue's order.
    case queueChanged(added: [PendingKey], removed: [Int64])
    /// Answers `loadRows`; rows that are gone may be missing.
    case rowsLoaded([PendingCard])
    /// Answers `loadCard`.
    case cardLoaded(LoadedCard)
    /// Answers `loadCard`, or comes by itself.
    case cardGone(row: Int64)
    /// A decision was recorded, here or elsewhere; a nil kind is a skip, which leaves the card pending.
    case decided(row: Int64, id: CardID, kind: Decision.Kind?, operator: String?)
    /// The first of two approvals; the card waits for another operator's.
    case endorsed(row: Int64, id: CardID, operator: String)
    /// What was decided here was about a card that the gate had made up; nothing was approved.
    case canaryAnswered(row: Int64, isCaught: Bool, lesson: String)
    case decisionRefused(row: Int64, reason: String)
    /// Why the policy that somebody wrote cannot be used, so that nothing can be approved; nil where it can.
    case policyProblem(String?)
    /// All bad files there are now.
    case badFiles([BadFile])
    /// Answers `loadHistory`, oldest first. `isAtEnd`: there are no older lines.
    case historyLoaded(lines: [AuditLine], isAtEnd: Bool, before: Int?)
    case historyAppended([AuditLine])
    /// Answers `jumpInHistory`; `target` is the line meant. `hasEnd`: there are no newer lines.
    case historyJumped([AuditLine], to: HistoryPlace, target: Int, hasEnd: Bool)
    /// Answers `loadCases`, newest first.
    case casesLoaded([AuditCase], for: CaseQuery)
    case searchFailed(CaseQuery, reason: String)
    /// Answers `loadRecord`.
    case recordLoaded(CaseRecord)
    /// Answers `loadAuthorizations`: all that were ever granted, in that order.
    case authorizationsLoaded([AuthorizationRow])
    /// What is shown of standing authorizations may have changed.
    case authorizationsStale
    /// Answers `changeAuthorizations`: it is recorded, and holds.
    case authorizationsChanged([AuthorizationID], AuditFact.AuthorizationChange.Kind)
    /// Answers `loadTrust`.
    case trust(TrustOverview)
    /// What is shown of trust may have changed, as with every line of the log.
    case trustStale
    /// Answers `acceptSuggestion`: it is recorded, and holds. In the suggestion's words.
    case suggestionAccepted(String)
    /// Answers `dismissSuggestion`, in the suggestion's words.
    case suggestionDismissed(String)
    /// Answers `lowerTrust`: it is recorded, and holds.
    case trustLowered(TrustSubject, TrustLevel)
    /// Progress of admission; `done == total` ends it.
    case admission(done: Int, total: Int)
    case notice(Notice)
}

package struct LoadedCard: Equatable, Sendable {
    package let row: Int64
    package let card: Card
    /// The card's digest as the index has it: what a decision binds to.
    package let digest: Hash256
    /// What the policy said of it.
    package let assessment: Assessment
    /// What approving each of its parts leads to: what the policy said or says by now, whichever is graver.
    package let stakes: [Button.Part: Stakes]
    /// Of the gravest of them.
    package let risk: Risk
    /// Who gave the first of two approvals.
    package let endorsedBy: String?
    /// Nil for the gate's own user.
    package let submitter: Submitter?
    /// What became of those like it: of the same account, action and agent. Nil where there were none.
    package let before: String?

    package init(
        row: Int64, card: Card, digest: Hash256, assessment: Assessment, stakes: [Button.Part: Stakes] = [:],
        endorsedBy: String? = nil, submitter: Submitter? = nil, before: String? = nil
    ) {
        self.row = row
        self.card = card
        self.digest = digest
        self.assessment = assessment
        self.stakes = stakes
        self.risk = max(assessment.risk, stakes.values.map(\.risk).max() ?? .low)
        self.endorsedBy = endorsedBy
        self.submitter = submitter
        self.before = before
    }

    func stakes(of part: Button.Part) -> Stakes {
        stakes[part] ?? Stakes(claimedBy: card, assessment)
    }
}

/// A file in the queue that is no card.
package struct BadFile: Equatable, Sendable {
    package let name: String
    package let reason: String
    package let time: Timestamp
    /// The shell's command that removes it.
    package let removal: String

    package init(name: String, reason: String, time: Timestamp, removal: String) {
        self.name = name
        self.reason = reason
        self.time = time
        self.removal = removal
    }
}

/// Something to tell the operator. Infos and warnings pass, errors stay until they are dismissed.
package struct Notice: Equatable, Sendable {
    package enum Level: Equatable, Sendable { case info, warn, error }

    package let level: Level
    package let text: String

    package init(level: Level, text: String) {
        self.level = level
        self.text = text
    }
}
