extension JSONParser {
    /// Reads a number whose sign or first digit is at the position.
    ///
    /// It is refused unless its double gives it back: the shortest decimal that reads as that double must be equal in
    /// value to the literal. Whole numbers beyond 2^53 - 1 are refused wherever their canonical form would be written
    /// without an exponent, since other readers hold them in 64-bit integers.
    mutating func number() throws(JSONError) -> Double {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let firstDigit = position
        try digits()
        if bytes[firstDigit] == UInt8(ascii: "0"), position > firstDigit + 1 {
            throw failure(.leadingZero, at: firstDigit)
        }
        if current == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        guard let number = exactNumber(bytes[start..<position]) else {
            throw failure(.numberNotExact(String(decoding: bytes[start..<position], as: UTF8.self)), at: start)
        }
        return number
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while case UInt8(ascii: "0")...UInt8(ascii: "9") = current { position += 1 }
        if position == start { throw unexpected("a digit") }
    }

    private func exactNumber(_ literal: Slice<UnsafeRawBufferPointer>) -> Double? {
        guard let decimal = NormalDecimal(literal: literal) else { return nil }
        let isNegative = literal.first == UInt8(ascii: "-")
        guard let magnitude = Double("\(decimal.digits)e\(decimal.exponent)"), magnitude.isFinite else { return nil }
        guard NormalDecimal(shortestOf: magnitude) == decimal else { return nil }
        guard magnitude <= JSONNumber.greatestInteger || magnitude >= JSONNumber.leastWithExponent else { return nil }
        return isNegative ? -magnitude : magnitude
    }
}
