import HandoffTrust
import Testing

@Suite(.enabled(if: SciPy.isThere, "python3 has no SciPy"))
struct SecondImplementationTests {
    @Test func intervals() throws {
        let cases = [
            (0, 7), (3, 7), (7, 7), (1, 100), (50, 100), (99, 100), (1234, 5000), (4999, 5000), (88_000, 100_000),
        ]
        let pairs = cases.map { "(\($0.0), \($0.1))" }.joined(separator: ", ")
        let rows = SciPy.rows(
            """
            from scipy.stats import binomtest
            for k, n in [\(pairs)]:
                for level in [0.95, 0.99]:
                    i = binomtest(k, n).proportion_ci(level, "exact")
                    print(repr(float(i.low)), repr(float(i.high)))
            """)
        try #require(rows.count == cases.count * 2)
        for (place, row) in rows.enumerated() {
            let (count, total) = cases[place / 2]
            let interval = Proportion(count, of: total).interval(level: place % 2 == 0 ? 0.95 : 0.99)
            #expect(abs(interval.lowerBound - row[0]) < 1e-8, "\(count) of \(total)")
            #expect(abs(interval.upperBound - row[1]) < 1e-8, "\(count) of \(total)")
        }
    }

    @Test func theWorthOfConfidence() throws {
        let counts = [
            (0.5, 11, 3), (0.55, 7, 5), (0.6, 20, 9), (0.7, 13, 6), (0.8, 40, 33), (0.85, 9, 5), (0.99, 60, 59),
        ]
        let rows = SciPy.rows(
            """
            from scipy.optimize import isotonic_regression
            y = [\(counts.map { "\($0.2)/\($0.1)" }.joined(separator: ", "))]
            w = [\(counts.map { "\($0.1)" }.joined(separator: ", "))]
            for x in isotonic_regression(y, weights=w).x: print(repr(float(x)))
            """)
        try #require(rows.count == counts.count)
        let curve = IsotonicCurve(
            Calibrator(counts.map { ConfidenceCount(confidence: $0.0, judged: $0.1, right: $0.2) }))
        for (count, row) in zip(counts, rows) {
            #expect(abs(try #require(curve.worth(of: count.0)) - row[0]) < 1e-9, "\(count)")
        }
    }
}
