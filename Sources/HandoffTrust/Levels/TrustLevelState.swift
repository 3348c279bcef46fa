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
    /// `FailureAlarm`'s sum over all that went well or not, by whoever's word.
    package var alarm: Double
    /// The same over what a person judged, before or afterwards: what agents report of themselves drowns nothing of that.
    package var checkAlarm: Double
    /// Since then a grave action was undone, or something else was done than was approved.
    package var hasSevereFailure: Bool

    package init(
        recorded: TrustLevel? = nil, because: String? = nil, changed: Timestamp? = nil, right: Int = 0, wrong: Int = 0,
        alarm: Double = 0, checkAlarm: Double = 0, hasSevereFailure: Bool = false
    ) {
        self.recorded = recorded
        self.because = because
        self.changed = changed
        self.right = right
        self.wrong = wrong
        self.alarm = alarm
        self.checkAlarm = checkAlarm
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
        if isAlarmed, level > .askUnlessAuthorized, let lower = level.previous {
            let usual = Int(FailureAlarm.usual * 100)
            return .init(
                lower,
                because: "lately more went wrong than \(usual)%: \(wrong) of \(right + wrong) judged since it was set")
        }
        return nil
    }

    package var isAlarmed: Bool { FailureAlarm.isRaised(alarm) || FailureAlarm.isRaised(checkAlarm) }

    /// Somebody, or the gate, wrote another level down; what was judged before says nothing of it.
    package mutating func take(_ level: TrustLevel, because: String?, at time: Timestamp) {
        self = TrustLevelState(recorded: level, because: because, changed: time)
    }

    /// - Parameters: whether somebody found it right before and does now; nil where nobody knows.
    package mutating func judge(from before: Bool?, to now: Bool?) {
        guard before != now else { return }
        if before == true { right = max(0, right - 1) }
        if before == false { wrong = max(0, wrong - 1) }
        if now == true { right += 1 }
        if now == false { wrong += 1 }
    }

    /// Takes what went well or not, by whoever's word: once as well for each action, so that no toggling makes up for others that failed.
    package mutating func watch(isBad: Bool) { alarm = FailureAlarm.next(alarm, isBad: isBad) }

    package mutating func check(isBad: Bool) { checkAlarm = FailureAlarm.next(checkAlarm, isBad: isBad) }
}
