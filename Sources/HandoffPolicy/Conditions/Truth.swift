import HandoffCards

/// What comes of holding a condition, or all conditions of a rule, against a card.
package enum Truth: Sendable, Equatable {
    case holds
    case fails
    /// It cannot be said: a fact is missing or of the wrong kind.
    case faulty

    init(_ holds: Bool) { self = holds ? .holds : .fails }

    /// One that fails settles it, whatever cannot be said of the others; so the order of conditions means nothing.
    static func all(_ truths: some Sequence<Truth>) -> Truth {
        var result = Truth.holds
        for truth in truths {
            if truth == .fails { return .fails }
            if truth == .faulty { result = .faulty }
        }
        return result
    }
}
