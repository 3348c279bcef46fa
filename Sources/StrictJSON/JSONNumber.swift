/// What a number's literal and a double say to each other.
enum JSONNumber {
    /// 2^53 - 1: up to here every integer has a double of its own.
    static let greatestInteger = 9_007_199_254_740_991.0

    /// From here on the canonical form has an exponent; below, whole numbers are written with all their digits.
    static let leastWithExponent = 1e21
}
