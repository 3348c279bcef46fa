import Glibc

/// Whether a record shows that something succeeds at least so often, however often one looks at the record.
///
/// The evidence is a test martingale: the likelihood of the record under rates mixed uniformly over [rate, 1], divided by its
/// likelihood under `rate`. By Ville's inequality it reaches 20 with a probability of at most 1/20 where the true rate is `rate` or
/// less, whenever one looks and for as long as one goes on (Ville 1939; Robbins, Ann. Math. Stat. 41, 1970).
package struct SuccessEvidence: Sendable, Equatable {
    package let successes: Int
    package let trials: Int
    /// Above 0.
    package let rate: Double

    package static let enough = 20.0

    package init(successes: Int, trials: Int, rate: Double) {
        self.successes = max(0, min(successes, trials))
        self.trials = max(0, trials)
        self.rate = rate
    }

    package var isEnough: Bool { rate <= 0 || logEvidence(trials: trials, successes: successes) >= log(Self.enough) }

    /// How many further successes without a failure would make it enough; `mostMissing` for as many or more.
    package var missing: Int {
        if self.isEnough { return 0 }
        func isEnough(after more: Int) -> Bool {
            logEvidence(trials: trials + more, successes: successes + more) >= log(Self.enough)
        }
        var (low, high) = (0, 1)
        while high < Self.mostMissing, !isEnough(after: high) { (low, high) = (high, high * 2) }
        if high >= Self.mostMissing, !isEnough(after: Self.mostMissing) { return Self.mostMissing }
        high = min(high, Self.mostMissing)
        while high - low > 1 {
            let middle = (low + high) / 2
            if isEnough(after: middle) { high = middle } else { low = middle }
        }
        return high
    }

    package static let mostMissing = 100_000

    /// ln of ∫ pᵏ(1−p)ⁿ⁻ᵏ dp over [t, 1], divided by (1−t) tᵏ (1−t)ⁿ⁻ᵏ, where k of n succeeded and t is the rate.
    private func logEvidence(trials: Int, successes: Int) -> Double {
        let (k, n, t) = (Double(successes), Double(trials), rate)
        // No record shows certainty.
        guard t < 1 else { return -.infinity }
        let tail = IncompleteBeta.logUpper(k + 1, n - k + 1, from: t)
        return tail - log(1 - t) - k * log(t) - (n - k) * log(1 - t)
    }
}
