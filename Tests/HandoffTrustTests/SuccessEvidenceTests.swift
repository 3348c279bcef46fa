import Glibc
import HandoffTrust
import TestSupport
import Testing

@Suite struct SuccessEvidenceTests {
    @Test(arguments: [(0.90, 43), (0.95, 88), (0.98, 224), (0.99, 449)])
    func withoutAFailureItTakes(rate: Double, trials: Int) {
        #expect(SuccessEvidence(successes: trials, trials: trials, rate: rate).isEnough)
        let before = SuccessEvidence(successes: trials - 1, trials: trials - 1, rate: rate)
        #expect(!before.isEnough)
        #expect(before.missing == 1)
        #expect(SuccessEvidence(successes: 0, trials: 0, rate: rate).missing == trials)
    }

    @Test(arguments: [0.2, 0.5, 0.9]) func whatIsMissingIsWhatOneFindsByTrying(rate: Double) {
        for trials in 0...12 {
            for successes in 0...trials {
                let evidence = SuccessEvidence(successes: successes, trials: trials, rate: rate)
                let expected = referenceMissing(successes: successes, trials: trials, rate)
                #expect(evidence.missing == expected, "\(successes) of \(trials)")
                #expect(evidence.isEnough == (expected == 0))
            }
        }
    }

    private func referenceMissing(successes: Int, trials: Int, _ rate: Double) -> Int {
        var more = 0
        while true {
            let (k, n) = (successes + more, trials + more)
            let likelihood = Double(k) * log(rate) + Double(n - k) * log(1 - rate)
            if referenceLogUpper(successes: k, trials: n, rate) - log(1 - rate) - likelihood >= log(20) { return more }
            more += 1
        }
    }

    /// A failure costs many successes.
    @Test func failuresCount() {
        let clean = SuccessEvidence(successes: 100, trials: 100, rate: 0.95)
        #expect(clean.isEnough)
        let failed = SuccessEvidence(successes: 99, trials: 100, rate: 0.95)
        #expect(!failed.isEnough)
        #expect(failed.missing > 30)
    }

    @Test func extremes() {
        #expect(SuccessEvidence(successes: 0, trials: 0, rate: 0).isEnough)
        #expect(SuccessEvidence(successes: 0, trials: 0, rate: 0).missing == 0)
        #expect(SuccessEvidence(successes: 0, trials: 9, rate: -1).isEnough)
        #expect(SuccessEvidence(successes: 0, trials: 0, rate: 1e-9).missing == 1)
        #expect(!SuccessEvidence(successes: 0, trials: 1000, rate: 1e-9).isEnough)
        // No record shows certainty, and none shows what is no rate.
        for rate in [1, 1.5, Double.nan, .infinity] {
            let evidence = SuccessEvidence(successes: 1_000_000, trials: 1_000_000, rate: rate)
            #expect(!evidence.isEnough)
            #expect(evidence.missing == SuccessEvidence.mostMissing)
        }
        #expect(SuccessEvidence(successes: 0, trials: 0, rate: 0.999999).missing == SuccessEvidence.mostMissing)
    }

    @Test func largeRecords() {
        #expect(SuccessEvidence(successes: 960_000, trials: 1_000_000, rate: 0.95).isEnough)
        let worse = SuccessEvidence(successes: 940_000, trials: 1_000_000, rate: 0.95)
        #expect(!worse.isEnough)
        #expect(worse.missing == SuccessEvidence.mostMissing)
        #expect(!SuccessEvidence(successes: 950_000, trials: 1_000_000, rate: 0.95).isEnough)
    }

    /// What cannot be is taken for the next that can.
    @Test func countsThatContradictThemselves() {
        #expect(SuccessEvidence(successes: 9, trials: 3, rate: 0.9) == .init(successes: 3, trials: 3, rate: 0.9))
        #expect(SuccessEvidence(successes: -4, trials: -3, rate: 0.9) == .init(successes: 0, trials: 0, rate: 0.9))
    }

    /// Agents just at the boundary, looked at after every decision, for as long as a record usually is.
    @Test(arguments: [0.90, 0.95]) func lookingAllTheTimePromotesFew(rate: Double) {
        let start = ContinuousClock.now
        let seed: UInt64 = 20_261_122
        let (runs, looks) = (Soak.count(ordinary: 60, soak: 10_000), Soak.count(ordinary: 120, soak: 1000))
        var random = SeededRandom(seed: seed)
        var promoted = 0
        for _ in 0..<runs {
            var right = 0
            for trial in 1...looks {
                if Double.random(in: 0..<1, using: &random) < rate { right += 1 }
                if SuccessEvidence(successes: right, trials: trial, rate: rate).isEnough {
                    promoted += 1
                    break
                }
            }
        }
        // Few runs may miss the share by chance.
        let slack = Soak.isOn ? 0 : 3 * sqrt(0.05 * 0.95 * Double(runs))
        #expect(Double(promoted) <= 0.05 * Double(runs) + slack, "seed \(seed)")
        Soak.report(
            promise: 30, name: "agents at \(rate) under constant checking", runs: runs,
            lost: max(0, promoted - runs / 20), seed: seed, since: start)
    }
}
