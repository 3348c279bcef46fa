import HandoffCards
import HandoffTrust

/// What the console asks back. While one is open, it has all keys.
package enum Dialog: Equatable, Sendable {
    /// A grave approval: takes `Y`.
    case confirm(Subject)
    /// A critical approval: takes the value that matters, typed, and Enter.
    case typed(Subject, value: String, what: String, LineEditor)
    /// A reason to decline (may be empty) or an answer (may not).
    case words(Subject, LineEditor)
    case quit(QuitDoubt)
    /// Going on with a standing authorization.
    case renew(AuthorizationID)
    /// Accepting a suggestion, as it was drawn.
    case accept(Suggestion)
    /// What was approved was made up, and what there was to see; until Esc.
    case canary(lesson: String)
    /// The card that was asked about is gone or changed: swallows what is still being typed, until Esc.
    case ended(Ending)

    /// What is asked about: a press on a card as it was drawn.
    package struct Subject: Equatable, Sendable {
        package let row: Int64
        package let digest: Hash256
        package let press: Press
    }

    package struct Ending: Equatable, Sendable {
        package let row: Int64
        /// `#4ad1`
        package let mark: String
        /// What became of the card, as `declined by root`.
        package internal(set) var fate: String
        /// Whether something had been typed.
        package let hadWords: Bool

        var text: String { "Card \(mark) \(fate); \(hadWords ? "your text was not sent" : "nothing was sent")." }
    }

    package enum QuitDoubt: Equatable, Sendable {
        /// Typed, and neither sent nor cancelled on purpose.
        case unsentWords
        case decisionInFlight
    }

    /// Whether the operator typed something into it.
    var hasWords: Bool {
        switch self {
        case .typed(_, _, _, let editor), .words(_, let editor): !editor.text.isEmpty
        case .confirm, .quit, .renew, .accept, .canary, .ended: false
        }
    }

    package var subject: Subject? {
        switch self {
        case .confirm(let subject), .typed(let subject, _, _, _), .words(let subject, _): subject
        case .quit, .renew, .accept, .canary, .ended: nil
        }
    }
}

/// Words that were typed for a card whose prompt was closed; they come back when it opens again.
struct UnsentWords: Equatable, Sendable {
    let subject: Dialog.Subject
    let text: String
}
