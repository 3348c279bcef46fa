import HandoffTrust
import TestSupport
import Testing

@Suite struct CalibratorTests {
    private static func count(_ confidence: Double, _ judged: Int, _ right: Int) -> ConfidenceCount {
        ConfidenceCount(confidence: confidence, judged: judged, right: right)
    }

    @Test func scoresAreThoseOfTheirFormulas() throws {
        // Forecasts 0.9, 0.9, 0.6, 0.2 of which the first two and the last but one came true.
        let calibrator = Calibrator([Self.count(0.9, 2, 2), Self.count(0.6, 1, 1), Self.count(0.2, 1, 0)])
        let brier = (0.01 + 0.01 + 0.16 + 0.04) / 4
        #expect(abs(try #require(calibrator.brierScore) - brier) < 1e-12)
        // −(2 ln 0.9 + ln 0.6 + ln 0.8) / 4
        #expect(abs(try #require(calibrator.logLoss) - 0.23617255) < 1e-7)
        #expect(Calibrator([]).brierScore == nil && Calibrator([]).logLoss == nil && Calibrator([]).bins().isEmpty)
    }

    @Test func certaintyThatWasWrongCostsMuchAndNotEverything() throws {
        let loss = try #require(Calibrator([Self.count(1, 1, 0)]).logLoss)
        #expect(abs(loss - 6.9077553) < 1e-6)
    }

    @Test func binsHaveAboutTheSameMassAndPartNoConfidence() {
        let counts = (0..<100).map { Self.count(Double($0) / 100, 7, 3) }
        let bins = Calibrator(counts.shuffled()).bins()
        #expect(bins.count == 10 && bins.allSatisfy { $0.outcome.total == 70 })
        #expect(bins.map(\.confidence) == bins.map(\.confidence).sorted())
        // One confidence for all is one bin, however many there are; few are few bins.
        #expect(Calibrator([Self.count(0.9, 5000, 4000), Self.count(0.9, 5000, 4000)]).bins().count == 1)
        #expect(Calibrator(counts.prefix(7).map { $0 }).bins().count == 2)
        #expect(Calibrator(counts).bins().reduce(0) { $0 + $1.outcome.total } == 700)
    }

    private func agent(
        _ size: Int, truth: (Double) -> Double, _ random: inout SeededRandom
    ) -> Calibrator {
        Calibrator(
            (0..<size).map { _ in
                let stated = Double(Int.random(in: 500...999, using: &random)) / 1000
                return Self.count(stated, 1, Double.random(in: 0..<1, using: &random) < truth(stated) ? 1 : 0)
            })
    }

    /// A perfectly calibrated agent is off by 0.072 at 100 and 0.023 at 1,000 on average, and beyond its band one time in twenty.
    @Test(arguments: [(100, 0.04...0.11), (1000, 0.015...0.033)])
    func theBestIsOffByChanceAndWithinItsBand(size: Int, mean: ClosedRange<Double>) throws {
        var random = SeededRandom(seed: 5)
        let runs = Soak.count(ordinary: 60, soak: 2000)
        var (sum, beyond) = (0.0, 0)
        for _ in 0..<runs {
            let calibrator = agent(size, truth: { $0 }, &random)
            let bins = calibrator.bins(most: 10, least: 10)
            let error = try #require(calibrator.expectedCalibrationError(bins))
            sum += error
            if error > calibrator.nullBand(bins, runs: 100) { beyond += 1 }
        }
        #expect(mean.contains(sum / Double(runs)), "seed 5: \(sum / Double(runs))")
        #expect(Double(beyond) / Double(runs) < 0.15, "seed 5: \(beyond) of \(runs)")
    }

    @Test func anOverconfidentOneIsBeyondItsBand() throws {
        var random = SeededRandom(seed: 6)
        let calibrator = agent(1000, truth: { $0 - 0.2 }, &random)
        let bins = calibrator.bins()
        #expect(try #require(calibrator.expectedCalibrationError(bins)) > calibrator.nullBand(bins) * 3)
        #expect(calibrator.nullBand(bins) == calibrator.nullBand(bins))
    }

    @Test func theWorthOfConfidenceNeverFalls() {
        // Worked by hand: 0.6 and 0.7 violate and are pooled to 5 of 10.
        let curve = IsotonicCurve(
            Calibrator([
                Self.count(0.5, 10, 2), Self.count(0.6, 5, 4), Self.count(0.7, 5, 1), Self.count(0.9, 10, 9),
            ]))
        #expect(curve.steps.map(\.confidence) == [0.5, 0.6, 0.9])
        #expect(curve.steps.map(\.worth) == [0.2, 0.5, 0.9])
        #expect(curve.worth(of: 0.4) == nil && curve.worth(of: 0.65) == 0.5 && curve.worth(of: 1) == 0.9)
        var random = SeededRandom(seed: 7)
        for _ in 0..<50 {
            let worths = IsotonicCurve(agent(200, truth: { 1 - $0 }, &random)).steps.map(\.worth)
            #expect(worths == worths.sorted(), "seed 7")
        }
    }

    /// Where the truth is what is stated, no threshold is suggested below the rate more often than the error allows.
    @Test func thresholdsHoldWhatTheyPromise() {
        var random = SeededRandom(seed: 8)
        let runs = Soak.count(ordinary: 40, soak: 1000)
        var wrong = 0
        for _ in 0..<runs {
            // From 0.9 on, 93% are right on average; below 0.9, fewer than 90%.
            let calibrator = agent(3000, truth: { $0 < 0.9 ? 0.6 : 0.97 }, &random)
            if let threshold = calibrator.suggestedThreshold(rate: 0.9), threshold < 0.88 { wrong += 1 }
        }
        #expect(Double(wrong) / Double(runs) <= 0.05, "seed 8: \(wrong) of \(runs)")
        #expect(Calibrator([Self.count(0.9, 20, 20)]).suggestedThreshold(rate: 0.9) == nil)
        #expect(Calibrator([Self.count(0.9, 100, 100)]).suggestedThreshold(rate: 0.9) == 0.9)
    }
}
