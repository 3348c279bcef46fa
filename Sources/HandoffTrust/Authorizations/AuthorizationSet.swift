import HandoffPolicy

/// Standing authorizations, found by what they are about.
package struct AuthorizationSet: Sendable {
    /// As they were granted.
    package let all: [StandingAuthorization]
    private let scopes: ScopeIndex

    package init(_ all: [StandingAuthorization]) {
        self.all = all
        scopes = ScopeIndex(all.map(\.scope))
    }

    /// Those whose scope an action is in, and those of which that cannot be said.
    package func covering(
        _ facts: EffectiveFacts
    ) -> (covering: [StandingAuthorization], doubtful: [StandingAuthorization]) {
        let places = scopes.places(facts)
        return (places.holding.map { all[$0] }, places.faulty.map { all[$0] })
    }

    /// Of those about the action, the one that the most conditions of hold; the later of two such. Among the last `most` alone.
    package func nearest(_ facts: EffectiveFacts, most: Int = 20) -> StandingAuthorization? {
        scopes.about(facts.stated.action).suffix(most).map { all[$0] }
            .max { $0.scope.held(facts) < $1.scope.held(facts) }
    }
}
