import Crypto

/// A SHA-256 value (FIPS 180-4): 32 bytes, kept as four big-endian words.
package struct Hash256: Hashable, Sendable {
    fileprivate var words: (UInt64, UInt64, UInt64, UInt64)

    /// All zeros: what stands before the first line of a log.
    package static let zero = Hash256(words: (0, 0, 0, 0))

    /// - Parameter memory: hashed in one go, which is the quickest way.
    package init(ofMemory memory: UnsafeRawBufferPointer) {
        var hasher = Hasher256()
        hasher.update(memory)
        self = hasher.finish()
    }

    package init(of bytes: some Sequence<UInt8>) {
        var hasher = Hasher256()
        hasher.update(Array(bytes))
        self = hasher.finish()
    }

    /// Nil unless there are exactly 32 bytes.
    package init?(bytes: some Collection<UInt8>) {
        let found = bytes.withContiguousStorageIfAvailable { Hash256(memory: UnsafeRawBufferPointer($0)) }
        guard let hash = found ?? Array(bytes).withUnsafeBytes(Hash256.init(memory:)) else { return nil }
        self = hash
    }

    private init?(memory: UnsafeRawBufferPointer) {
        guard memory.count == 32 else { return nil }
        func word(_ place: Int) -> UInt64 {
            UInt64(bigEndian: memory.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self))
        }
        words = (word(0), word(1), word(2), word(3))
    }

    /// Nil unless there are exactly 64 lower-case hexadecimal digits.
    package init?(hex: some StringProtocol) {
        let found = hex.utf8.withContiguousStorageIfAvailable { Hash256(digits: UnsafeRawBufferPointer($0)) }
        guard let hash = found ?? Array(hex.utf8).withUnsafeBytes(Hash256.init(digits:)) else { return nil }
        self = hash
    }

    private init?(digits: UnsafeRawBufferPointer) {
        guard digits.count == 64, let start = digits.baseAddress else { return nil }
        func word(_ place: Int) -> UInt64 {
            let first = Self.bits(ofDigits: start.loadUnaligned(fromByteOffset: 16 * place, as: UInt64.self))
            let second = Self.bits(ofDigits: start.loadUnaligned(fromByteOffset: 16 * place + 8, as: UInt64.self))
            return UInt64(first) << 32 | UInt64(second)
        }
        words = (word(0), word(1), word(2), word(3))
        // What is no digit gives some bits too, and other digits are written for them.
        guard isWritten(at: start) else { return nil }
    }

    /// Reads the form `sha256:<hex>`.
    package init?(tagged text: String) {
        guard text.hasPrefix("sha256:") else { return nil }
        self.init(hex: text.dropFirst(7))
    }

    fileprivate init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// The first 128 bits: enough to tell things apart that nobody makes collide.
    package struct Half: Hashable, Comparable, Sendable {
        fileprivate let words: (UInt64, UInt64)

        package static func == (left: Half, right: Half) -> Bool { left.words == right.words }

        package static func < (left: Half, right: Half) -> Bool { left.words < right.words }

        package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
    }

    package var half: Half { Half(words: (words.0, words.1)) }

    package var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
        }
    }

    /// The same without an array.
    package func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        let bigEndian = (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
        return try withUnsafeBytes(of: bigEndian, body)
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

    /// Of one byte and two hashes, one after the other.
    package static func joining(_ prefix: UInt8, _ left: Hash256, _ right: Hash256) -> Hash256 {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 1) { memory in
            memory[0] = prefix
            for (place, hash) in [(1, left), (33, right)] {
                for (word, value) in [hash.words.0, hash.words.1, hash.words.2, hash.words.3].enumerated() {
                    memory.storeBytes(of: value.bigEndian, toByteOffset: place + 8 * word, as: UInt64.self)
                }
            }
            return Hash256(ofMemory: UnsafeRawBufferPointer(memory))
        }
    }

    /// Whether the 64 bytes from there on are its hexadecimal digits. Makes no text of it.
    package func isWritten(at digits: UnsafeRawPointer) -> Bool {
        func isWritten(_ word: UInt64, _ place: Int) -> Bool {
            let first = digits.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let second = digits.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)
            return UInt64(bigEndian: first) == Self.digits(UInt32(truncatingIfNeeded: word >> 32))
                && UInt64(bigEndian: second) == Self.digits(UInt32(truncatingIfNeeded: word))
        }
        return isWritten(words.0, 0) && isWritten(words.1, 16) && isWritten(words.2, 32) && isWritten(words.3, 48)
    }

    /// The eight digits of 32 bits, the most significant first: all of them at once within one word.
    private static func digits(_ bits: UInt32) -> UInt64 {
        var nibbles = UInt64(bits)
        nibbles = (nibbles | nibbles << 16) & 0x0000_FFFF_0000_FFFF
        nibbles = (nibbles | nibbles << 8) & 0x00FF_00FF_00FF_00FF
        nibbles = (nibbles | nibbles << 4) & 0x0F0F_0F0F_0F0F_0F0F
        // 1 in each byte that needs a letter: "a" stands 39 places behind what follows "9".
        let letters = (nibbles + 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return nibbles + 0x3030_3030_3030_3030 + letters * 39
    }

    /// The other way round, for eight digits as they stand in memory.
    private static func bits(ofDigits digits: UInt64) -> UInt32 {
        let digits = UInt64(bigEndian: digits)
        // Letters have bit 6, and "a" is 10 where its low four bits say 1.
        var nibbles = digits & 0x0F0F_0F0F_0F0F_0F0F + (digits >> 6 & 0x0101_0101_0101_0101) * 9
        nibbles = (nibbles | nibbles >> 4) & 0x00FF_00FF_00FF_00FF
        nibbles = (nibbles | nibbles >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: nibbles | nibbles >> 16)
    }

    package static func == (left: Hash256, right: Hash256) -> Bool { left.words == right.words }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }
}

/// SHA-256 over pieces, for hashing without joining them first.
package struct Hasher256 {
    private var state = SHA256()

    package init() {}

    package mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { state.update(bufferPointer: $0) } }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) { state.update(bufferPointer: bytes) }

    /// The 32 bytes of another hash.
    package mutating func update(_ hash: Hash256) {
        let words = hash.words
        let bytes = (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
        withUnsafeBytes(of: bytes) { state.update(bufferPointer: $0) }
    }

    package func finish() -> Hash256 {
        state.finalize().withUnsafeBytes { raw in
            func word(_ place: Int) -> UInt64 {
                UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self))
            }
            return Hash256(words: (word(0), word(1), word(2), word(3)))
        }
    }
}
