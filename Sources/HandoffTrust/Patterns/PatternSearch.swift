import HandoffCards
import HandoffPolicy
import StrictJSON

/// Finds what an operator always decides alike, and what a standing authorization would have to say for it.
///
/// Decisions are looked at per action, account and user who handed them in. All of them are one candidate; where that does not hold, those of one agent, one target or
/// kind of targets, one value of an argument, two of these together, or one part of the day and week are. A candidate is suggested where the
/// share that was decided alike is at least `bound` with a probability of error of at most 5% for all candidates of its kind together
/// (Clopper–Pearson, divided among them after Bonferroni), and the last twelve were all alike. That is weaker than what raises a trust level: a
/// person reads what they grant, it is capped by what was seen, and what comes of it is watched.
package struct PatternSearch {
    private let groups: [PatternGroup]
    private let now: Timestamp

    /// - Parameter decisions: in any order.
    package init(_ decisions: [PastDecision], now: Timestamp) {
        struct Key: Hashable {
            let action: JSONText
            let account: JSONText?
            let submitter: JSONText?
        }
        self.now = now
        let all = Dictionary(grouping: decisions) {
            Key(
                action: JSONText($0.action), account: $0.account.map { JSONText($0) },
                submitter: $0.submitter.map { JSONText($0) })
        }
        let owned = Set(all.keys.filter { $0.account != nil }.map(\.action))
        // No scope says that there is no account: where others have one, it would be about theirs, too.
        groups = all.filter {
            $0.value.count >= Self.least && ($0.key.account != nil || !owned.contains($0.key.action))
        }
        .map { PatternGroup($0.value.sorted { $0.at < $1.at }) }
    }

    /// The widest first.
    ///
    /// - Parameter isCancelled: asked now and then.
    /// - Throws: `CancellationError` where it was.
    package func suggestions(isCancelled: () -> Bool = { false }) throws(CancellationError) -> [Suggestion] {
        var found: [Suggestion] = []
        for group in groups {
            for effect in StandingGrant.Effect.allCases {
                if isCancelled() { throw CancellationError() }
                found += try group.suggestions(effect, now: now, isCancelled: isCancelled).prefix(Self.mostOfAGroup)
            }
        }
        found.sort { ($1.covered, $0.id) < ($0.covered, $1.id) }
        return Array(found.prefix(Self.most))
    }

    /// Fewer decisions show nothing.
    static let least = 12
    private static let mostOfAGroup = 3
    private static let most = 20

    /// At least so many must have been decided alike. To decline unasked does nothing that cannot be asked for again.
    static func bound(_ effect: StandingGrant.Effect, _ risk: Risk) -> Double {
        guard effect == .approve else { return 0.5 }
        switch risk {
        case .low: return 0.80
        case .medium: return 0.90
        case .unknown, .high: return 0.95
        case .critical: return 0.98
        }
    }
}
