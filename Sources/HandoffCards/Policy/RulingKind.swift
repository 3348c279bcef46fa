/// What a policy says of a card; the strictest wins.
package enum RulingKind: Int, Sendable, Comparable, CaseIterable {
    case act
    case ask
    /// Two different operators.
    case askTwo
    case forbid

    package var word: String {
        switch self {
        case .act: "act"
        case .ask: "ask"
        case .askTwo: "ask_two"
        case .forbid: "forbid"
        }
    }

    package init?(_ word: String) {
        guard let kind = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = kind
    }

    package static func < (left: RulingKind, right: RulingKind) -> Bool { left.rawValue < right.rawValue }
}
