/// A decimal number as `digits × 10^exponent`, with no trailing zeros in the digits: two of them are equal exactly when
/// their values are. Zero is `0 × 10^0`.
struct NormalDecimal: Equatable {
    /// More significant digits than any double needs to be told from its neighbours.
    static let digitLimit = 17

    var digits: UInt64
    var exponent: Int

    /// The magnitude of a literal in the form of JSON or of `Double.description`; nil when it has more than
    /// `digitLimit` significant digits.
    init?(literal: some Sequence<UInt8>) {
        digits = 0
        exponent = 0
        var significant = 0
        var zeros = 0
        var inFraction = false
        var inExponent = false
        var writtenExponent = 0
        var exponentIsNegative = false
        for byte in literal {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = byte - UInt8(ascii: "0")
                if inExponent {
                    // Far beyond every double, yet far from overflow when the place of the point is added.
                    writtenExponent = min(writtenExponent * 10 + Int(digit), 1 << 50)
                    continue
                }
                if inFraction { exponent -= 1 }
                if digit == 0 {
                    if digits > 0 { zeros += 1 }
                    continue
                }
                if digits > 0 { significant += zeros }
                significant += 1
                guard significant <= Self.digitLimit else { return nil }
                for _ in 0..<zeros { digits *= 10 }
                zeros = 0
                digits = digits * 10 + UInt64(digit)
            case UInt8(ascii: "."): inFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): inExponent = true
            case UInt8(ascii: "-"): exponentIsNegative = inExponent
            default: break
            }
        }
        exponent += zeros + (exponentIsNegative ? -writtenExponent : writtenExponent)
        if digits == 0 { exponent = 0 }
    }

    /// The shortest decimal that reads back as this number, which Swift's description gives.
    init?(shortestOf number: Double) {
        self.init(literal: number.description.utf8)
    }
}
