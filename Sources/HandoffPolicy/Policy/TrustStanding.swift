import HandoffCards

/// How much of an action is left to agents by now: for all accounts, and for the card's. Nil where nobody decided anything, which is what the
/// catalogue says.
package struct TrustStanding: Sendable, Equatable {
    package var capability: Known?
    package var account: Known?

    package init(capability: Known? = nil, account: Known? = nil) {
        self.capability = capability
        self.account = account
    }

    package struct Known: Sendable, Equatable {
        package var level: TrustLevel
        /// Why, in the words of whoever set it.
        package var because: String?

        package init(_ level: TrustLevel, because: String? = nil) {
            self.level = level
            self.because = because
        }
    }
}

/// The level that holds for one card, and what it is the level of.
package struct TrustInForce: Sendable, Equatable {
    package let subject: TrustSubject
    package let level: TrustLevel
    package let because: String?

    /// For people; it quotes names that agents chose.
    package var words: String { "\(subject.words): \(level.words)" + (because.map { ", \($0)" } ?? "") }
}

extension EffectiveFacts {
    /// The lower of the two, since both must allow it; the action's own where they are the same.
    package var trust: TrustInForce {
        let start = entry?.trust ?? CatalogueEntry.startingTrust
        let whole = stated.trust.capability ?? .init(start)
        let one = stated.trust.account ?? .init(start)
        if one.level < whole.level {
            return TrustInForce(
                subject: TrustSubject(action: stated.action, account: stated.account ?? ""), level: one.level,
                because: one.because)
        }
        return TrustInForce(
            subject: TrustSubject(action: stated.action, account: nil), level: whole.level, because: whole.because)
    }

    /// Nil where it leaves to the policy what a person is needed for.
    var trustTrigger: Trigger? { trust.level < .byConfidence ? .trust(trust) : nil }
}
