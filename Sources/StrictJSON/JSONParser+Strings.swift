extension JSONParser {
    /// Reads the string whose opening quote is at the position.
    mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        var isASCII = true
        while true {
            skipPlainBytes()
            guard position < bytes.count else { throw failure(.unexpectedEnd, at: position) }
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return text(start..<position - 1, isASCII: isASCII)
            case UInt8(ascii: "\\"):
                return try escapedString(from: start)
            case 0..<0x20:
                throw failure(.controlCharacter(byte), at: position)
            default:
                isASCII = false
                try skipSequences()
            }
        }
    }

    /// Makes a string of bytes that have been checked already, so that the library need not check them again.
    private func text(_ range: Range<Int>, isASCII: Bool) -> String {
        let valid = UnsafeRawBufferPointer(rebasing: bytes[range]).assumingMemoryBound(to: UInt8.self)
        return String(copying: UTF8Span(unchecked: valid.span, isKnownASCII: isASCII))
    }

    /// Reads on in a string that began at `start` and has its first escape at the position.
    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var text = Array(bytes[start..<position])
        while true {
            let runStart = position
            skipPlainBytes()
            text.append(contentsOf: bytes[runStart..<position])
            guard position < bytes.count else { throw failure(.unexpectedEnd, at: position) }
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                try escape(into: &text)
            case 0..<0x20:
                throw failure(.controlCharacter(byte), at: position)
            default:
                let sequencesStart = position
                try skipSequences()
                text.append(contentsOf: bytes[sequencesStart..<position])
            }
        }
    }

    /// Steps over ASCII up to the next quote, backslash, control character or byte beyond ASCII, or to the end.
    private mutating func skipPlainBytes() {
        while bytes.count - position >= 8 {
            let word = EightBytes.load(bytes, at: position)
            let marks = EightBytes.marksToEscape(in: word) | (word & EightBytes.highBits)
            if marks != 0 {
                position += EightBytes.firstIndex(ofMarks: marks)
                return
            }
            position += 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            guard (0x20..<0x80).contains(byte), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") else { return }
            position += 1
        }
    }

    /// Steps over sequences of two to four bytes, if they are of those that table 3-7 of the Unicode Standard allows:
    /// no overlong forms, no surrogates, nothing beyond U+10FFFF.
    private mutating func skipSequences() throws(JSONError) {
        while current >= 0x80 {
            let second: ClosedRange<UInt8>
            let count: Int
            switch current {
            case 0xC2...0xDF: (second, count) = (0x80...0xBF, 2)
            case 0xE0: (second, count) = (0xA0...0xBF, 3)
            case 0xED: (second, count) = (0x80...0x9F, 3)
            case 0xE1...0xEF: (second, count) = (0x80...0xBF, 3)
            case 0xF0: (second, count) = (0x90...0xBF, 4)
            case 0xF1...0xF3: (second, count) = (0x80...0xBF, 4)
            case 0xF4: (second, count) = (0x80...0x8F, 4)
            default: throw failure(.invalidUTF8, at: position)
            }
            guard bytes.count - position >= count,
                second.contains(bytes[position + 1]),
                count < 3 || bytes[position + 2] & 0xC0 == 0x80,
                count < 4 || bytes[position + 3] & 0xC0 == 0x80
            else { throw failure(.invalidUTF8, at: position) }
            position += count
        }
    }
}
