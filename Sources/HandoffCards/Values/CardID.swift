/// Names a card: 1 to 96 of `A-Z a-z 0-9 . _ -`, not beginning with a dot. Also the stem of its file names.
package struct CardID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// Nil when `text` is not a card ID.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard (1...96).contains(bytes.count), bytes.first != UInt8(ascii: "."), bytes.allSatisfy({ Self.isAllowed($0) })
        else {
            return nil
        }
        self.text = text
    }

    package var description: String { text }

    package static func < (left: CardID, right: CardID) -> Bool { left.text < right.text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension CardID {
    /// A UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then 74 random bits, so that IDs sort by their time.
    package static func unique(now: Timestamp, using random: inout some RandomNumberGenerator) -> CardID {
        let high = UInt64(bitPattern: now.milliseconds) << 16 | 0x7000 | random.next() & 0x0fff
        let low: UInt64 = 0x8000_0000_0000_0000 | random.next() & 0x3fff_ffff_ffff_ffff
        let hex = hexadecimal(high) + hexadecimal(low)
        var text = ""
        for (place, digit) in hex.enumerated() {
            if [8, 12, 16, 20].contains(place) { text.append("-") }
            text.append(digit)
        }
        return CardID(unchecked: text)
    }

    package static func unique(now: Timestamp) -> CardID {
        var random = SystemRandomNumberGenerator()
        return unique(now: now, using: &random)
    }

    private init(unchecked text: String) { self.text = text }
}

private func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}
