import Testing

@testable import StrictJSON

/// RFC 6901, section 5.
private let document: JSONValue = [
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8,
]

@Suite struct JSONPointerTests {
    @Test(
        arguments: [
            ("", document), ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/foo/1", "baz"), ("/", 0), ("/a~1b", 1),
            ("/c%d", 2), ("/e^f", 3),
            ("/g|h", 4), ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8),
        ] as [(String, JSONValue)])
    func examplesOfTheRFC(text: String, value: JSONValue) throws {
        let pointer = try #require(JSONPointer(text))
        #expect(document[pointer] == value)
        #expect(pointer.description == text)
    }

    @Test(arguments: [
        "/x", "/foo/2", "/foo/-", "/foo/00", "/foo/01", "/foo/+1", "/foo/-1", "/foo/ 1", "/foo/1e0", "/foo/",
        "/foo/0/x", "//x",
        "/foo/99999999999999999999", "/foo/\u{0661}",
    ])
    func nothingThere(text: String) throws {
        let pointer = try #require(JSONPointer(text))
        #expect(document[pointer] == nil)
    }

    @Test(arguments: ["foo", " /foo", "#/foo", "/~", "/~2", "/a~", "/~~0", "/a/~x/b", "~0"])
    func malformed(text: String) {
        #expect(JSONPointer(text) == nil)
    }

    @Test(arguments: [
        ("", []), ("/", [""]), ("//", ["", ""]), ("/a/b", ["a", "b"]), ("/~01", ["~1"]), ("/~10", ["/0"]),
        ("/~0~1", ["~/"]), ("/é", ["é"]),
    ])
    func tokens(text: String, tokens: [String]) throws {
        let pointer = try #require(JSONPointer(text))
        #expect(pointer.tokens == tokens)
        #expect(pointer == JSONPointer(tokens: tokens))
        #expect(pointer.description == text)
    }

    @Test(arguments: [
        ("", "9", "9"),
        ("/a", "9", #"{"a":9,"b":[1,{"c":2}]}"#),
        ("/x", "9", #"{"a":0,"b":[1,{"c":2}],"x":9}"#),
        ("/b/0", "9", #"{"a":0,"b":[9,{"c":2}]}"#),
        ("/b/1/c", "[]", #"{"a":0,"b":[1,{"c":[]}]}"#),
        ("/b/1/d", "null", #"{"a":0,"b":[1,{"c":2,"d":null}]}"#),
    ])
    func replacing(text: String, replacement: String, expected: String) throws {
        let value: JSONValue = ["a": 0, "b": [1, ["c": 2]]]
        let pointer = try #require(JSONPointer(text))
        let replaced = try #require(value.replacing(pointer, with: JSONValue(parsing: replacement)))
        #expect(replaced.text == expected)
        #expect(value.text == #"{"a":0,"b":[1,{"c":2}]}"#)
    }

    @Test(arguments: ["/x/y", "/a/x", "/b/2", "/b/-", "/b/0/x", "/b/9/c"])
    func replacingWhereNothingIs(text: String) throws {
        let value: JSONValue = ["a": 0, "b": [1, ["c": 2]]]
        let pointer = try #require(JSONPointer(text))
        #expect(value.replacing(pointer, with: 9) == nil)
    }

    /// Bytes tell pointers apart, in sets too.
    @Test func identity() throws {
        let composed = try #require(JSONPointer("/\u{E9}"))
        let decomposed = try #require(JSONPointer("/e\u{301}"))
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed, JSONPointer(tokens: ["\u{E9}"])]).count == 2)
        #expect(JSONPointer(tokens: ["a", "b"]) != JSONPointer(tokens: ["a/b"]))
    }
}
