/// Finds which of many scopes hold for a card. Scopes name their actions exactly.
package struct ScopeIndex: Sendable {
    private struct Entry: Sendable {
        let filter: RuleFilter
        let scope: Scope
        let place: Int
    }

    private var entries: [String: [Entry]] = [:]

    /// Scopes are called by their place. One that does not name its actions exactly holds for nothing.
    package init(_ scopes: [Scope]) {
        for (place, scope) in scopes.enumerated() {
            let entry = Entry(filter: RuleFilter(conditions: scope.conditions), scope: scope, place: place)
            for action in Set(scope.exactActions ?? []) { entries[action, default: []].append(entry) }
        }
    }

    /// The places of those that hold, ascending, and of those of which it cannot be said.
    package func places(_ facts: EffectiveFacts) -> (holding: [Int], faulty: [Int]) {
        guard let entries = entries[facts.stated.action] else { return ([], []) }
        let keys = CardKeys(facts)
        var places: (holding: [Int], faulty: [Int]) = ([], [])
        for entry in entries where !entry.filter.rejects(keys) {
            switch entry.scope.truth(facts) {
            case .holds: places.holding.append(entry.place)
            case .faulty: places.faulty.append(entry.place)
            case .fails: continue
            }
        }
        return places
    }

    /// The places of all that are about an action, ascending.
    package func about(_ action: String) -> [Int] { (entries[action] ?? []).map(\.place) }
}
