import HandoffCards
import HandoffPolicy

/// A standing authorization as it was granted. Whether it is in force is another matter: see `StandingState`.
package struct StandingAuthorization: Sendable, Equatable {
    package let id: AuthorizationID
    package let grant: StandingGrant
    package let scope: Scope
    package let grantedBy: String

    /// - Throws: `YAMLProblem` when its scope is none.
    package init(id: AuthorizationID, grant: StandingGrant, grantedBy: String) throws {
        self.id = id
        self.grant = grant
        self.grantedBy = grantedBy
        scope = try Scope(grant.when)
    }

    /// For the card that it answers: `A3: email.send, account acme, target *@customer.example`.
    package var words: String { "\(id): \(scope.words)" }

    /// What it says of an action: of its scope first, then of its caps.
    ///
    /// - Parameter spent: what was used of it today.
    package func coverage(_ facts: EffectiveFacts, spent: DaySpent) -> Coverage {
        if let mismatch = scope.mismatch(facts) { return .outside(mismatch.words) }
        // To decline takes no budget.
        guard grant.effect == .approve else { return .covers }
        return excess(facts, spent: spent).map(Coverage.beyond) ?? .covers
    }

    /// Which cap the action would exceed, in words. What cannot be held against a cap exceeds it.
    private func excess(_ facts: EffectiveFacts, spent: DaySpent) -> String? {
        let caps = grant.caps
        let count: Int? = if case .count(let count) = facts.scale { count } else { nil }
        if let most = caps.scale, (count ?? .max) > most { return Self.words("scale", count, most) }
        if facts.isExternal, let most = caps.externalScale, (count ?? .max) > most {
            return Self.words("external audience", count, most)
        }
        let value = facts.value.money
        if let most = caps.value, !Self.isWithin(value, most) {
            return "value \(value?.description ?? "not stated") of at most \(most)"
        }
        if let most = caps.usesPerDay, spent.uses >= most { return "used \(spent.uses) of \(most) times today" }
        if let most = caps.valuePerDay {
            let after = value.flatMap { Self.micros($0, in: most.currency) }.map {
                spent.micros.addingReportingOverflow($0)
            }
            guard let after, !after.overflow, let limit = most.micros, after.partialValue <= limit else {
                return "value \(value?.description ?? "not stated") beyond what is left of \(most) today"
            }
        }
        return nil
    }

    private static func words(_ what: String, _ count: Int?, _ most: Int) -> String {
        "\(what) \(count.map(String.init) ?? "not stated") of at most \(most)"
    }

    private static func isWithin(_ value: Money?, _ most: Action.Money) -> Bool {
        guard let value, let amount = micros(value, in: most.currency), let limit = most.micros else { return false }
        return amount <= limit
    }

    private static func micros(_ value: Money, in currency: String) -> Int? {
        guard value.currency == currency else { return nil }
        return Action.Money(value.description)?.micros
    }
}

/// What was used of an authorization on one day.
package struct DaySpent: Sendable, Equatable {
    package var uses: Int
    /// The sum of values, in millionths.
    package var micros: Int

    package init(uses: Int = 0, micros: Int = 0) {
        self.uses = uses
        self.micros = micros
    }
}

/// What a standing authorization says of one action. The words quote an agent's text.
package enum Coverage: Sendable, Equatable {
    case covers
    /// In its scope, and more than one of its caps allows: for this action it is suspended.
    case beyond(String)
    case outside(String)
}
