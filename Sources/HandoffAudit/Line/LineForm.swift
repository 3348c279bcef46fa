import Glibc
import HandoffCards
import StrictJSON

/// The form of a line: `{"v":1,"seq":N,"prev":"<hex>","time":"<RFC 3339>","type":"<type>","body":{…}}`, byte for byte.
/// No other spelling of the same JSON is a line.
struct LineForm {
    let sequence: Int
    /// Of the 64 digits of the leaf hash of the line before.
    let previousStart: Int
    let time: Timestamp
    let type: String
    /// Of the body's brace; the body ends before the line's last byte.
    let bodyStart: Int

    /// The longest line, without its line feed. A card may have 256 KiB, and its canonical form at most some four times
    /// that.
    static let longest = 8 << 20

    /// How deep a body may nest: it encloses a card, which comes from outside.
    static let deepest = JSONValue.depthLimit + 1

    static let hashLength = 64

    init(_ line: UnsafeRawBufferPointer) throws(LineFormError) {
        var scanner = LineScanner(line: line)
        sequence = try scanner.sequence()
        try scanner.take(#","prev":""#)
        previousStart = scanner.place
        try scanner.hash()
        try scanner.take(#"","time":""#)
        let timeStart = scanner.place
        guard let time = Timestamp(String(decoding: try scanner.text(), as: UTF8.self)) else {
            throw LineFormError(expected: "an RFC 3339 time", column: timeStart + 1)
        }
        self.time = time
        try scanner.take(#"","type":""#)
        type = String(decoding: try scanner.text(), as: UTF8.self)
        try scanner.take(#"","body":"#)
        bodyStart = scanner.place
        try scanner.take("{")
        guard line.count >= bodyStart + 3, line[line.count - 1] == UInt8(ascii: "}"),
            line[line.count - 2] == UInt8(ascii: "}")
        else { throw LineFormError(expected: "}} at the end", column: line.count) }
    }

    /// As many of a line's first bytes as `beginning` needs.
    static let beginningLength = 192

    /// Sequence and time, from a line's first bytes.
    static func beginning(_ bytes: UnsafeRawBufferPointer) throws(LineFormError) -> (sequence: Int, time: Timestamp) {
        var scanner = LineScanner(line: bytes)
        let sequence = try scanner.sequence()
        try scanner.take(#","prev":""#)
        try scanner.hash()
        try scanner.take(#"","time":""#)
        let start = scanner.place
        guard let time = Timestamp(String(decoding: try scanner.text(), as: UTF8.self)) else {
            throw LineFormError(expected: "an RFC 3339 time", column: start + 1)
        }
        return (sequence, time)
    }

    /// The sequence alone, from a line's first bytes.
    static func sequence(ofLineBeginning bytes: UnsafeRawBufferPointer) throws(LineFormError) -> Int {
        var scanner = LineScanner(line: bytes)
        return try scanner.sequence()
    }

    /// The Merkle tree leaf of RFC 6962, 2.1: SHA-256 of a zero byte and the line without its line feed.
    static func leaf(of line: UnsafeRawBufferPointer) -> Hash256 {
        var hasher = Hasher256()
        withUnsafeBytes(of: UInt8(0)) { hasher.update($0) }
        hasher.update(line)
        return hasher.finish()
    }

    /// Appends a line with its line feed. The body's members keep their order; within them everything is in canonical
    /// form.
    static func append(
        _ type: String, _ body: JSONObject, at position: LogPosition, time: Timestamp, to output: inout [UInt8]
    ) {
        // Piece by piece: to put them into a text first takes as long as the rest of the line.
        output += #"{"v":1,"seq":"#.utf8
        output += String(position.sequence).utf8
        output += #","prev":""#.utf8
        output += position.leaf.hex.utf8
        output += #"","time":""#.utf8
        output += time.description.utf8
        output += #"","type":""#.utf8
        output += type.utf8
        output += #"","body":{"#.utf8
        body.appendMembers(to: &output)
        output += "}}\n".utf8
    }

    /// Whether a type can stand in a line: letters, digits, dots and the like.
    static func isType(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64 && text.utf8.allSatisfy(LineScanner.isPlain)
    }
}

struct LineFormError: Error {
    var expected: String
    /// Counted from 1, in bytes.
    var column: Int
}

/// Takes a line apart from its beginning.
private struct LineScanner {
    let line: UnsafeRawBufferPointer
    var place = 0

    mutating func take(_ text: StaticString) throws(LineFormError) {
        let count = text.utf8CodeUnitCount
        guard line.count - place >= count, let start = line.baseAddress,
            memcmp(start + place, text.utf8Start, count) == 0
        else { throw LineFormError(expected: "\(text)", column: place + 1) }
        place += count
    }

    mutating func sequence() throws(LineFormError) -> Int {
        try take(#"{"v":1,"seq":"#)
        let start = place
        var value = 0
        while place < line.count, place - start < 18, (48...57).contains(line[place]) {
            value = value * 10 + Int(line[place] - 48)
            place += 1
        }
        let isWritten = place > start && (line[start] != 48 || place == start + 1)
        guard isWritten, place < line.count, line[place] == UInt8(ascii: ",") else {
            throw LineFormError(expected: "a sequence number", column: start + 1)
        }
        return value
    }

    mutating func hash() throws(LineFormError) {
        let end = place + LineForm.hashLength
        guard line.count >= end, line[place..<end].allSatisfy(Self.isHexadecimal) else {
            throw LineFormError(expected: "a hash of 64 hexadecimal digits", column: place + 1)
        }
        place = end
    }

    /// Up to the next quotation mark; only of what times and types are written with.
    mutating func text() throws(LineFormError) -> UnsafeRawBufferPointer {
        let start = place
        while place < line.count, place - start < 64, Self.isPlain(line[place]) { place += 1 }
        guard place > start else { throw LineFormError(expected: "a word", column: start + 1) }
        return UnsafeRawBufferPointer(rebasing: line[start..<place])
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
            UInt8(ascii: "+"):
            true
        default: false
        }
    }
}
