import Glibc

/// Notices that something which used to go well goes wrong more often: a cumulative sum (Page, Biometrika 41, 1954) of how much likelier
/// each outcome is at the worse rate than at the usual one.
package enum FailureAlarm {
    /// Shares of outcomes that are bad, and the sum at which the alarm goes off. With a usual rate of 2% it goes off for nothing about every
    /// 1,825 outcomes, and notices 10% after about 44.
    package static let usual = 0.02
    package static let worse = 0.10
    package static let limit = 4.0

    /// The sum after one more outcome; it never falls below 0, nor rises so high that nothing could make up for it.
    package static func next(_ sum: Double, isBad: Bool) -> Double {
        let step = isBad ? log(worse / usual) : log((1 - worse) / (1 - usual))
        return min(2 * limit, max(0, sum + step))
    }

    package static func isRaised(_ sum: Double) -> Bool { sum >= limit }
}
