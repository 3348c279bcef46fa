import Glibc
import HandoffCards

/// The beginning of a line, looked at as quickly as possible. What fits here need not be a line: `LineForm` says that.
/// What does not fit is none.
struct LineHead {
    let sequence: Int
    private let digits: UnsafeRawPointer
    private let rest: UnsafeRawBufferPointer

    init?(_ line: UnsafeRawBufferPointer) {
        guard let base = line.baseAddress, line.count > 128, Self.stands(#"{"v":1,"seq":"#, at: base) else {
            return nil
        }
        var place = 13
        var sequence = 0
        // A line has more bytes than this takes.
        while place < 31 {
            let digit = line[place] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            sequence = sequence * 10 + Int(digit)
            place += 1
        }
        guard place > 13, place == 14 || line[13] != UInt8(ascii: "0"), Self.stands(#","prev":""#, at: base + place)
        else { return nil }
        digits = base + place + 9
        place += 9 + LineForm.hashLength
        guard Self.stands(#"","time":""#, at: base + place), line[line.count - 1] == UInt8(ascii: "}"),
            line[line.count - 2] == UInt8(ascii: "}")
        else { return nil }
        self.sequence = sequence
        rest = UnsafeRawBufferPointer(rebasing: line[(place + 10)...])
    }

    /// Whether it says that it follows the line with this leaf hash.
    func follows(_ leaf: Hash256) -> Bool { leaf.isWritten(at: digits) }

    /// Nil when these are not hexadecimal digits.
    var previous: Hash256? {
        Hash256(
            hex: String(
                decoding: UnsafeRawBufferPointer(start: digits, count: LineForm.hashLength), as: UTF8.self))
    }

    var isCheckpoint: Bool {
        let words: StaticString = #"","type":"log.checkpoint","body":{"#
        guard let base = rest.baseAddress,
            let quote = memchr(base, Int32(UInt8(ascii: "\"")), min(rest.count, Self.longestTime)),
            rest.count - (UnsafeRawPointer(quote) - base) > words.utf8CodeUnitCount
        else { return false }
        return Self.stands(words, at: UnsafeRawPointer(quote))
    }

    private static let longestTime = 65

    private static func stands(_ words: StaticString, at place: UnsafeRawPointer) -> Bool {
        memcmp(place, words.utf8Start, words.utf8CodeUnitCount) == 0
    }
}
