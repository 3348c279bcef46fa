import Crypto

/// A SHA-256 value (FIPS 180-4): 32 bytes, kept as four big-endian words.
package struct Hash256: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// All zeros: what stands before the first line of a log.
    package static let zero = Hash256(words: (0, 0, 0, 0))

    package init(of bytes: some Sequence<UInt8>) {
        var hasher = Hasher256()
        hasher.update(Array(bytes))
        self = hasher.finish()
    }

    /// Nil unless there are exactly 32 bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var words = [UInt64](repeating: 0, count: 4)
        for (place, byte) in bytes.enumerated() { words[place / 8] = words[place / 8] << 8 | UInt64(byte) }
        self.words = (words[0], words[1], words[2], words[3])
    }

    /// Nil unless there are exactly 64 lower-case hexadecimal digits.
    package init?(hex: some StringProtocol) {
        let digits = hex.utf8
        guard digits.count == 64 else { return nil }
        var words = [UInt64](repeating: 0, count: 4)
        for (place, digit) in digits.enumerated() {
            guard let value = Self.value(ofHex: digit) else { return nil }
            words[place / 16] = words[place / 16] << 4 | value
        }
        self.words = (words[0], words[1], words[2], words[3])
    }

    /// Reads the form `sha256:<hex>`.
    package init?(tagged text: String) {
        guard text.hasPrefix("sha256:") else { return nil }
        self.init(hex: text.dropFirst(7))
    }

    private init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    package var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
        }
    }

    package var hex: String {
        String(unsafeUninitializedCapacity: 64) { buffer in
            var place = 0
            for word in [words.0, words.1, words.2, words.3] {
                for shift in stride(from: 60, through: 0, by: -4) {
                    let digit = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 15
                    buffer[place] = digit < 10 ? 48 + digit : 87 + digit
                    place += 1
                }
            }
            return 64
        }
    }

    /// `sha256:<hex>`, the form that files and tokens carry.
    package var tagged: String { "sha256:" + hex }

    package static func == (left: Hash256, right: Hash256) -> Bool { left.words == right.words }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }

    private static func value(ofHex digit: UInt8) -> UInt64? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(digit - 48)
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(digit - 87)
        default: nil
        }
    }
}

/// SHA-256 over pieces, for hashing without joining them first.
package struct Hasher256 {
    private var state = SHA256()

    package init() {}

    package mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { state.update(bufferPointer: $0) } }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) { state.update(bufferPointer: bytes) }

    package func finish() -> Hash256 {
        state.finalize().withUnsafeBytes { raw in
            func word(_ place: Int) -> UInt64 {
                UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self))
            }
            return Hash256(wordsOf: (word(0), word(1), word(2), word(3)))
        }
    }
}

extension Hash256 {
    fileprivate init(wordsOf words: (UInt64, UInt64, UInt64, UInt64)) { self.init(words: words) }
}
