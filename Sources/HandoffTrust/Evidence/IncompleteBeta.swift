import Glibc

/// The incomplete beta function.
enum IncompleteBeta {
    /// ln ∫ xᵃ⁻¹(1−x)ᵇ⁻¹ dx over [from, 1], not divided by B(a, b); `a` and `b` at least 1, `from` between 0 and 1.
    static func logUpper(_ a: Double, _ b: Double, from x: Double) -> Double {
        // The continued fraction converges quickly on one side of (a+1)/(a+b+2) (DLMF 8.17.22).
        let front = a * log(x) + b * log(1 - x)
        let whole = lgamma(a) + lgamma(b) - lgamma(a + b)
        if x > (a + 1) / (a + b + 2) {
            return front + log(fraction(b, a, 1 - x) / b)
        }
        let lower = front + log(fraction(a, b, x) / a)
        // ln(e^whole − e^lower)
        return lower >= whole ? -.infinity : whole + log1p(-exp(lower - whole))
    }

    /// The modified method of Lentz (Thompson and Barnett, J. Comp. Phys. 64, 1986).
    private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / away(1 - (a + b) * x / (a + 1))
        var result = d
        for step in 1...10_000 {
            let m = Double(step)
            for numerator in [
                m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
            ] {
                d = 1 / away(1 + numerator * d)
                c = away(1 + numerator / c)
                result *= d * c
            }
            if abs(d * c - 1) < 1e-14 { break }
        }
        return result
    }
}
