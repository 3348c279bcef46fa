import HandoffCards

extension Candidates {
    /// The words of all that no standing authorization answers: what forbids or asks two, thresholds, the first time, what nobody knows,
    /// what cannot be said, and what the agent itself is unsure of or cannot do.
    var unliftable: [String] {
        var said = matched.filter { $0.ruling > .ask || ($0.ruling == .ask && $0.isThreshold) }.map(\.words)
        said += faults.map(\.words)
        said += triggers.filter { !$0.isLiftable }.map(\.words)
        var result: [String] = []
        for words in said where !result.contains(words) { result.append(words) }
        return result
    }
}

extension Rule {
    /// Whether it is about more than so much: a standing authorization ends at a threshold.
    fileprivate var isThreshold: Bool {
        conditions.contains { condition in
            switch condition {
            case .scale(let range): range.over != nil
            case .value(let range): range.over != nil
            default: false
            }
        }
    }
}

extension Trigger {
    /// Whether a standing authorization may answer it in a person's place.
    fileprivate var isLiftable: Bool {
        switch self {
        case .irreversible, .external, .confidenceUnstated, .confidenceTooEarly, .confidenceUnproven: true
        case .trust(let trust): trust.level == .askUnlessAuthorized
        case .agent(let trigger): trigger == .boundary
        case .firstTime, .scale, .scaleUnstated, .scaleUncountable, .value, .valueUnstated,
            .valueUnreadable, .targetUnreadable, .targetContradicted, .confidence, .confidenceWorth, .unknownAction,
            .fault:
            false
        }
    }
}
