import HandoffTrust
import TestSupport
import Testing

@Suite struct FailureAlarmTests {
    /// How many outcomes it takes on average until the alarm goes off.
    private func meanRun(badShare: Double, runs: Int, _ random: inout SeededRandom) -> Double {
        var total = 0
        for _ in 0..<runs {
            var sum = 0.0
            repeat {
                sum = FailureAlarm.next(sum, isBad: Double.random(in: 0..<1, using: &random) < badShare)
                total += 1
            } while !FailureAlarm.isRaised(sum)
        }
        return Double(total) / Double(runs)
    }

    /// The exact figures, from the Markov chain of the sum (Brook and Evans, Biometrika 59, 1972), are 1,825 and 44.
    @Test(arguments: [(0.02, 1825.0, 0.25), (0.10, 44.0, 0.15)])
    func itGoesOffSeldomForNothingAndSoonForSomething(share: Double, expected: Double, tolerance: Double) {
        var random = SeededRandom(seed: 11)
        let mean = meanRun(badShare: share, runs: Soak.count(ordinary: 300, soak: 20_000), &random)
        #expect(abs(mean - expected) < expected * tolerance, "seed 11: \(mean)")
    }

    @Test func threeInARowAreEnoughAndTwoAreNot() {
        var sum = 0.0
        for _ in 0..<2 { sum = FailureAlarm.next(sum, isBad: true) }
        #expect(!FailureAlarm.isRaised(sum))
        #expect(FailureAlarm.isRaised(FailureAlarm.next(sum, isBad: true)))
    }

    @Test func whatGoesWellNeverSavesUpForLater() {
        var sum = 0.0
        for _ in 0..<1000 { sum = FailureAlarm.next(sum, isBad: false) }
        #expect(sum == 0)
    }
}
