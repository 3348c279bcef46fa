import Glibc
import Testing

@testable import HandoffTrust

@Suite struct IncompleteBetaTests {
    /// Records from none to a million, without a failure, with some and with nothing else, against rates from tiny to nearly one.
    @Test(.enabled(if: SciPy.isThere, "python3 has no SciPy")) func agreesWithSciPy() throws {
        let rows = SciPy.rows(
            """
            from math import log
            from scipy.special import betaln, betaincc
            for n in (0, 1, 2, 5, 10, 43, 100, 449, 1000, 10000, 1000000):
                for failed in sorted({0, 1, 2, n // 100, n // 20, n // 10, n // 2, n}):
                    if failed > n: continue
                    for x in (1e-12, 1e-6, 0.01, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999, 0.999999):
                        a, b = n - failed + 1, failed + 1
                        tail = float(betaincc(a, b, x))
                        if tail > 1e-290: print(a, b, x, repr(log(tail) + float(betaln(a, b))))
            """)
        try #require(rows.count > 300)
        for row in rows {
            let (a, b, x, expected) = (row[0], row[1], row[2], row[3])
            let found = IncompleteBeta.logUpper(a, b, from: x)
            #expect(abs(found - expected) <= 1e-8 * max(1, abs(expected)), "a \(a), b \(b), from \(x)")
        }
    }

    /// Without SciPy: the upper tail is a sum over the binomial distribution (DLMF 8.17.5).
    @Test(arguments: [0.001, 0.3, 0.5, 0.9, 0.99]) func agreesWithTheBinomialSum(rate: Double) {
        for n in 0...40 {
            for k in 0...n {
                let expected = referenceLogUpper(successes: k, trials: n, rate)
                let found = IncompleteBeta.logUpper(Double(k + 1), Double(n - k + 1), from: rate)
                #expect(abs(found - expected) <= 1e-9 * max(1, abs(expected)), "\(k) of \(n)")
            }
        }
    }
}

/// ln of ∫ pᵏ(1−p)ⁿ⁻ᵏ dp over [rate, 1], term by term.
func referenceLogUpper(successes k: Int, trials n: Int, _ rate: Double) -> Double {
    func choose(_ n: Int, _ k: Int) -> Double {
        lgamma(Double(n + 1)) - lgamma(Double(k + 1)) - lgamma(Double(n - k + 1))
    }
    let whole = -log(Double(n + 1)) - choose(n, k)
    let share = (0...k).reduce(0) { sum, j in
        sum + exp(choose(n + 1, j) + Double(j) * log(rate) + Double(n + 1 - j) * log(1 - rate))
    }
    return whole + log(share)
}
