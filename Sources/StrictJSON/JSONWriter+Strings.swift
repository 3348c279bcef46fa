extension JSONWriter {
    /// Quotes a string as RFC 8785, section 3.2.2.2 says: short escapes where there are any, `\u00xx` for the other
    /// control characters, everything else as it is.
    mutating func write(string: String) {
        output.append(UInt8(ascii: "\""))
        string.withBytes { bytes in
            var rest = bytes
            while let index = Self.firstToEscape(in: rest) {
                output.append(UnsafeBufferPointer(rebasing: rest[..<index]))
                writeEscaped(rest[index])
                rest = UnsafeBufferPointer(rebasing: rest[(index + 1)...])
            }
            output.append(rest)
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func firstToEscape(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let bytes = UnsafeRawBufferPointer(bytes)
        var index = 0
        while bytes.count - index >= 8 {
            let marks = EightBytes.marksToEscape(in: EightBytes.load(bytes, at: index))
            if marks != 0 { return index + EightBytes.firstIndex(ofMarks: marks) }
            index += 8
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return index }
            index += 1
        }
        return nil
    }

    private mutating func writeEscaped(_ byte: UInt8) {
        switch byte {
        case 0x08: output.append("\\b")
        case 0x09: output.append("\\t")
        case 0x0A: output.append("\\n")
        case 0x0C: output.append("\\f")
        case 0x0D: output.append("\\r")
        case 0..<0x20:
            output.append("\\u00")
            output.append(Self.hexadecimalDigit(byte >> 4))
            output.append(Self.hexadecimalDigit(byte & 0xF))
        default:
            output.append(UInt8(ascii: "\\"))
            output.append(byte)
        }
    }

    private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
