import HandoffCards
import HandoffPolicy

/// How much of an action is left to agents, as operators set it and as outcomes have changed it since.
package struct TrustLevelState: Sendable, Equatable {
    /// What was written down last; nil where nothing was, which is what the catalogue begins with.
    package var recorded: TrustLevel?
    /// Why, in the words of whoever wrote it down.
    package var because: String?
    package var changed: Timestamp?
    /// Of what was judged since then: actions that a person found right as proposed and nobody undid, and those that went well alone.
    package var right: Int
    package var wrong: Int
    /// `FailureAlarm`'s sum over these.
    package var alarm: Double
    /// Since then a grave action was undone, or something else was done than was approved.
    package var hasSevereFailure: Bool

    package init(
        recorded: TrustLevel? = nil, because: String? = nil, changed: Timestamp? = nil, right: Int = 0, wrong: Int = 0,
        alarm: Double = 0, hasSevereFailure: Bool = false
    ) {
        self.recorded = recorded
        self.because = because
        self.changed = changed
        self.right = right
        self.wrong = wrong
        self.alarm = alarm
        self.hasSevereFailure = hasSevereFailure
    }

    /// What holds. Outcomes lower it without anybody writing that down first.
    ///
    /// - Parameter start: the catalogue's level.
    package func inForce(from start: TrustLevel) -> TrustStanding.Known {
        demotion(from: start) ?? TrustStanding.Known(recorded ?? start, because: because)
    }

    /// What outcomes have made of the level; nil where they leave it as it is.
    package func demotion(from start: TrustLevel) -> TrustStanding.Known? {
        let level = recorded ?? start
        if hasSevereFailure, level > .alwaysAsk {
            return .init(.alwaysAsk, because: "a grave action was undone, or another was done than was approved")
        }
        if FailureAlarm.isRaised(alarm), level > .askUnlessAuthorized, let lower = level.previous {
            return .init(lower, because: "\(wrong) of the last \(right + wrong) went wrong")
        }
        return nil
    }

    /// Somebody, or the gate, wrote another level down; what was judged before says nothing of it.
    package mutating func take(_ level: TrustLevel, because: String?, at time: Timestamp) {
        self = TrustLevelState(recorded: level, because: because, changed: time)
    }

    /// - Parameters: whether it was found right before and is now; nil where nobody knows.
    package mutating func judge(from before: Bool?, to now: Bool?) {
        guard before != now else { return }
        // What was judged before the level changed is counted no more.
        if before == true { right = max(0, right - 1) }
        if before == false { wrong = max(0, wrong - 1) }
        if now == true { right += 1 }
        if now == false { wrong += 1 }
        if let now, !now || before == nil { alarm = FailureAlarm.next(alarm, isBad: !now) }
    }
}
