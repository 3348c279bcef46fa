import Testing

@testable import StrictJSON

private let value: JSONValue = [
    "text": "t", "number": 1.5, "integer": 3, "flag": true, "list": [1], "object": ["x": 1], "nothing": nil,
]

/// What a body throws.
private func shapeError(_ body: (inout MemberReader) throws -> Void) -> JSONShapeError? {
    do {
        var reader = try MemberReader(value, at: "/card")
        try body(&reader)
        return nil
    } catch {
        return error as? JSONShapeError
    }
}

@Suite struct MemberReaderTests {
    @Test func readsEveryType() throws {
        var reader = try MemberReader(value)
        #expect(try reader.string("text") == "t")
        #expect(try reader.number("number") == 1.5)
        #expect(try reader.integer("integer") == 3)
        #expect(try reader.bool("flag") == true)
        #expect(try reader.array("list") == [1])
        #expect(try reader.object("object") == ["x": 1])
        #expect(try reader.value("nothing") == .null)
        try reader.finish()
    }

    @Test func readsEveryOptionalType() throws {
        var reader = try MemberReader(value)
        #expect(try reader.optionalString("text") == "t")
        #expect(try reader.optionalNumber("number") == 1.5)
        #expect(try reader.optionalInteger("integer") == 3)
        #expect(try reader.optionalBool("flag") == true)
        #expect(try reader.optionalArray("list") == [1])
        #expect(try reader.optionalObject("object") == ["x": 1])
        #expect(reader.optionalValue("nothing") == nil)
        try reader.finish()
    }

    @Test(arguments: ["absent", "nothing"])
    func optionalsAreNilForAbsentAndNull(name: String) throws {
        var reader = try MemberReader(value)
        #expect(try reader.optionalString(name) == nil)
        #expect(try reader.optionalNumber(name) == nil)
        #expect(try reader.optionalInteger(name) == nil)
        #expect(try reader.optionalBool(name) == nil)
        #expect(try reader.optionalArray(name) == nil)
        #expect(try reader.optionalObject(name) == nil)
        #expect(reader.optionalValue(name) == nil)
    }

    @Test func missing() {
        let error = shapeError { _ = try $0.string("absent") }
        #expect(error == JSONShapeError(path: "/card/absent", problem: .missing))
        #expect(error?.description == "/card/absent is missing")
    }

    @Test func requiredMembersAreNotNull() {
        let error = shapeError { _ = try $0.string("nothing") }
        #expect(error == JSONShapeError(path: "/card/nothing", problem: .wrongType(expected: "a string")))
    }

    @Test func wrongTypes() {
        let errors = [
            shapeError { _ = try $0.string("integer") }, shapeError { _ = try $0.number("text") },
            shapeError { _ = try $0.integer("number") }, shapeError { _ = try $0.bool("integer") },
            shapeError { _ = try $0.array("object") }, shapeError { _ = try $0.object("list") },
            shapeError { _ = try $0.optionalString("flag") }, shapeError { _ = try $0.optionalInteger("number") },
        ]
        #expect(
            errors.map { $0?.description } == [
                "/card/integer should be a string", "/card/text should be a number",
                "/card/number should be an integer",
                "/card/integer should be true or false", "/card/object should be an array",
                "/card/list should be an object",
                "/card/flag should be a string", "/card/number should be an integer",
            ])
    }

    @Test func finishNamesTheFirstUnreadMember() {
        let error = shapeError { reader in
            _ = try reader.string("text")
            _ = try reader.integer("integer")
            try reader.finish()
        }
        #expect(error == JSONShapeError(path: "/card/number", problem: .unknownMember("number")))
        #expect(error?.description == "/card/number is not a member that this format knows")
    }

    @Test func notAnObject() {
        #expect(throws: JSONShapeError(path: "", problem: .wrongType(expected: "an object"))) {
            _ = try MemberReader([1])
        }
        #expect(JSONShapeError(path: "", problem: .missing).description == "the document is missing")
    }

    @Test func pathsAreEscaped() throws {
        let reader = try MemberReader(value, at: "/card")
        #expect(reader.path(of: "a/b~c") == "/card/a~1b~0c")
        let error = reader.failure("text", .invalid("must be one sentence"))
        #expect(error.description == "/card/text: must be one sentence")
    }

    /// A name that only looks the same is an unknown member.
    @Test func namesAreComparedByBytes() throws {
        var reader = try MemberReader(["\u{E9}": 1])
        #expect(try reader.optionalInteger("e\u{301}") == nil)
        #expect(try reader.integer("\u{E9}") == 1)
    }
}
