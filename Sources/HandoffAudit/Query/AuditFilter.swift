import HandoffCards

/// Which cases of the audit are meant: words that occur in them, and what their fields must be.
///
/// The language: words, all of which must occur (`refund`, `refun*`, `"two years"`), and `field:value`, all of which must hold.
/// A value may have `*` for any characters, several values may be given with commas between them, and `-field:value` is the
/// opposite. Case makes no difference. `since:` and `until:` take a moment (`2026-11-01`, `2026-11-01T12:00Z`) or a time ago (`7d`).
package struct AuditFilter: Sendable, Equatable {
    /// As it was typed.
    package let text: String
    package let words: [Word]
    package let terms: [Term]
    /// Of cases proposed at this moment or later.
    package let since: Timestamp?
    /// Of cases proposed before this moment.
    package let until: Timestamp?

    package init(
        text: String, words: [Word] = [], terms: [Term] = [], since: Timestamp? = nil, until: Timestamp? = nil
    ) {
        self.text = text
        self.words = words
        self.terms = terms
        self.since = since
        self.until = until
    }

    package static let everything = AuditFilter(text: "")

    package var isEverything: Bool { words.isEmpty && terms.isEmpty && since == nil && until == nil }

    /// A word, or several in a row, that must occur.
    package struct Word: Sendable, Hashable {
        package let text: String
        /// Whether the last word may go on.
        package let isPrefix: Bool

        package init(_ text: String, isPrefix: Bool = false) {
            self.text = text
            self.isPrefix = isPrefix
        }
    }

    /// What one field must be, or must not be.
    package struct Term: Sendable, Equatable {
        package let field: Field
        /// One of them must fit.
        package let values: [Pattern]
        package let isNegated: Bool

        package init(_ field: Field, _ values: [Pattern], isNegated: Bool = false) {
            self.field = field
            self.values = values
            self.isNegated = isNegated
        }
    }

    package enum Field: String, Sendable, CaseIterable {
        case action, account, agent, target, card, `operator`, decision, basis, outcome, risk, ruling

        /// The values there are; nil where anything goes.
        package var choices: [String]? {
            switch self {
            case .decision: ["pending", "edited"] + Decision.Kind.allCases.map(\.rawValue)
            case .basis: Decision.Basis.allCases.map(\.rawValue)
            case .outcome: ["none", "differs"] + Outcome.Status.allCases.map(\.rawValue)
            case .risk: Risk.allCases.map(\.word)
            case .ruling: RulingKind.allCases.map(\.word)
            case .action, .account, .agent, .target, .card, .operator: nil
            }
        }
    }
}

extension AuditFilter {
    /// Whether the case's fields and time are as the filter wants them. Words are for the index: a case does not hold the texts.
    package func matchesFields(of found: AuditCase) -> Bool {
        if let since, found.proposedAt < since { return false }
        if let until, found.proposedAt >= until { return false }
        return terms.allSatisfy { $0.matches(found) }
    }
}

extension AuditFilter.Term {
    package func matches(_ found: AuditCase) -> Bool {
        values.contains { value in field.values(of: found).contains { value.matches($0) } } != isNegated
    }
}

extension AuditFilter.Field {
    /// What a pattern is held against; a field that says nothing fits to no pattern, `*` included.
    package func values(of found: AuditCase) -> [String] {
        switch self {
        case .action: [found.actionType]
        case .account: [found.account].compactMap { $0 }
        case .agent: [found.agent]
        case .target: [found.target].compactMap { $0 }
        case .card: [found.card.text]
        case .operator: [found.operator].compactMap { $0 }
        case .decision: [found.decision?.rawValue ?? "pending"] + (found.edited ? ["edited"] : [])
        case .basis: [found.basis?.rawValue].compactMap { $0 }
        case .outcome: Self.outcomes(of: found)
        case .risk: [found.risk.word]
        case .ruling: [found.ruling.word]
        }
    }

    /// `none` is only said of what was approved.
    private static func outcomes(of found: AuditCase) -> [String] {
        guard let outcome = found.outcome else { return found.decision == .approved ? ["none"] : [] }
        return [outcome.rawValue] + (found.differs ? ["differs"] : [])
    }
}
