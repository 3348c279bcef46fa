import HandoffCards
import HandoffTrust
import Testing

@Suite struct StandingStateTests {
    private static func time(_ text: String) -> Timestamp { Timestamp(text)! }

    private func state(_ granted: String, _ recorded: StandingState.Recorded = .active) -> StandingState {
        StandingState(
            recorded: recorded, granted: Self.time(granted), reviewed: Self.time(granted),
            expires: Self.time(granted).adding(seconds: 300 * 86_400))
    }

    /// Over the changes to and from summer time, a leap day and a year's end, to the millisecond.
    @Test(arguments: [
        ("2026-03-10T09:30:00Z", "2026-04-09T09:30:00Z", "2026-04-24T09:30:00Z"),
        ("2026-10-10T00:30:00.250Z", "2026-11-09T00:30:00.250Z", "2026-11-24T00:30:00.250Z"),
        ("2028-02-10T12:00:00Z", "2028-03-11T12:00:00Z", "2028-03-26T12:00:00Z"),
        ("2027-02-10T12:00:00Z", "2027-03-12T12:00:00Z", "2027-03-27T12:00:00Z"),
        ("2026-12-15T23:59:59.999Z", "2027-01-14T23:59:59.999Z", "2027-01-29T23:59:59.999Z"),
    ])
    func reviewIsDueOnDay30AndItEndsOnDay45(granted: String, due: String, suspended: String) {
        let state = state(granted)
        #expect(state.reviewDue == Self.time(due))
        #expect(state.suspensionDue == Self.time(suspended))
        let end = Self.time(suspended)
        #expect(state.obstacle(now: Timestamp(milliseconds: end.milliseconds - 1)) == nil)
        #expect(state.obstacle(now: end) == .unreviewed)
    }

    @Test func whatIsRecordedCountsFirst() {
        let granted = "2026-11-22T14:00:00Z"
        let now = Self.time(granted).adding(seconds: 1)
        #expect(state(granted).obstacle(now: now) == nil)
        #expect(state(granted, .suspended).obstacle(now: now) == .suspended)
        #expect(state(granted, .revoked).obstacle(now: now) == .revoked)
        #expect(state(granted, .expired).obstacle(now: now) == .expired)
        #expect(state(granted).obstacle(now: Self.time(granted).adding(seconds: -1)) == .notYet)
    }

    @Test func itsEndAndItsOutcomesEndIt() {
        var state = state("2026-11-22T14:00:00Z")
        let now = state.granted.adding(seconds: 60)
        state.expires = now
        #expect(state.obstacle(now: now) == .expired)
        state.expires = now.adding(seconds: 1)
        state.alarm = FailureAlarm.limit
        #expect(state.obstacle(now: now) == .failures)
        state.hasSevereFailure = true
        #expect(state.obstacle(now: now) == .severeFailure)
    }
}
