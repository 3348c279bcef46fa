/// Looks at eight bytes of a string at once, the first of them lowest in the word.
enum EightBytes {
    static let lowBits: UInt64 = 0x0101_0101_0101_0101
    static let highBits: UInt64 = 0x8080_8080_8080_8080

    static func load(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// Sets the high bit of every quote, backslash and control character, the bytes that must be escaped.
    ///
    /// Subtracting sets the high bit of a byte that is too small and was not high before. A borrow can mark a byte
    /// wrongly above one that is marked rightly, never below, so that only the lowest mark counts.
    static func marksToEscape(in word: UInt64) -> UInt64 {
        let quotes = word ^ (lowBits &* UInt64(UInt8(ascii: "\"")))
        let backslashes = word ^ (lowBits &* UInt64(UInt8(ascii: "\\")))
        let found =
            ((quotes &- lowBits) & ~quotes)
            | ((backslashes &- lowBits) & ~backslashes)
            | ((word &- (lowBits &* 0x20)) & ~word)
        return found & highBits
    }

    /// Which of the eight the lowest mark stands for.
    static func firstIndex(ofMarks marks: UInt64) -> Int {
        marks.trailingZeroBitCount / 8
    }
}
