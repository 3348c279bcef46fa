import HandoffCards
import HandoffTrust
import Testing

@Suite struct TrustLevelStateTests {
    private func state(_ level: TrustLevel?, right: Int = 0, wrong: Int = 0) -> TrustLevelState {
        var state = TrustLevelState(recorded: level)
        for isRight in Array(repeating: true, count: right) + Array(repeating: false, count: wrong) {
            state.judge(from: nil, to: isRight)
            state.watch(isBad: !isRight)
        }
        return state
    }

    /// Without a failure, as many as the table of the anytime-valid rule says.
    @Test(arguments: zip([Risk.low, .medium, .high, .critical], [43, 88, 224, 449]))
    func promotionTakesMoreEvidenceWhereMoreIsAtStake(risk: Risk, enough: Int) {
        #expect(state(nil, right: enough - 1).promotion(from: .byConfidence, risk: risk) == nil)
        #expect(state(nil, right: enough).promotion(from: .byConfidence, risk: risk) == .aloneWithSpotChecks)
        #expect(state(.aloneWithSpotChecks, right: enough).promotion(from: .byConfidence, risk: risk) == nil)
        #expect(state(.alwaysAsk, right: enough).promotion(from: .byConfidence, risk: risk) == .askUnlessAuthorized)
    }

    /// Three failures on end are what the alarm goes off at; two are not.
    @Test func failuresLowerByOneLevel() {
        #expect(state(.aloneWithSpotChecks, right: 50, wrong: 2).demotion(from: .byConfidence) == nil)
        let failed = state(.aloneWithSpotChecks, right: 50, wrong: 3)
        let lower = failed.demotion(from: .byConfidence)
        #expect(
            lower?.level == .byConfidence
                && lower?.because == "lately more went wrong than 2%: 3 of 53 judged since it was set")
        #expect(failed.inForce(from: .byConfidence) == lower)
        #expect(state(nil, wrong: 3).inForce(from: .byConfidence).level == .askUnlessAuthorized)
        // Standing authorizations have alarms of their own.
        #expect(state(.askUnlessAuthorized, wrong: 9).demotion(from: .byConfidence) == nil)
        #expect(state(nil, right: 449, wrong: 3).promotion(from: .byConfidence, risk: .low) == nil)
    }

    @Test(arguments: TrustLevel.allCases) func oneSevereFailureLeavesNothing(level: TrustLevel) {
        var state = state(level, right: 500)
        state.hasSevereFailure = true
        #expect(state.inForce(from: .byConfidence).level == .alwaysAsk)
        #expect(state.promotion(from: .byConfidence, risk: .low) == (level == .alwaysAsk ? .askUnlessAuthorized : nil))
    }

    /// Whatever was known before counts no more once it is known better.
    @Test func aJudgementThatIsTakenBackCountsOnce() {
        var state = state(nil, right: 3)
        state.judge(from: true, to: false)
        #expect((state.right, state.wrong) == (2, 1))
        state.judge(from: false, to: true)
        #expect((state.right, state.wrong) == (3, 0))
        state.judge(from: true, to: true)
        #expect((state.right, state.wrong) == (3, 0))
        // What was judged before the level changed is not subtracted from what was judged after.
        state.take(.byConfidence, because: nil, at: Timestamp(milliseconds: 0))
        state.judge(from: true, to: false)
        #expect((state.right, state.wrong) == (0, 1))
    }
}
