extension JSONParser {
    /// Reads the string whose opening quote is at the position.
    mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let text = String(decoding: bytes[start..<position], as: UTF8.self)
                position += 1
                return text
            case UInt8(ascii: "\\"):
                return try escapedString(from: start)
            case let byte where byte < 0x20:
                throw failure(.controlCharacter(byte), at: position)
            case let byte where byte < 0x80:
                position += 1
            default:
                try skipSequence()
            }
        }
        throw failure(.unexpectedEnd, at: position)
    }

    /// Reads on in a string that began at `start` and has its first escape at the position.
    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var text = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                try escape(into: &text)
            case 0..<0x20:
                throw failure(.controlCharacter(byte), at: position)
            case 0x20..<0x80:
                text.append(byte)
                position += 1
            default:
                let start = position
                try skipSequence()
                text.append(contentsOf: bytes[start..<position])
            }
        }
        throw failure(.unexpectedEnd, at: position)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        let start = position
        position += 1
        switch current {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(current)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            position += 1
            try text.append(contentsOf: UTF8.encode(escapedScalar(from: start)) ?? UTF8.encodedReplacementCharacter)
            return
        default:
            throw unexpected("an escape (one of \" \\ / b f n r t u)")
        }
        position += 1
    }

    /// Reads the hexadecimal digits of an escape that began at `start`, and a second escape where the first is the
    /// leading half of a pair.
    private mutating func escapedScalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimalUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), current == UInt8(ascii: "\\") else {
            throw failure(.loneSurrogate, at: start)
        }
        position += 1
        guard current == UInt8(ascii: "u") else { throw failure(.loneSurrogate, at: start) }
        position += 1
        let second = try hexadecimalUnit()
        guard UTF16.isTrailSurrogate(second) else { throw failure(.loneSurrogate, at: start) }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private mutating func hexadecimalUnit() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch current {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = current - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = current - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = current - UInt8(ascii: "A") + 10
            default: throw unexpected("a hexadecimal digit")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    /// Steps over one sequence of two to four bytes, if it is one of those that table 3-7 of the Unicode Standard
    /// allows: no overlong forms, no surrogates, nothing beyond U+10FFFF.
    private mutating func skipSequence() throws(JSONError) {
        let second: ClosedRange<UInt8>
        let count: Int
        switch bytes[position] {
        case 0xC2...0xDF: (second, count) = (0x80...0xBF, 2)
        case 0xE0: (second, count) = (0xA0...0xBF, 3)
        case 0xED: (second, count) = (0x80...0x9F, 3)
        case 0xE1...0xEF: (second, count) = (0x80...0xBF, 3)
        case 0xF0: (second, count) = (0x90...0xBF, 4)
        case 0xF1...0xF3: (second, count) = (0x80...0xBF, 4)
        case 0xF4: (second, count) = (0x80...0x8F, 4)
        default: throw failure(.invalidUTF8, at: position)
        }
        guard bytes.count - position >= count, second.contains(bytes[position + 1]),
            (2..<count).allSatisfy({ bytes[position + $0] & 0xC0 == 0x80 })
        else { throw failure(.invalidUTF8, at: position) }
        position += count
    }
}
