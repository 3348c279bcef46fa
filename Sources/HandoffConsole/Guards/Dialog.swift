import HandoffCards

/// What the console asks back. While one is open, it has all keys.
package enum Dialog: Equatable, Sendable {
    /// A grave approval: takes `Y`.
    case confirm(Subject)
    /// A critical approval: takes the value that matters, typed, and Enter.
    case typed(Subject, value: String, what: String, LineEditor)
    /// A reason to decline (may be empty) or an answer (may not).
    case words(Subject, LineEditor)
    case quit(QuitDoubt)

    /// What is asked about: a press on a card as it was drawn.
    package struct Subject: Equatable, Sendable {
        package let row: Int64
        package let digest: Hash256
        package let press: Press
    }

    package enum QuitDoubt: Equatable, Sendable {
        /// Typed, and neither sent nor cancelled on purpose.
        case unsentWords
        case decisionInFlight
    }

    package var subject: Subject? {
        switch self {
        case .confirm(let subject), .typed(let subject, _, _, _), .words(let subject, _): subject
        case .quit: nil
        }
    }
}

/// Words that were typed for a card whose prompt was closed; they come back when it opens again.
struct UnsentWords: Equatable, Sendable {
    let subject: Dialog.Subject
    let text: String
}
