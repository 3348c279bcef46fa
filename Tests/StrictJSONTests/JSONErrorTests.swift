import Testing

@testable import StrictJSON

@Suite struct JSONErrorTests {
    @Test(arguments: [
        ("[1,\n 2,\n  x]", 3, 3),
        ("x", 1, 1),
        ("\r\nx", 2, 1),
        ("\n\n", 3, 1),
        ("[\"é\", x]", 1, 8),
        ("{\"a\": 1,\n\t\"a\": 2}", 2, 2),
    ])
    func position(text: String, line: Int, column: Int) throws {
        let error = try #require(outcome(of: text).failure)
        #expect(error.line == line)
        #expect(error.column == column)
    }

    @Test(arguments: [
        ("{\"a\":1,\n \"a\":2}", "line 2, column 2: the member \"a\" is there twice"),
        ("[1,]", "line 1, column 4: ']' where a value should be"),
        ("[1 \"\"]", "line 1, column 4: '\"' where ',' or ']' should be"),
        ("{'a':1}", "line 1, column 2: a single quote where a member's name in double quotes should be"),
        ("[1", "line 1, column 3: the document ends too early"),
        ("1 2", "line 1, column 3: something follows the end of the document"),
        ("\u{FEFF}1", "line 1, column 1: a byte order mark; JSON begins without one"),
        ("\"\n\"", "line 1, column 2: the control character 0x0A stands in a string unescaped"),
        ("\"\\ud800\"", "line 1, column 2: an escaped surrogate without its other half"),
        ("[1e400]", "line 1, column 2: the number 1e400 cannot be held exactly; write it as a string"),
        ("-01", "line 1, column 2: a number with a leading zero"),
        ("\u{A0}", "line 1, column 1: the byte 0xC2 where a value should be"),
        ("\"\\\n\"", "line 1, column 3: the end of the line where an escape (one of \" \\ / b f n r t u) should be"),
        ("[1,\u{B}2]", "line 1, column 4: the byte 0x0B where a value should be"),
    ])
    func description(text: String, description: String) {
        #expect(outcome(of: text).failure?.description == description)
    }

    @Test func descriptionOfDepth() {
        let text = String(repeating: "[", count: 40)
        #expect(outcome(of: text).failure?.description == "line 1, column 33: nested deeper than 32 levels")
    }

    @Test func descriptionOfInvalidUTF8() {
        let failure = outcome(of: [0x22, 0xFF, 0x22]).failure
        #expect(failure?.description == "line 1, column 2: these bytes are not valid UTF-8")
    }

    /// A message quotes the document, so it must neither grow with it nor carry its control characters.
    @Test func descriptionStaysShortAndClean() throws {
        let name = "\\u001b[31m" + String(repeating: "x", count: 10_000)
        let duplicate = try #require(outcome(of: "{\"\(name)\":1,\"\(name)\":2}").failure)
        #expect(duplicate.description.hasPrefix("line 1, column 10017: the member \"\\u001b[31mxxx"))
        #expect(duplicate.description.utf8.count < 150)
        let number = try #require(outcome(of: String(repeating: "9", count: 10_000)).failure)
        #expect(number.description.utf8.count < 150)
    }
}
