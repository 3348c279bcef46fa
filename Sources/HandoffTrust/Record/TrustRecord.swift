import HandoffCards

/// What became of actions of one kind: by account, by action type across accounts, by agent, or by account and action type.
package struct TrustRecord: Sendable, Equatable {
    /// By a person, as they were proposed.
    package var approved = 0
    /// By a person, with changed arguments.
    package var edited = 0
    package var declined = 0
    package var answered = 0
    package var expired = 0
    /// Without a person: by policy or by a standing authorization.
    package var alone = 0
    /// By what was reported last.
    package var succeeded = 0
    package var failed = 0
    package var undone = 0
    /// Of the decisions of a person at a console, those that took less time than reading the card takes.
    package var hasty = 0
    /// How many decisions of a person at a console took from 2^n to 2^(n+1) milliseconds, by n, by risk.
    package var times: [Risk: [Int]] = [:]

    package init() {}

    /// What a person decided.
    package var decided: Int { approved + edited + declined + answered }

    /// For the next one of the kind: `44 before: 41 approved, 2 edited, 1 declined; 12 alone; 3 undone`; nil where there is none.
    package var words: String? {
        let before = decided + alone
        guard before > 0 else { return nil }
        func part(_ count: Int, _ word: String) -> String? { count > 0 ? "\(count) \(word)" : nil }
        let decisions = [
            part(approved, "approved"), part(edited, "edited"), part(declined, "declined"), part(answered, "answered"),
        ].compactMap(\.self).joined(separator: ", ")
        let parts = [
            decisions.isEmpty ? nil : decisions, part(alone, "alone"), part(failed, "failed"), part(undone, "undone"),
        ]
        return "\(before) before: " + parts.compactMap(\.self).joined(separator: "; ")
    }

    /// Of what a person decided, what was right as it was proposed.
    package var approval: Proportion { Proportion(approved, of: decided) }

    /// Of what was carried out and reported, what was undone.
    package var reversal: Proportion { Proportion(undone, of: succeeded + failed + undone) }

    /// Of decisions at a console, those that took less time than reading the card takes.
    package var haste: Proportion { Proportion(hasty, of: times.values.reduce(0) { $0 + $1.reduce(0, +) }) }

    /// The bucket of `times` that holds the quantile, as its edges in milliseconds; nil without any.
    ///
    /// - Parameter risk: nil for all risks.
    package func time(quantile: Double, _ risk: Risk? = nil) -> Range<Int>? {
        let counts = times.filter { risk == nil || $0.key == risk }.values.reduce(into: [Int]()) {
            Self.add($1, to: &$0)
        }
        let total = counts.reduce(0, +)
        guard total > 0 else { return nil }
        let rank = max(1, Int((quantile * Double(total)).rounded(.up)))
        var seen = 0
        for (bucket, count) in counts.enumerated() {
            seen += count
            if seen >= rank { return (bucket == 0 ? 0 : 1 << bucket)..<(1 << (bucket + 1)) }
        }
        return nil
    }

    private static func add(_ more: [Int], to counts: inout [Int]) {
        if counts.count < more.count { counts += Array(repeating: 0, count: more.count - counts.count) }
        for (bucket, count) in more.enumerated() { counts[bucket] += count }
    }

    package static func += (left: inout TrustRecord, right: TrustRecord) {
        left.approved += right.approved
        left.edited += right.edited
        left.declined += right.declined
        left.answered += right.answered
        left.expired += right.expired
        left.alone += right.alone
        left.succeeded += right.succeeded
        left.failed += right.failed
        left.undone += right.undone
        left.hasty += right.hasty
        for (risk, counts) in right.times { add(counts, to: &left.times[risk, default: []]) }
    }
}
