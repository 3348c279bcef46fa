import Testing

@testable import StrictJSON

struct Refusal: Sendable, CustomTestStringConvertible {
    var bytes: [UInt8]
    var problem: JSONError.Problem
    var offset: Int

    init(_ text: String, _ problem: JSONError.Problem, at offset: Int) {
        self.init(Array(text.utf8), problem, at: offset)
    }

    init(_ bytes: [UInt8], _ problem: JSONError.Problem, at offset: Int) {
        self.bytes = bytes
        self.problem = problem
        self.offset = offset
    }

    var testDescription: String {
        String(decoding: bytes.prefix(40), as: UTF8.self)
    }
}

private let aValue = "a value"
private let aName = "a member's name in double quotes"
private let anEscape = "an escape (one of \" \\ / b f n r t u)"

private func unexpected(_ character: Unicode.Scalar, _ expected: String) -> JSONError.Problem {
    .unexpectedByte(UInt8(ascii: character), expected: expected)
}

/// The bytes within double quotes.
private func quoted(_ bytes: UInt8...) -> [UInt8] {
    [0x22] + bytes + [0x22]
}

@Suite struct RefusalTests {
    @Test(arguments: [
        Refusal("", .unexpectedEnd, at: 0),
        Refusal("  \n ", .unexpectedEnd, at: 4),
        Refusal("[", .unexpectedEnd, at: 1),
        Refusal("[1", .unexpectedEnd, at: 2),
        Refusal("[1,", .unexpectedEnd, at: 3),
        Refusal("{", .unexpectedEnd, at: 1),
        Refusal(#"{"a""#, .unexpectedEnd, at: 4),
        Refusal(#"{"a":"#, .unexpectedEnd, at: 5),
        Refusal(#"{"a":1"#, .unexpectedEnd, at: 6),
        Refusal(#"{"a":1,"#, .unexpectedEnd, at: 7),
        Refusal("[1,]", unexpected("]", aValue), at: 3),
        Refusal("[,1]", unexpected(",", aValue), at: 1),
        Refusal("[1,,2]", unexpected(",", aValue), at: 3),
        Refusal("[1 2]", unexpected("2", "',' or ']'"), at: 3),
        Refusal("[1}", unexpected("}", "',' or ']'"), at: 2),
        Refusal("]", unexpected("]", aValue), at: 0),
        Refusal("{]", unexpected("]", aName), at: 1),
        Refusal("{,}", unexpected(",", aName), at: 1),
        Refusal("{a:1}", unexpected("a", aName), at: 1),
        Refusal("{'a':1}", unexpected("'", aName), at: 1),
        Refusal("{1:1}", unexpected("1", aName), at: 1),
        Refusal(#"{"a":1,}"#, unexpected("}", aName), at: 7),
        Refusal(#"{"a" 1}"#, unexpected("1", "':'"), at: 5),
        Refusal(#"{"a"::1}"#, unexpected(":", aValue), at: 5),
        Refusal(#"{"a":1]"#, unexpected("]", "',' or '}'"), at: 6),
        Refusal(#"{"a":1 "b":2}"#, unexpected("\"", "',' or '}'"), at: 7),
        Refusal("/* no */ 1", unexpected("/", aValue), at: 0),
        Refusal("[1] // no", .trailingBytes, at: 4),
        Refusal("1 2", .trailingBytes, at: 2),
        Refusal("{}}", .trailingBytes, at: 2),
        Refusal("\"a\"\0", .trailingBytes, at: 3),
        Refusal("null\u{0C}", .trailingBytes, at: 4),
        Refusal("\u{0B}1", unexpected("\u{0B}", aValue), at: 0),
        Refusal([0xC2, 0xA0, 0x31], .unexpectedByte(0xC2, expected: aValue), at: 0),
        Refusal([0x00], unexpected("\0", aValue), at: 0),
    ])
    func structure(_ refusal: Refusal) {
        expect(refusal)
    }

    @Test(arguments: [
        Refusal("nul", .unexpectedEnd, at: 3),
        Refusal("nulL", unexpected("L", "null"), at: 3),
        Refusal("True", unexpected("T", aValue), at: 0),
        Refusal("tRue", unexpected("R", "true"), at: 1),
        Refusal("fals3", unexpected("3", "false"), at: 4),
        Refusal("truee", .trailingBytes, at: 4),
        Refusal("NaN", unexpected("N", aValue), at: 0),
        Refusal("Infinity", unexpected("I", aValue), at: 0),
        Refusal("undefined", unexpected("u", aValue), at: 0),
    ])
    func words(_ refusal: Refusal) {
        expect(refusal)
    }

    @Test(arguments: [
        Refusal("-", .unexpectedEnd, at: 1),
        Refusal("+1", unexpected("+", aValue), at: 0),
        Refusal(".5", unexpected(".", aValue), at: 0),
        Refusal("-.5", unexpected(".", "a digit"), at: 1),
        Refusal("--1", unexpected("-", "a digit"), at: 1),
        Refusal("-Infinity", unexpected("I", "a digit"), at: 1),
        Refusal("1.", .unexpectedEnd, at: 2),
        Refusal("[1.]", unexpected("]", "a digit"), at: 3),
        Refusal("1.e3", unexpected("e", "a digit"), at: 2),
        Refusal("1e", .unexpectedEnd, at: 2),
        Refusal("1e+", .unexpectedEnd, at: 3),
        Refusal("1e+-2", unexpected("-", "a digit"), at: 3),
        Refusal("1e2.5", .trailingBytes, at: 3),
        Refusal("1.2.3", .trailingBytes, at: 3),
        Refusal("0x10", .trailingBytes, at: 1),
        Refusal("1_000", .trailingBytes, at: 1),
        Refusal("[00]", .leadingZero, at: 1),
        Refusal("[01]", .leadingZero, at: 1),
        Refusal("[-012]", .leadingZero, at: 2),
        Refusal("01.5", .leadingZero, at: 0),
        Refusal("00e1", .leadingZero, at: 0),
    ])
    func numbers(_ refusal: Refusal) {
        expect(refusal)
    }

    @Test(arguments: [
        Refusal("\"", .unexpectedEnd, at: 1),
        Refusal("\"abc", .unexpectedEnd, at: 4),
        Refusal("\"abc\\", .unexpectedEnd, at: 5),
        Refusal("\"abc\\\"", .unexpectedEnd, at: 6),
        Refusal("\"a much longer string that has no end", .unexpectedEnd, at: 37),
        Refusal("\"a\nb\"", .controlCharacter(0x0A), at: 2),
        Refusal("\"a\tb\"", .controlCharacter(0x09), at: 2),
        Refusal("\"\0\"", .controlCharacter(0x00), at: 1),
        Refusal("\"0123456789abcdef\u{1F}\"", .controlCharacter(0x1F), at: 17),
        Refusal("\"\\\\\u{01}\"", .controlCharacter(0x01), at: 3),
        Refusal(#""\a""#, unexpected("a", anEscape), at: 2),
        Refusal(#""\'""#, unexpected("'", anEscape), at: 2),
        Refusal(#""\U0041""#, unexpected("U", anEscape), at: 2),
        Refusal(#""\x41""#, unexpected("x", anEscape), at: 2),
        Refusal(#""\u""#, unexpected("\"", "a hexadecimal digit"), at: 3),
        Refusal(#""\u004""#, unexpected("\"", "a hexadecimal digit"), at: 6),
        Refusal(#""\u00G0""#, unexpected("G", "a hexadecimal digit"), at: 5),
        Refusal(#""\u+041""#, unexpected("+", "a hexadecimal digit"), at: 3),
        Refusal(#""\u00"#, .unexpectedEnd, at: 5),
        Refusal("\"\\\n\"", unexpected("\n", anEscape), at: 2),
        Refusal("'a'", unexpected("'", aValue), at: 0),
    ])
    func strings(_ refusal: Refusal) {
        expect(refusal)
    }

    @Test(arguments: [
        Refusal(#""\ud800""#, .loneSurrogate, at: 1),
        Refusal(#""\uDFFF""#, .loneSurrogate, at: 1),
        Refusal(#""ab\ud83d""#, .loneSurrogate, at: 3),
        Refusal(#""\ud83dx""#, .loneSurrogate, at: 1),
        Refusal(#""\ud83d\n""#, .loneSurrogate, at: 1),
        Refusal(#""\ud83d\u0041""#, .loneSurrogate, at: 1),
        Refusal(#""\ud83d\ud83d""#, .loneSurrogate, at: 1),
        Refusal(#""\ude00\ud83d""#, .loneSurrogate, at: 1),
        Refusal(#""\ud83d\ude00\ude00""#, .loneSurrogate, at: 13),
        Refusal(#""\ud83d"#, .unexpectedEnd, at: 7),
        Refusal(#""\ud83d\"#, .unexpectedEnd, at: 8),
        Refusal(#""\ud83d\u""#, unexpected("\"", "a hexadecimal digit"), at: 9),
        Refusal(#"{"\ud800":1}"#, .loneSurrogate, at: 2),
    ])
    func surrogates(_ refusal: Refusal) {
        expect(refusal)
    }

    @Test(arguments: [
        Refusal(quoted(0x80), .invalidUTF8, at: 1),
        Refusal(quoted(0xBF), .invalidUTF8, at: 1),
        Refusal(quoted(0xC0, 0x80), .invalidUTF8, at: 1),
        Refusal(quoted(0xC1, 0xBF), .invalidUTF8, at: 1),
        Refusal(quoted(0xC3), .invalidUTF8, at: 1),
        Refusal(quoted(0xC3, 0x28), .invalidUTF8, at: 1),
        Refusal(quoted(0xC3, 0xC3), .invalidUTF8, at: 1),
        Refusal(quoted(0xE0, 0x9F, 0xBF), .invalidUTF8, at: 1),
        Refusal(quoted(0xE2, 0x82), .invalidUTF8, at: 1),
        Refusal(quoted(0xE2, 0x28, 0xA1), .invalidUTF8, at: 1),
        Refusal(quoted(0xE2, 0x82, 0x28), .invalidUTF8, at: 1),
        Refusal(quoted(0xED, 0xA0, 0x80), .invalidUTF8, at: 1),
        Refusal(quoted(0xED, 0xBF, 0xBF), .invalidUTF8, at: 1),
        Refusal(quoted(0xF0, 0x8F, 0xBF, 0xBF), .invalidUTF8, at: 1),
        Refusal(quoted(0xF0, 0x9F, 0x98), .invalidUTF8, at: 1),
        Refusal(quoted(0xF0, 0x9F, 0x28, 0x80), .invalidUTF8, at: 1),
        Refusal(quoted(0xF0, 0x9F, 0x98, 0xC0), .invalidUTF8, at: 1),
        Refusal(quoted(0xF4, 0x90, 0x80, 0x80), .invalidUTF8, at: 1),
        Refusal(quoted(0xF5, 0x80, 0x80, 0x80), .invalidUTF8, at: 1),
        Refusal(quoted(0xF8, 0x88, 0x80, 0x80, 0x80), .invalidUTF8, at: 1),
        Refusal(quoted(0xFE), .invalidUTF8, at: 1),
        Refusal(quoted(0xFF), .invalidUTF8, at: 1),
        Refusal(quoted(0x61, 0x62, 0xC3, 0xA9, 0xFF), .invalidUTF8, at: 5),
        Refusal(quoted(0x5C, 0x6E, 0xC3, 0xA9, 0x80), .invalidUTF8, at: 5),
        Refusal([0x22, 0xC3], .invalidUTF8, at: 1),
        Refusal([0x22, 0xE2, 0x82], .invalidUTF8, at: 1),
        Refusal([0x22, 0xF0, 0x9F, 0x98], .invalidUTF8, at: 1),
    ])
    func illFormedUTF8(_ refusal: Refusal) {
        expect(refusal)
    }

    @Test(arguments: [
        Refusal("\u{FEFF}{}", .byteOrderMark, at: 0),
        Refusal("\u{FEFF}", .byteOrderMark, at: 0),
        Refusal([0xFE, 0xFF, 0x00, 0x31], .unexpectedByte(0xFE, expected: aValue), at: 0),
        Refusal([0xFF, 0xFE, 0x31, 0x00], .unexpectedByte(0xFF, expected: aValue), at: 0),
        Refusal(" \u{FEFF}{}", .unexpectedByte(0xEF, expected: aValue), at: 1),
    ])
    func byteOrderMarks(_ refusal: Refusal) {
        expect(refusal)
    }

    @Test(arguments: [
        Refusal(#"{"a":1,"a":1}"#, .duplicateMember("a"), at: 7),
        Refusal(#"{"a":1,"b":2,"a":1}"#, .duplicateMember("a"), at: 13),
        Refusal(#"{"":1,"":1}"#, .duplicateMember(""), at: 6),
        Refusal(#"{"a":1,"\u0061":1}"#, .duplicateMember("a"), at: 7),
        Refusal(#"{"\u0061":1,"a":1}"#, .duplicateMember("a"), at: 12),
        Refusal(#"{"a\/b":1,"a/b":1}"#, .duplicateMember("a/b"), at: 10),
        Refusal(#"{"é":1,"\u00e9":1}"#, .duplicateMember("é"), at: 8),
        Refusal(#"{"😀":1,"\ud83d\ude00":1}"#, .duplicateMember("😀"), at: 10),
        Refusal(#"[{"x":{"a":{},"a":[]}}]"#, .duplicateMember("a"), at: 14),
        Refusal(
            #"{"a_rather_long_name_of_a_member":1,"a_rather_long_name_of_a_member":1}"#,
            .duplicateMember("a_rather_long_name_of_a_member"), at: 36),
    ])
    func duplicates(_ refusal: Refusal) {
        expect(refusal)
    }

    /// Both sides of the change from a search to a set.
    @Test(arguments: [2, 15, 16, 17, 18, 33, 200])
    func duplicatesInObjectsOfAnySize(count: Int) throws {
        let members = (0..<count).map { "\"name\($0)\":\($0)" }
        let whole = try JSONValue(parsing: "{" + members.joined(separator: ",") + "}")
        #expect(whole.object?.members.count == count)
        for repeated in [0, count / 2, count - 1] {
            let text = "{" + members.joined(separator: ",") + ",\"name\(repeated)\":0}"
            #expect(outcome(of: text).failure?.problem == .duplicateMember("name\(repeated)"))
        }
    }

    @Test func depth() throws {
        let limit = JSONValue.depthLimit
        let arrays = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
        let objects = String(repeating: "{\"a\":", count: limit) + "1" + String(repeating: "}", count: limit)
        #expect(try JSONValue(parsing: arrays).text == arrays)
        #expect(try JSONValue(parsing: objects).text == objects)
        expect(Refusal("[" + arrays + "]", .tooDeep(limit: 32), at: 32))
        expect(Refusal("{\"a\":" + objects + "}", .tooDeep(limit: 32), at: 5 * 32))
        expect(Refusal(String(repeating: "[", count: 1_000_000), .tooDeep(limit: 32), at: 32))
        #expect(try JSONValue(parsing: "[\(arrays)]", depthLimit: limit + 1).text == "[\(arrays)]")
    }

    /// A document cut anywhere is refused, where it was cut or where the sequence of bytes begins that the cut splits.
    @Test func everyPrefix() {
        let bytes = Array(sampleCard.utf8)
        for count in bytes.indices {
            let failure = outcome(of: Array(bytes[..<count])).failure
            switch failure?.problem {
            case .unexpectedEnd?: #expect(failure?.offset == count)
            case .invalidUTF8?: #expect(bytes[count] & 0xC0 == 0x80)
            default: Issue.record("prefix of \(count) bytes: \(String(describing: failure))")
            }
        }
    }

    private func expect(_ refusal: Refusal, sourceLocation: SourceLocation = #_sourceLocation) {
        let failure = outcome(of: refusal.bytes).failure
        #expect(failure?.problem == refusal.problem, sourceLocation: sourceLocation)
        #expect(failure?.offset == refusal.offset, sourceLocation: sourceLocation)
    }
}
