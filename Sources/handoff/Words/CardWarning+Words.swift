import HandoffCards

extension CardWarning: CustomStringConvertible {
    /// What slows a reader down, and what would help.
    package var description: String {
        switch self {
        case .tooManySentences(_, let count, let limit):
            "\(count) sentences; a glance takes in \(limit). Move the rest to reasoning"
        case .tooLong(_, let columns, let limit):
            "\(columns) characters; a glance takes in \(limit). Move the rest to reasoning"
        case .labelTooLong(let button, let columns, let limit):
            "the label of \(button) has \(columns) characters; \(limit) fit on a button"
        case .consequenceOnReversible: "the action can be undone, so it needs no consequence"
        case .missingConsequence: "the action cannot be undone; say in one sentence what happens"
        case .unstated: "not stated, so it counts as the worse; say which it is"
        case .missingExpiry: "without it the card waits for ever; say how long an answer is of use"
        case .missingReasoning: "without it a reader who doubts has nothing to open"
        case .confidenceWithoutQuestion: "the agent is unsure but does not ask; add a question with its options"
        case .scopeWithoutBoundary: "the task is out of scope but the card does not say of which; add scope.boundary"
        case .noWayToDecide: "no button approves, declines or answers; the card can only be put off"
        }
    }
}
