import Testing

@testable import StrictJSON

@Suite struct AcceptanceTests {
    @Test(
        arguments: [
            ("null", .null),
            ("true", true),
            ("false", false),
            (" \t\r\n1 \t\r\n", 1),
            ("\"\"", ""),
            ("[]", []),
            ("[ \n ]", []),
            ("{}", [:]),
            ("{ \r\n }", [:]),
            ("[[],[[]],{}]", [[], [[]], [:]]),
            ("[null, true , false]", [.null, true, false]),
            (#"{ "a" : { "b" : [ 1 , 2 ] } , "c" : "d" }"#, ["a": ["b": [1, 2]], "c": "d"]),
            (#"{"":0}"#, ["": 0]),
            (#"{"a":1,"A":2,"a ":3}"#, ["a": 1, "A": 2, "a ": 3]),
        ] as [(String, JSONValue)])
    func documents(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
        #expect(try JSONValue(parsing: Array(text.utf8)) == value)
    }

    @Test(arguments: [
        (#""abc""#, "abc"),
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{08}\u{0C}\n\r\t"),
        (#""\u0041\u00e9\u00E9\u20AC""#, "Aéé€"),
        (#""\u0000""#, "\0"),
        (#""\ud83d\ude00\uD83D\uDE00""#, "😀😀"),
        (#""\udbff\udfff""#, "\u{10FFFF}"),
        (#""\ud800\udc00""#, "\u{10000}"),
        (#""\ud7ff\ue000\uffff""#, "\u{D7FF}\u{E000}\u{FFFF}"),
        (#""\\u0041""#, "\\u0041"),
        ("\"\u{7F}\"", "\u{7F}"),
        ("\"\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}\"", "\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}"),
        ("\"\u{D7FF}\u{E000}\u{FEFF}\"", "\u{D7FF}\u{E000}\u{FEFF}"),
        ("\"e\u{301}\"", "e\u{301}"),
    ])
    func strings(text: String, string: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(value.string.map { Array($0.utf8) } == Array(string.utf8))
    }

    /// The bytes that matter stand at every distance from the ends of what is scanned at once.
    @Test(arguments: ["", "é", "€", "😀", "\\n", "\\u00e9", "\\ud83d\\ude00", "\\\\", "\\\""])
    func stringsOfEveryLength(middle: String) throws {
        let decoded = try #require(JSONValue(parsing: "\"\(middle)\"").string)
        for before in 0..<40 {
            for after in [0, 1, 7, 8, 15, 16, 31] {
                let (head, tail) = (String(repeating: "a", count: before), String(repeating: "z", count: after))
                let value = try JSONValue(parsing: "[\"\(head)\(middle)\(tail)\",1]")
                #expect(value == [.string(head + decoded + tail), 1])
            }
        }
    }

    /// Different spellings of one character are different names, although Swift's `==` calls them equal.
    @Test func canonicallyEquivalentNames() throws {
        let value = try JSONValue(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value.object?["\u{E9}"] == 1)
        #expect(value.object?["e\u{301}"] == 2)
    }

    @Test func membersKeepTheirOrder() throws {
        let value = try JSONValue(parsing: #"{"b":1,"a":2,"c":3}"#)
        #expect(value.object?.members.map(\.name) == ["b", "a", "c"])
    }

    @Test func sample() throws {
        let card = try JSONValue(parsing: sampleCard)
        #expect(card.object?.members.count == 9)
        #expect(card.object?["numbers"] == [0, 0, 12, -1.5, 0.0025, 1e30, 9_007_199_254_740_991, 0.1])
        #expect(card.object?["empty"] == [[:], [], ""])
        let body = card.object?["action"]?.object?["arguments"]?.object?["body"]
        #expect(body == "Hello Lena, …\n\t\"8%\" é 😀 😀\\")
        #expect(try JSONValue(parsing: card.bytes()) == card)
        #expect(try JSONValue(parsing: card.prettyBytes()) == card)
    }

    /// A search through the names read so far would take minutes here.
    @Test(.timeLimit(.minutes(20)))
    func manyMembers() throws {
        let count = 100_000
        let text = "{" + (0..<count).map { "\"member\($0)\":0" }.joined(separator: ",") + "}"
        #expect(try JSONValue(parsing: text).object?.members.count == count)
        let twice = text.dropLast() + ",\"member0\":0}"
        #expect(outcome(of: String(twice)).failure?.problem == .duplicateMember("member0"))
    }

    /// Names that agree in length and in their first and last bytes, and so in whatever a search may look at first.
    @Test(.timeLimit(.minutes(20)))
    func manySimilarMembers() throws {
        let count = 20_000
        let padding = String(repeating: "x", count: 40)
        let names = (0..<count).map { padding + String(100_000 + $0) + padding }
        let text = "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
        #expect(try JSONValue(parsing: text).object?.members.count == count)
    }
}
