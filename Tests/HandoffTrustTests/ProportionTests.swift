import HandoffTrust
import Testing

@Suite struct ProportionTests {
    /// Clopper–Pearson intervals as tables print them: 0 of 10 from Clopper and Pearson's own charts' formula 1 − 0.025^(1/10), the others
    /// from R's binom.test.
    @Test(arguments: [
        (0, 10, 0.0, 0.30849711), (10, 10, 0.69150289, 1.0), (5, 10, 0.18708603, 0.81291397),
        (1, 20, 0.00126509, 0.24873276), (41, 44, 0.81340128, 0.98568790), (195, 200, 0.94262155, 0.99182409),
    ])
    func intervalsAreThoseOfTheTables(count: Int, total: Int, low: Double, high: Double) {
        let interval = Proportion(count, of: total).interval()
        #expect(abs(interval.lowerBound - low) < 1e-4, "\(interval)")
        #expect(abs(interval.upperBound - high) < 1e-4, "\(interval)")
    }

    @Test func nothingSaysNothing() {
        #expect(Proportion(0, of: 0).share == nil && Proportion(0, of: 0).interval() == 0...1)
        #expect(Proportion(11, of: 11).isTooFew && !Proportion(12, of: 12).isTooFew)
        #expect(Proportion(9, of: 5) == Proportion(5, of: 5))
    }

    @Test func moreOfTheSameSaysMore() {
        var last = 1.0
        for size in [10, 20, 50, 100, 1000, 100_000] {
            let interval = Proportion(size / 2, of: size).interval()
            let width = interval.upperBound - interval.lowerBound
            #expect(width < last && interval.contains(0.5))
            last = width
        }
    }
}
