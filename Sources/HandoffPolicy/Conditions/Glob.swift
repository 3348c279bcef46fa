/// A text with wildcards, always held against the whole of another text: `*` is any run of characters, dots and slashes
/// too, or none; `?` is one character (Unicode scalar). `\*`, `\?` and `\\` are these characters themselves. Without a
/// wildcard it is exact, byte by byte.
package struct Glob: Sendable, Hashable {
    /// As it is written.
    package let text: String
    private let tokens: [UInt16]
    package let isExact: Bool
    /// What an exact one is satisfied by, without backslashes.
    package let literal: String?

    private static let any: UInt16 = 256
    private static let one: UInt16 = 257

    package enum Mistake: Error, Equatable {
        case empty
        case loneBackslash
        case looksLikeRegularExpression
    }

    package init(_ text: String) throws(Mistake) {
        guard !text.isEmpty else { throw .empty }
        guard !Self.looksLikeRegularExpression(Array(text.utf8)) else { throw .looksLikeRegularExpression }
        var tokens: [UInt16] = []
        var isExact = true
        var isEscaped = false
        for byte in text.utf8 {
            switch (isEscaped, byte) {
            case (true, UInt8(ascii: "*")), (true, UInt8(ascii: "?")), (true, UInt8(ascii: "\\")):
                tokens.append(UInt16(byte))
                isEscaped = false
            case (true, _): throw .loneBackslash
            case (false, UInt8(ascii: "\\")): isEscaped = true
            case (false, UInt8(ascii: "*")):
                // Two in a row say no more than one.
                if tokens.last != Self.any { tokens.append(Self.any) }
                isExact = false
            case (false, UInt8(ascii: "?")):
                tokens.append(Self.one)
                isExact = false
            case (false, _): tokens.append(UInt16(byte))
            }
        }
        guard !isEscaped else { throw .loneBackslash }
        self.text = text
        self.tokens = tokens
        self.isExact = isExact
        literal = isExact ? String(decoding: tokens.map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self) : nil
    }

    /// By what it is satisfied, byte by byte, however it is written.
    package static func == (left: Glob, right: Glob) -> Bool { left.tokens == right.tokens }

    package func hash(into hasher: inout Hasher) { hasher.combine(tokens) }

    /// Whether it is satisfied by every text.
    package var isAnything: Bool { tokens == [Self.any] }

    /// Whether it has nothing of a name, and is satisfied by almost every one: `*`, `?*`, `*.*`.
    package var namesNothing: Bool {
        !isExact && tokens.allSatisfy { $0 >= Self.any || $0 == UInt16(UInt8(ascii: ".")) }
    }

    /// Whether it looks like a path or an address, of which what carries an action out may take several texts for the same.
    var isPlace: Bool { text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "@") } }

    /// What every text that satisfies it begins with.
    var literalPrefix: [UInt8] { tokens.prefix { $0 < Self.any }.map { UInt8(truncatingIfNeeded: $0) } }

    package func matches(_ text: String) -> Bool { matches(text) { $0 } }

    /// Without telling large ASCII letters from small ones.
    func matchesInAnyCase(_ text: String) -> Bool { matches(text, as: Self.small) }

    /// A large ASCII letter as a small one.
    static func small(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

    private func matches(_ text: String, as letter: (UInt8) -> UInt8) -> Bool {
        if let result = text.utf8.withContiguousStorageIfAvailable({ matches(bytes: $0, letter) }) { return result }
        return Array(text.utf8).withUnsafeBufferPointer { matches(bytes: $0, letter) }
    }

    /// Goes back to the last `*` only, so the time is at most the product of both lengths.
    private func matches(bytes: UnsafeBufferPointer<UInt8>, _ letter: (UInt8) -> UInt8) -> Bool {
        var (token, byte) = (0, 0)
        var (starToken, starByte) = (-1, 0)
        while byte < bytes.count {
            let wanted = token < tokens.count ? tokens[token] : UInt16.max
            if wanted == Self.any {
                (starToken, starByte) = (token, byte)
                token += 1
            } else if wanted < Self.any, letter(UInt8(truncatingIfNeeded: wanted)) == letter(bytes[byte]) {
                token += 1
                byte += 1
            } else if wanted == Self.one {
                token += 1
                byte = Self.next(after: byte, in: bytes)
            } else if starToken >= 0 {
                token = starToken + 1
                starByte = Self.next(after: starByte, in: bytes)
                byte = starByte
            } else {
                return false
            }
        }
        return tokens[token...].allSatisfy { $0 == Self.any }
    }

    /// Where the next Unicode scalar begins.
    private static func next(after place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var place = place + 1
        while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place += 1 }
        return place
    }

    /// Whether every text that satisfies `other` is sure to satisfy this one.
    func covers(_ other: Glob) -> Bool {
        if isExact { return other.isExact && tokens == other.tokens }
        if let literal = other.literal { return matches(literal) }
        return isAnything || tokens == other.tokens
    }
}

extension Glob {
    /// What nobody means as a name or a wildcard: `^…`, `…$`, `.*…`, `.+`, `(a|b)`, `[a-z]`, `(?…`, `\d`.
    private static func looksLikeRegularExpression(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        if bytes.first == UInt8(ascii: "^") || bytes.last == UInt8(ascii: "$") || text.hasPrefix(".*") { return true }
        var (round, square) = (false, false)
        for (place, byte) in bytes.enumerated() {
            let next = place + 1 < bytes.count ? bytes[place + 1] : 0
            switch byte {
            case UInt8(ascii: "."): if next == UInt8(ascii: "+") { return true }
            case UInt8(ascii: "\\"): if "dDsSwWbB.".utf8.contains(next) { return true }
            case UInt8(ascii: "("):
                if next == UInt8(ascii: "?") { return true }
                round = true
            case UInt8(ascii: "|"): if round { return true }
            case UInt8(ascii: "["):
                if next == UInt8(ascii: "^") { return true }
                square = true
            case UInt8(ascii: "]"): square = false
            case UInt8(ascii: "-"): if square { return true }
            default: break
            }
        }
        return false
    }
}

extension Glob.Mistake: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty: "an empty pattern matches nothing"
        case .loneBackslash: #"a backslash stands only before *, ? or \"#
        case .looksLikeRegularExpression:
            "this looks like a regular expression; a pattern is a text in which * is any run and ? one character"
        }
    }
}
