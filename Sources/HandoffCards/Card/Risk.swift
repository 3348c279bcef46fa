/// How much can go wrong, graver last; the queue shows graver first.
package enum Risk: Int, Sendable, CaseIterable, Comparable {
    case low = 0
    case medium = 1
    /// The action does not say what it needs to say; guarded like `high`.
    case unknown = 2
    case high = 3
    case critical = 4

    package static func < (left: Risk, right: Risk) -> Bool { left.rawValue < right.rawValue }

    package var word: String {
        switch self {
        case .low: "low"
        case .medium: "medium"
        case .unknown: "unknown"
        case .high: "high"
        case .critical: "critical"
        }
    }

    /// Whether approving takes more than the approving key.
    package var isGrave: Bool { self >= .unknown }
}

extension Risk {
    /// From this many things or people on, the risk is a level higher.
    package static let largeScale = 26
    /// … and from this many, two levels.
    package static let hugeScale = 1001

    /// From reversibility, audience and scale alone. What is not said counts as the worse of its values:
    ///
    /// | | inside | outside |
    /// |---|---|---|
    /// | can be undone | low | medium |
    /// | cannot be undone | medium | high; medium when its stated scale is 1 |
    ///
    /// A large scale raises that by a level, a huge one by two. An action that leaves one of the two out is `unknown` at least.
    package init(of action: Action) {
        self.init(reversible: action.reversible, external: action.external, scale: action.scale)
    }

    /// The same for facts that are not an agent's own.
    package init(reversible: Bool?, external: Bool?, scale: Int?) {
        let irreversible = reversible != true
        let outward = external != false
        var level =
            switch (irreversible, outward) {
            case (false, false): 0
            case (true, true): (scale ?? .max) <= 1 ? 1 : 2
            default: 1
            }
        let count = scale ?? 1
        if count >= Self.largeScale { level += 1 }
        if count >= Self.hugeScale { level += 1 }
        let stated: Risk = [.low, .medium, .high][safe: level] ?? .critical
        let isSilent = reversible == nil || external == nil
        self = isSilent ? max(stated, .unknown) : stated
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

/// What an approval needs besides the approving key.
package enum Confirmation: Sendable, Equatable {
    case none
    /// A second, different key.
    case yes
    /// The value that matters, typed as it stands.
    case typed(value: String, what: String)

    /// Low and medium risk need none, high and unknown a yes, critical the amount, the count, the target or the action's type:
    /// the first of these that is known.
    package init(for stakes: Stakes, of actionType: String) {
        switch stakes.risk {
        case .low, .medium: self = .none
        case .unknown, .high: self = .yes
        case .critical:
            if let value = stakes.value {
                self = .typed(value: value.amount, what: "amount")
            } else if let scale = stakes.scale, scale > 1 {
                self = .typed(value: String(scale), what: "number of items")
            } else if let target = stakes.target {
                self = .typed(value: target, what: "target")
            } else {
                self = .typed(value: actionType, what: "action")
            }
        }
    }

    /// Whether `given` confirms: `yes` (or `Y`) for a plain confirmation, the very value for a typed one.
    package func isSatisfied(by given: String?) -> Bool {
        switch self {
        case .none: true
        case .yes: given == "yes" || given == "Y"
        case .typed(let value, _): given.map { Array($0.utf8) == Array(value.utf8) } ?? false
        }
    }
}
