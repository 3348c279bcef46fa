extension JSONWriter {
    /// Quotes a string as RFC 8785, section 3.2.2.2 says: short escapes where there are any, `\u00xx` for the other control
    /// characters, everything else as it is.
    mutating func write(string: String) {
        write(UInt8(ascii: "\""))
        string.withBytes { bytes in
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"): writeEscape(byte)
                case 0x08: writeEscape(UInt8(ascii: "b"))
                case 0x09: writeEscape(UInt8(ascii: "t"))
                case 0x0A: writeEscape(UInt8(ascii: "n"))
                case 0x0C: writeEscape(UInt8(ascii: "f"))
                case 0x0D: writeEscape(UInt8(ascii: "r"))
                case 0..<0x20:
                    writeEscape(UInt8(ascii: "u"))
                    write(UInt8(ascii: "0"))
                    write(UInt8(ascii: "0"))
                    write(Self.hexadecimalDigit(byte >> 4))
                    write(Self.hexadecimalDigit(byte & 0xF))
                default: write(byte)
                }
            }
        }
        write(UInt8(ascii: "\""))
    }

    private mutating func writeEscape(_ byte: UInt8) {
        write(UInt8(ascii: "\\"))
        write(byte)
    }

    private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
