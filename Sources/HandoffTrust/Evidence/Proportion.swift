import Glibc

/// How often something was so, of how often it was looked at.
package struct Proportion: Sendable, Equatable {
    package let count: Int
    package let total: Int

    package init(_ count: Int, of total: Int) {
        self.total = max(0, total)
        self.count = max(0, min(count, self.total))
    }

    /// Nil of nothing.
    package var share: Double? { total == 0 ? nil : Double(count) / Double(total) }

    /// Fewer say too little for a share to be shown: their interval is wider than half of all.
    package static let few = 12
    package var isTooFew: Bool { total < Self.few }

    /// In which the true share lies with the confidence `level`, whatever it is (Clopper and Pearson, Biometrika 26, 1934).
    package func interval(level: Double = 0.95) -> ClosedRange<Double> {
        let tail = (1 - level) / 2
        return lowerBound(tail: tail)...upperBound(tail: tail)
    }

    /// Below which the true share lies with a probability of at most `tail`.
    package func lowerBound(tail: Double) -> Double {
        count == 0 ? 0 : Self.quantile(tail, Double(count), Double(total - count + 1))
    }

    /// Above which the true share lies with a probability of at most `tail`.
    package func upperBound(tail: Double) -> Double {
        count == total ? 1 : Self.quantile(1 - tail, Double(count + 1), Double(total - count))
    }

    /// Of the beta distribution, by bisection to 1e-12; `a` and `b` at least 1.
    private static func quantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
        let whole = lgamma(a) + lgamma(b) - lgamma(a + b)
        var (low, high) = (0.0, 1.0)
        while high - low > 1e-12 {
            let middle = (low + high) / 2
            let above = exp(IncompleteBeta.logUpper(a, b, from: middle) - whole)
            if 1 - above < probability { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
