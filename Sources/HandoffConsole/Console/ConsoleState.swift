import HandoffCards
import Terminal

/// Everything that the screen is drawn from. Only `update` changes it.
package struct ConsoleState: Equatable, Sendable {
    package enum View: String, Equatable, Sendable, CaseIterable {
        case queue, history, trust, authorizations
    }

    /// Takes no decisions.
    package let isReadOnly: Bool
    /// Why the policy that somebody wrote cannot be used.
    package internal(set) var policyProblem: String?
    /// Whether the terminal shows more than ASCII.
    package let isUTF8: Bool
    package let keymap: Keymap
    /// Who decides.
    package let operatorName: String
    package internal(set) var size: Size
    package internal(set) var now: Timestamp
    /// Monotonic milliseconds.
    package internal(set) var uptime: Int
    package internal(set) var view: View
    package internal(set) var focus: Pane
    package internal(set) var queue = QueueState()
    /// The card under the cursor, once it is loaded.
    package internal(set) var card: CardPane?
    /// The row whose card was asked for last.
    var askedCard: Int64?
    /// The draft of `card`.
    package internal(set) var review: Page?
    package internal(set) var history = HistoryState()
    package internal(set) var authorizations = AuthorizationsState()
    package internal(set) var trust = TrustState()
    package internal(set) var help: Page?
    package internal(set) var dialog: Dialog?
    var unsent: UnsentWords?
    /// The card that went from the screen without this console's doing, until it is known how.
    var endedElsewhere: GoneCard?
    /// Decisions that were sent and not answered yet.
    package internal(set) var inFlight: [Int64: Press] = [:]
    /// The names of the cards in `inFlight`.
    var sentNames: [Int64: String] = [:]
    package internal(set) var decisionGuard: DecisionGuard
    package internal(set) var status = StatusState()

    /// The time is unknown until the first `.clock`.
    package init(
        size: Size, isUTF8: Bool = true, isReadOnly: Bool = false, operatorName: String, view: View = .queue,
        keymap: Keymap = .standard
    ) {
        self.size = size
        self.isUTF8 = isUTF8
        self.isReadOnly = isReadOnly
        self.operatorName = operatorName
        self.keymap = keymap
        self.view = view
        now = Timestamp(milliseconds: 0)
        uptime = 0
        decisionGuard = DecisionGuard(uptime: 0)
        // Enter decides on a card only once it was asked for.
        focus = .list
        queue.resize(height: layout.list.rows)
        history.resize(height: layout.page.rows)
        authorizations.resize(height: layout.page.rows)
        trust.resize(height: layout.page.rows)
    }

    /// A card that is not on the screen any more.
    struct GoneCard: Equatable, Sendable {
        let row: Int64
        let name: String
    }

    package var layout: Layout { Layout(size, focus: focus) }

    var symbols: Symbols { isUTF8 ? .box : .ascii }

    /// The situation that keys are read in.
    var keyContext: KeyContext { dialog == nil && !isTypingFilter ? viewContext : .dialog }

    /// The same without regard to a dialog.
    var viewContext: KeyContext {
        if help != nil { return .page }
        if history.detail != nil, view == .history { return .record }
        if view == .history { return .history }
        if view == .authorizations { return authorizations.detail == nil ? .authorizations : .authorization }
        if view == .trust { return trust.detail == nil ? .trust : .trustDetail }
        let hasOptions = card?.card.question != nil
        if review != nil { return hasOptions ? .reviewWithOptions : .review }
        return focus == .card && hasOptions ? .cardWithOptions : .queue
    }
}
