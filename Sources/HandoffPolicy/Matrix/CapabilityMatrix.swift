import HandoffCards

/// What each action needs: the policy as a table.
package struct CapabilityMatrix: Sendable {
    package let digest: Hash256
    package let asksFirstTime: Bool
    /// One for each action of the catalogue, by name; then one for anything else.
    package let rows: [Row]

    package struct Row: Sendable {
        /// Nil for anything else.
        package let action: String?
        package let need: Need
        package let why: [String]
        package let consequence: Risk?
        package let isReversible: Bool
        package let isExternal: Bool
        package let confidenceToAct: Double?
        package let maxScale: Int?
        package let maxValue: Money?
        package let consequenceLine: String?
        package let hasExecutor: Bool
        /// Rules under which it differs, strictest first.
        package let exceptions: [Exception]
    }

    package struct Exception: Sendable, Equatable {
        package let rule: String
        package let ruling: RulingKind
        /// Its conditions besides an action that is named exactly.
        package let when: String
        package let because: String?
    }

    package enum Need: Sendable, Equatable {
        case alone
        case aloneFrom(confidence: Double)
        case asks
        case twoPeople
        case never
    }
}

extension CapabilityMatrix.Need {
    package var words: String {
        switch self {
        case .alone: "acts alone"
        case .aloneFrom(let confidence): "acts alone from confidence \(confidence)"
        case .asks: "a person"
        case .twoPeople: "two people"
        case .never: "never"
        }
    }

    /// One word for programs.
    package var name: String {
        switch self {
        case .alone: "alone"
        case .aloneFrom: "alone_from"
        case .asks: "ask"
        case .twoPeople: "ask_two"
        case .never: "forbid"
        }
    }
}

extension CapabilityMatrix.Exception {
    package var words: String {
        let need =
            switch ruling {
            case .act: "alone whatever the confidence"
            case .ask: "a person"
            case .askTwo: "two people"
            case .forbid: "never"
            }
        return "\(need) if \(when)" + (because.map { " (\($0))" } ?? "")
    }
}
