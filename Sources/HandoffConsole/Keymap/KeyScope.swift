/// Where a binding holds.
package enum KeyScope: String, Sendable, CaseIterable {
    case everywhere, moving, deciding, card, options, pages, record, history, trust, authorizations, dialog

    /// The heading in help.
    package var title: String {
        switch self {
        case .everywhere: "Everywhere"
        case .moving: "Moving"
        case .deciding: "Deciding"
        case .card: "Reading a card"
        case .options: "Options, when the card has the focus"
        case .pages: "In review, help and details"
        case .record: "A record of the history"
        case .history: "History"
        case .trust: "Trust"
        case .authorizations: "Standing authorizations"
        case .dialog: "When the console asks back"
        }
    }
}

/// A situation in which keys are read; its scopes are looked up in order.
package enum KeyContext: Sendable, CaseIterable {
    case queue
    /// A card with numbered options has the focus.
    case cardWithOptions
    case review
    /// Review of a card with numbered options.
    case reviewWithOptions
    case history
    case page
    /// A record of the history is open.
    case record
    case trust
    /// One row of it is open.
    case trustDetail
    case authorizations
    /// One standing authorization is open.
    case authorization
    case dialog

    package var scopes: [KeyScope] {
        switch self {
        case .queue: [.card, .deciding, .moving, .everywhere]
        case .cardWithOptions: [.options, .card, .deciding, .moving, .everywhere]
        case .review: [.pages, .card, .deciding, .moving, .everywhere]
        case .reviewWithOptions: [.options, .pages, .card, .deciding, .moving, .everywhere]
        case .history: [.history, .moving, .everywhere]
        case .page: [.pages, .moving, .everywhere]
        case .record: [.record, .pages, .moving, .everywhere]
        case .trust: [.trust, .moving, .everywhere]
        case .trustDetail: [.trust, .pages, .moving, .everywhere]
        case .authorizations: [.authorizations, .moving, .everywhere]
        case .authorization: [.authorizations, .pages, .moving, .everywhere]
        case .dialog: [.dialog, .everywhere]
        }
    }
}

extension KeyScope {
    /// Digits choose options where there are some and views elsewhere; everything else must not overlap.
    func mayShadow(_ other: KeyScope) -> Bool { self == .options && other == .everywhere }
}
