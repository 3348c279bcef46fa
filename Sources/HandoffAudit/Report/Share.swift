/// So many of so many, and how sure one can be of the share behind them.
package struct Share: Equatable, Sendable {
    package var part: Int
    package var whole: Int

    package init(_ part: Int, of whole: Int) {
        self.part = part
        self.whole = whole
    }

    /// From 0 to 1; nil of none.
    package var value: Double? { whole > 0 ? Double(part) / Double(whole) : nil }

    /// The score interval at 95% (Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    /// Statistical Association 22, 1927, 209–212). It stays within 0 and 1 and is not empty for shares of 0 and 1. Nil of none.
    package var interval: ClosedRange<Double>? {
        guard let share = value else { return nil }
        let count = Double(whole)
        let square = Self.z * Self.z
        let middle = (share + square / (2 * count)) / (1 + square / count)
        let half =
            Self.z / (1 + square / count)
            * (share * (1 - share) / count + square / (4 * count * count)).squareRoot()
        // At the ends it is 0 and 1 exactly, which rounding can miss.
        return (part == 0 ? 0 : max(0, middle - half))...(part == whole ? 1 : min(1, middle + half))
    }

    /// The 97.5% quantile of the standard normal distribution.
    private static let z = 1.959963984540054
}
