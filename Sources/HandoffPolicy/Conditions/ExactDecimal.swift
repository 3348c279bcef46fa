/// A decimal number of any length, compared exactly: `0.digits × 10^point`, without zeros at either end of the digits.
package struct ExactDecimal: Sendable, Hashable {
    private let isNegative: Bool
    private let digits: [UInt8]
    private let point: Int

    /// Reads `-?digits[.digits]`, with an exponent as `Double.description` writes it (`1e-07`). Nil for anything else.
    package init?(_ text: String) {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        var rest = text.utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest.removeFirst() }
        var needsDigit = true
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits.append(byte - 48)
                needsDigit = false
            case UInt8(ascii: ".") where point == nil && !needsDigit:
                point = digits.count
                needsDigit = true
            case UInt8(ascii: "e") where !needsDigit:
                let text = String(rest) ?? ""
                guard text.utf8.count <= 5, let value = Int(text) else { return nil }
                exponent = value
                rest = rest[rest.endIndex...]
            default: return nil
            }
        }
        guard !needsDigit else { return nil }
        let whole = point ?? digits.count
        let leading = digits.prefix { $0 == 0 }.count
        digits.removeFirst(leading)
        while digits.last == 0 { digits.removeLast() }
        self.digits = digits
        self.point = digits.isEmpty ? 0 : whole - leading + exponent
        self.isNegative = isNegative && !digits.isEmpty
    }

    /// The shortest decimal that reads back as this number, which is what a document's writer meant.
    package init?(_ number: Double) { self.init(number.description) }

    /// Without its sign.
    package var magnitude: ExactDecimal { ExactDecimal(isNegative: false, digits: digits, point: point) }

    private init(isNegative: Bool, digits: [UInt8], point: Int) {
        self.isNegative = isNegative
        self.digits = digits
        self.point = point
    }
}

extension ExactDecimal: Comparable {
    package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        guard left.isNegative == right.isNegative else { return left.isNegative }
        return left.isNegative ? isSmaller(right, left) : isSmaller(left, right)
    }

    private static func isSmaller(_ left: ExactDecimal, _ right: ExactDecimal) -> Bool {
        if left.digits.isEmpty || right.digits.isEmpty { return left.digits.isEmpty && !right.digits.isEmpty }
        guard left.point == right.point else { return left.point < right.point }
        return left.digits.lexicographicallyPrecedes(right.digits)
    }
}
