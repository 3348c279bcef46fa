import HandoffCards

/// How a standing authorization stands, as the log and the time have it.
package struct StandingState: Sendable, Equatable {
    package enum Recorded: Int, Sendable {
        case active, suspended, revoked, expired
    }

    package var recorded: Recorded
    package var granted: Timestamp
    /// When it was granted, or last continued after a review.
    package var reviewed: Timestamp
    package var expires: Timestamp
    /// `FailureAlarm`'s sum over the outcomes of its uses since it was granted, continued or resumed.
    package var alarm: Double
    /// A grave use of it was undone since then.
    package var hasSevereFailure: Bool

    package init(
        recorded: Recorded, granted: Timestamp, reviewed: Timestamp, expires: Timestamp, alarm: Double = 0,
        hasSevereFailure: Bool = false
    ) {
        self.recorded = recorded
        self.granted = granted
        self.reviewed = reviewed
        self.expires = expires
        self.alarm = alarm
        self.hasSevereFailure = hasSevereFailure
    }

    /// Days of 86,400 seconds, so that no change of the clock to or from summer time moves them.
    package static let reviewDays = 30
    package static let suspensionDays = 45

    /// It may cover something, or be brought back.
    package var isOpen: Bool { recorded == .active || recorded == .suspended }

    package var reviewDue: Timestamp { reviewed.adding(seconds: Self.reviewDays * 86_400) }
    package var suspensionDue: Timestamp { reviewed.adding(seconds: Self.suspensionDays * 86_400) }

    /// Why it covers nothing at `now`; nil where it is in force. What time or outcomes end, ends without anybody writing it down first.
    package func obstacle(now: Timestamp) -> Obstacle? {
        switch recorded {
        case .revoked: return .revoked
        case .expired: return .expired
        case .suspended: return .suspended
        case .active: break
        }
        if now >= expires { return .expired }
        if now >= suspensionDue { return .unreviewed }
        if hasSevereFailure { return .severeFailure }
        if FailureAlarm.isRaised(alarm) { return .failures }
        // A clock that was set back tells nothing.
        if now < granted { return .notYet }
        return nil
    }

    package enum Obstacle: Sendable, Equatable, CaseIterable {
        case revoked, expired, suspended, unreviewed, severeFailure, failures, notYet

        package var words: String {
            switch self {
            case .revoked: "it was revoked"
            case .expired: "its time is over"
            case .suspended: "it is suspended"
            case .unreviewed: "nobody reviewed it in \(StandingState.suspensionDays) days"
            case .severeFailure: "a grave action that it let through was undone"
            case .failures: "what it lets through goes wrong too often"
            case .notYet: "it was granted later than now"
            }
        }
    }
}
