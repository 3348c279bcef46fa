extension JSONWriter {
    /// Writes a number as ECMAScript's `Number::toString` does (RFC 8785, section 3.2.2.3): the shortest digits that
    /// read back as the same double, with an exponent unless 1e-6 <= |n| < 1e21.
    ///
    /// - Precondition: the number is finite; JSON has no other.
    mutating func write(number: Double) {
        precondition(number.isFinite, "JSON has no form for \(number)")
        if number < 0 { output.append(UInt8(ascii: "-")) }
        if number.magnitude <= JSONNumber.greatestInteger, let integer = UInt64(exactly: number.magnitude) {
            output.append(String(integer))
            return
        }
        guard let decimal = NormalDecimal(shortestOf: number) else { return }
        String(decimal.digits).withBytes { digits in
            // Where the decimal point stands, counted from before the first digit.
            let point = digits.count + decimal.exponent
            switch point {
            case digits.count...21:
                output.append(digits)
                output.append(UInt8(ascii: "0"), count: point - digits.count)
            case 1...21:
                writeDigits(digits, pointAt: point)
            case -5...0:
                output.append("0.")
                output.append(UInt8(ascii: "0"), count: -point)
                output.append(digits)
            default:
                writeDigits(digits, pointAt: 1)
                output.append(point > 0 ? "e+" : "e")
                output.append(String(point - 1))
            }
        }
    }

    /// Writes the digits with a point among them, or without one where it would stand at their end.
    private mutating func writeDigits(_ digits: UnsafeBufferPointer<UInt8>, pointAt point: Int) {
        output.append(UnsafeBufferPointer(rebasing: digits[..<point]))
        if point == digits.count { return }
        output.append(UInt8(ascii: "."))
        output.append(UnsafeBufferPointer(rebasing: digits[point...]))
    }
}
