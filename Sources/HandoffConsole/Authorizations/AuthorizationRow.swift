import HandoffCards
import Terminal

/// A standing authorization as the console shows it.
package struct AuthorizationRow: Equatable, Sendable {
    package enum State: String, Sendable {
        case active, due, suspended, revoked, expired

        /// It may cover something, or be brought back.
        var isOpen: Bool { self != .revoked && self != .expired }

        var style: StyleName {
            switch self {
            case .active: "authorization.active"
            case .due: "authorization.due"
            case .suspended: "authorization.suspended"
            case .revoked, .expired: "authorization.revoked"
            }
        }

        /// Beside the word, so that no state shows by colour alone.
        var glyph: String {
            switch self {
            case .active: "+"
            case .due: "!"
            case .suspended: "="
            case .revoked, .expired: "-"
            }
        }
    }

    package let id: AuthorizationID
    package let state: State
    /// In words; `decline` stands before one that declines.
    package let scope: String
    package let uses: Int
    package let undone: Int
    /// Nil where none is due any more.
    package let review: Timestamp?
    package let grantedBy: String
    /// Everything about it, for the page that opens.
    package let details: [Detail]

    package struct Detail: Equatable, Sendable {
        /// At most 8 columns; empty for one that goes on.
        package let label: String
        package let text: String

        package init(_ label: String, _ text: String) {
            self.label = label
            self.text = text
        }
    }

    package init(
        id: AuthorizationID, state: State, scope: String, uses: Int, undone: Int, review: Timestamp?, grantedBy: String,
        details: [Detail]
    ) {
        self.id = id
        self.state = state
        self.scope = scope
        self.uses = uses
        self.undone = undone
        self.review = review
        self.grantedBy = grantedBy
        self.details = details
    }
}
