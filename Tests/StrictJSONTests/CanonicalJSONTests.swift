import TestSupport
import Testing

@testable import StrictJSON

@Suite struct CanonicalJSONTests {
    /// RFC 8785, sections 3.2.2 to 3.2.4. Its first number has more digits than its double gives back, so the reader
    /// takes it in its shortest form only.
    @Test func exampleOfTheRFC() throws {
        let text = #"""
            {
              "numbers": [333333333.3333333, 1E30, 4.50,
                          2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#
        let canonical =
            #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
            + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        let value = try JSONValue(parsing: text)
        #expect(value.canonicalText == canonical)
        #expect(JSONValue.number(333333333.33333329).canonicalText == "333333333.3333333")
        #expect(outcome(of: "333333333.33333329").failure?.problem == .numberNotExact("333333333.33333329"))

        let hexadecimal = """
            7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72 75 65 2c 66 61 6c 73 65 5d 2c 22 6e 75 6d 62 65 72 73
            22 3a 5b 33 33 33 33 33 33 33 33 33 2e 33 33 33 33 33 33 33 2c 31 65 2b 33 30 2c 34 2e 35 2c 30 2e 30 30 32 2c 31
            65 2d 32 37 5d 2c 22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24 5c 75 30 30 30 66 5c 6e 41 27 42 5c 22 5c 5c 5c 5c 5c
            22 2f 22 7d
            """
        let bytes = hexadecimal.split(whereSeparator: \.isWhitespace).compactMap { UInt8($0, radix: 16) }
        #expect(value.canonicalBytes() == bytes)
    }

    /// RFC 8785, section 3.2.3.
    @Test func sortingExampleOfTheRFC() throws {
        let text = #"""
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """#
        let sorted = [
            "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
            "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
        ]
        let canonical = try JSONValue(parsing: JSONValue(parsing: text).canonicalBytes())
        #expect(canonical.object?.members.map(\.value) == sorted.map { .string($0) })
    }

    /// RFC 8785, appendix B.
    @Test(
        arguments: [
            (0x0000_0000_0000_0000, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
            (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xC340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"),
            (0x44B5_2D02_C7E1_4AF6, "1e+23"),
            (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"),
            (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
            (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"),
            (0x444B_1AE4_D6E2_EF50, "1e+21"),
            (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"),
            (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
            (0x41B3_DE43_5555_5553, "333333333.3333332"),
            (0x41B3_DE43_5555_5554, "333333333.33333325"),
            (0x41B3_DE43_5555_5555, "333333333.3333333"),
            (0x41B3_DE43_5555_5556, "333333333.3333334"),
            (0x41B3_DE43_5555_5557, "333333333.33333343"),
            (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
            (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
        ] as [(UInt64, String)])
    func numbersOfTheRFC(bits: UInt64, text: String) {
        #expect(JSONValue.number(Double(bitPattern: bits)).canonicalText == text)
    }

    @Test(
        arguments: [
            (1, "1"), (-1, "-1"), (10, "10"), (100_000, "100000"), (123_456, "123456"), (0.1, "0.1"),
            (-0.001, "-0.001"),
            (1.5, "1.5"), (12.25, "12.25"), (1e-6, "0.000001"), (1e-7, "1e-7"), (1.25e-7, "1.25e-7"),
            (1e20, "100000000000000000000"),
            (123e18, "123000000000000000000"), (1e21, "1e+21"), (1.5e21, "1.5e+21"), (1e100, "1e+100"),
            (-2.5e-10, "-2.5e-10"),
            (9_007_199_254_740_991, "9007199254740991"), (2_251_799_813_685_248.5, "2251799813685248.5"), (0.3, "0.3"),
            (0.1 + 0.2, "0.30000000000000004"), (100, "100"), (1_000_000_000_000_000, "1000000000000000"),
        ] as [(Double, String)])
    func numbers(number: Double, text: String) {
        #expect(JSONValue.number(number).canonicalText == text)
        #expect(JSONValue.number(number).text == text)
    }

    @Test func everyControlCharacter() {
        let escapes = [0x08: "\\b", 0x09: "\\t", 0x0A: "\\n", 0x0C: "\\f", 0x0D: "\\r"]
        let digits = Array("0123456789abcdef")
        for code in 0..<0x20 {
            let expected = escapes[code] ?? "\\u00\(digits[code / 16])\(digits[code % 16])"
            let string = String(Unicode.Scalar(UInt8(code)))
            #expect(JSONValue.string("a" + string + "b").canonicalText == "\"a\(expected)b\"")
        }
        #expect(JSONValue.string("\u{7F}\u{80}\u{2028}/<é😀").canonicalText == "\"\u{7F}\u{80}\u{2028}/<é😀\"")
    }

    /// Any order of members gives the same bytes, and names stand as their UTF-16 code units do.
    @Test func orderIsThatOfUTF16() {
        let names = [
            "", "\u{01}", "1", "10", "2", "A", "AA", "a", "a\0", "aa", "ab", "b", "\u{7F}", "\u{80}", "é", "e\u{301}",
            "\u{7FF}",
            "\u{800}", "€", "\u{D7FF}", "\u{E000}", "\u{FB33}", "\u{FFFD}", "\u{FFFF}", "\u{10000}", "😀", "😀a",
            "\u{FFFF}a",
            "\u{10FFFF}", "x\u{E000}", "x\u{10000}", "x\u{D7FF}", "a long name beyond fifteen bytes",
            "a long name beyond fifteen bytez",
        ]
        let expected = names.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }
        var generator = SeededRandom(seed: 16)
        for _ in 0..<50 {
            let members = names.shuffled(using: &generator).map { JSONObject.Member(name: $0, value: .null) }
            let object = JSONValue.object(JSONObject(members))
            let text = "{" + expected.map { JSONValue.string($0).text + ":null" }.joined(separator: ",") + "}"
            #expect(object.canonicalText == text)
        }
    }

    @Test func nested() throws {
        let text = #"{"b":[{"z":1,"a":{"d":[],"c":{}}},2],"a":"x"}"#
        #expect(try JSONValue(parsing: text).canonicalText == #"{"a":"x","b":[{"a":{"c":{},"d":[]},"z":1},2]}"#)
    }

    @Test func appending() {
        var bytes = Array("digest:".utf8)
        JSONValue.object(["b": 1, "a": 2]).appendCanonical(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == #"digest:{"a":2,"b":1}"#)
    }

    /// Unicode normalisation is none of its business.
    @Test func spellingsStayApart() {
        #expect(JSONValue.string("\u{E9}").canonicalBytes() == [0x22, 0xC3, 0xA9, 0x22])
        #expect(JSONValue.string("e\u{301}").canonicalBytes() == [0x22, 0x65, 0xCC, 0x81, 0x22])
    }
}
