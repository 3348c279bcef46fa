import StrictYAML
import Testing

@Suite struct YAMLReaderTests {
    static func reader(_ text: String) throws -> YAMLReader {
        try YAMLReader(try #require(try YAMLReader.document(text, file: "f")), file: "f", what: "it")
    }

    @Test func readsEveryKind() throws {
        var reader = try Self.reader("b: true\nn: 25\nd: -1200.00\ns: 0.99\nl: [x, 5]\nt: yes\nm: {k: v}\n")
        #expect(try reader.bool("b") == true)
        #expect(try reader.integer("n") == 25)
        #expect(try reader.decimal("d") == "-1200.00")
        #expect(try reader.share("s") == 0.99)
        #expect(try reader.strings("l") == ["x", "5"])
        #expect(try reader.string("t") == "yes")
        #expect(try reader.members("m").first?.place == YAMLPlace(line: 7, column: 5))
        #expect(try reader.bool("absent") == nil)
        try reader.finish()
    }

    @Test(arguments: ["yes", "True", "\"true\"", "1", "[true]", ""])
    func onlyTrueAndFalseAreBooleans(_ text: String) throws {
        var reader = try Self.reader("b: \(text)\n")
        let problem = #expect(throws: YAMLProblem.self) { _ = try reader.bool("b") }
        #expect(problem?.reason == "b should be true or false")
    }

    @Test(arguments: ["-1", "1.0", "1e3", "0x1", "9007199254740992", "99999999999999999999", "a", "[1]", ""])
    func wholeNumbersAreDigits(_ text: String) throws {
        var reader = try Self.reader("n: \(text)\n")
        let problem = #expect(throws: YAMLProblem.self) { _ = try reader.integer("n") }
        #expect(problem?.line == 1)
    }

    @Test(arguments: ["1e3", ".5", "5.", "+1", "1_000", "-", "1.2.3", "", "12345678901234567890123456789012345678901"])
    func decimalsAreDigitsAndAPoint(_ text: String) throws {
        var reader = try Self.reader("d: \"\(text)\"\n")
        #expect(throws: YAMLProblem.self) { _ = try reader.decimal("d") }
        var other = try Self.reader("d: \"\(text)\"\n")
        #expect(throws: YAMLProblem.self) { _ = try other.share("d") }
    }

    @Test func saysWhatIsUnknownAndWhatIsMissing() throws {
        var reader = try Self.reader("\n  a: 1\n  c: 2\n")
        _ = reader.node("a")
        let unknown = #expect(throws: YAMLProblem.self) { try reader.finish() }
        #expect(
            unknown
                == YAMLProblem(
                    file: "f", place: YAMLPlace(line: 3, column: 3), reason: "c is not known here; known are a"))
        let missing = #expect(throws: YAMLProblem.self) { _ = try reader.required("b") }
        #expect(missing == YAMLProblem(file: "f", place: YAMLPlace(line: 2, column: 3), reason: "b is missing"))
    }
}
