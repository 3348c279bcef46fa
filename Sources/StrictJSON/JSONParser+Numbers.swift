extension JSONParser {
    /// Reads a number whose sign or first digit is at the position.
    ///
    /// It is refused unless its double gives it back: the shortest decimal that reads as that double must be equal in
    /// value to the literal. Whole numbers beyond 2^53 - 1 are refused wherever they are written, or would be written in
    /// the canonical form, without an exponent, since other readers hold such in 64-bit integers.
    mutating func number() throws(JSONError) -> Double {
        if let number = shortNumber() { return number }
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let firstDigit = position
        try digits()
        if bytes[firstDigit] == UInt8(ascii: "0"), position > firstDigit + 1 {
            throw failure(.leadingZero, at: firstDigit)
        }
        let integerEnd = position
        if current == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let literal = bytes[start..<position]
        guard let number = Self.exactNumber(literal, isInteger: position == integerEnd) else {
            throw failure(.numberNotExact(String(decoding: literal, as: UTF8.self)), at: start)
        }
        return number
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while case UInt8(ascii: "0")...UInt8(ascii: "9") = current { position += 1 }
        if position == start { throw unexpected("a digit") }
    }

    /// Reads a number without an exponent and with at most 15 digits; nil, at the same position, where there is none.
    ///
    /// Its digits and the power of ten below them are exact as doubles, so one division rounds it correctly (Clinger,
    /// "How to read floating point numbers accurately", 1990), and doubles tell all decimals of 15 digits apart, so it is
    /// the shortest of those that read as its double.
    private mutating func shortNumber() -> Double? {
        let start = position
        var index = position
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        let firstDigit = index
        var digits: UInt64 = 0
        var point: Int?
        while index < bytes.count, index - firstDigit <= 16 {
            let byte = bytes[index]
            if case UInt8(ascii: "0")...UInt8(ascii: "9") = byte {
                digits = digits * 10 + UInt64(byte - UInt8(ascii: "0"))
            } else if byte == UInt8(ascii: "."), point == nil {
                point = index
            } else {
                break
            }
            index += 1
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: "e") || bytes[index] == UInt8(ascii: "E") { return nil }
        let integerDigits = (point ?? index) - firstDigit
        let fractionDigits = point.map { index - $0 - 1 } ?? 0
        guard integerDigits > 0, integerDigits + fractionDigits <= 15, point == nil || fractionDigits > 0,
            bytes[firstDigit] != UInt8(ascii: "0") || integerDigits == 1
        else { return nil }
        position = index
        let magnitude = Double(digits) / Self.powersOfTen[fractionDigits]
        return firstDigit > start ? -magnitude : magnitude
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    private static func exactNumber(_ literal: Slice<UnsafeRawBufferPointer>, isInteger: Bool) -> Double? {
        guard let decimal = NormalDecimal(literal: literal),
            let magnitude = Double("\(decimal.digits)e\(decimal.exponent)"), magnitude.isFinite,
            NormalDecimal(shortestOf: magnitude) == decimal,
            magnitude <= JSONNumber.greatestInteger || (magnitude >= JSONNumber.leastWithExponent && !isInteger)
        else { return nil }
        return literal.first == UInt8(ascii: "-") ? -magnitude : magnitude
    }
}
