extension JSONWriter {
    /// Writes a number as ECMAScript's `Number::toString` does (RFC 8785, section 3.2.2.3): the shortest digits that
    /// read back as the same double, with an exponent outside 1e-7 < |n| < 1e21.
    ///
    /// - Precondition: the number is finite; JSON has no other.
    mutating func write(number: Double) {
        precondition(number.isFinite, "JSON has no form for \(number)")
        guard let decimal = NormalDecimal(shortestOf: number) else { return }
        if number < 0 { write(UInt8(ascii: "-")) }
        let digits = Array(String(decimal.digits).utf8)
        // The place of the decimal point, counted from before the first digit.
        let point = digits.count + decimal.exponent
        switch point {
        case digits.count...21:
            output.append(contentsOf: digits)
            output.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: point - digits.count))
        case 1...21:
            output.append(contentsOf: digits[..<point])
            write(UInt8(ascii: "."))
            output.append(contentsOf: digits[point...])
        case -5...0:
            output.append(contentsOf: "0.".utf8)
            output.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -point))
            output.append(contentsOf: digits)
        default:
            write(digits[0])
            if digits.count > 1 {
                write(UInt8(ascii: "."))
                output.append(contentsOf: digits[1...])
            }
            write(UInt8(ascii: "e"))
            if point > 0 { write(UInt8(ascii: "+")) }
            output.append(contentsOf: String(point - 1).utf8)
        }
    }
}
