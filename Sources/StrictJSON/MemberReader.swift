/// Takes an object's members out one by one and knows which are left, for closed formats, where an unknown member is
/// an error.
///
/// The optional readers give nil for a member that is absent or null; both kinds throw for one of another type.
package struct MemberReader {
    /// RFC 6901 pointer to the object.
    package let path: String
    private let members: [JSONObject.Member]
    private var isRead: [Bool]

    /// Throws `wrongType` when the value is no object.
    package init(_ value: JSONValue, at path: String = "") throws(JSONShapeError) {
        guard case .object(let object) = value else {
            throw JSONShapeError(path: path, problem: .wrongType(expected: "an object"))
        }
        self.path = path
        members = object.members
        isRead = Array(repeating: false, count: members.count)
    }

    /// Throws `unknownMember` for the first member that was not read.
    package func finish() throws(JSONShapeError) {
        guard let index = isRead.firstIndex(of: false) else { return }
        throw failure(members[index].name, .unknownMember(members[index].name))
    }

    package func failure(_ name: String, _ problem: JSONShapeError.Problem) -> JSONShapeError {
        JSONShapeError(path: path(of: name), problem: problem)
    }

    /// RFC 6901 pointer to a member: where the reader of a nested object stands.
    package func path(of name: String) -> String {
        path + "/" + JSONPointer.escape(name)
    }

    /// The member as it is, null too.
    package mutating func value(_ name: String) throws(JSONShapeError) -> JSONValue {
        guard let value = take(name) else { throw failure(name, .missing) }
        return value
    }

    package mutating func optionalValue(_ name: String) -> JSONValue? {
        guard let value = take(name), !value.isNull else { return nil }
        return value
    }

    private mutating func take(_ name: String) -> JSONValue? {
        guard let index = members.firstIndex(where: { $0.name.hasSameBytes(as: name) }) else { return nil }
        isRead[index] = true
        return members[index].value
    }

    private func cast<T>(
        _ value: JSONValue, _ name: String, as type: (JSONValue) -> T?, _ expected: String
    ) throws(JSONShapeError) -> T {
        guard let cast = type(value) else { throw failure(name, .wrongType(expected: expected)) }
        return cast
    }

    private mutating func required<T>(
        _ name: String, as type: (JSONValue) -> T?, _ expected: String
    ) throws(JSONShapeError) -> T {
        try cast(try value(name), name, as: type, expected)
    }

    private mutating func optional<T>(
        _ name: String, as type: (JSONValue) -> T?, _ expected: String
    ) throws(JSONShapeError) -> T? {
        guard let value = optionalValue(name) else { return nil }
        return try cast(value, name, as: type, expected)
    }
}

extension MemberReader {
    package mutating func string(_ name: String) throws(JSONShapeError) -> String {
        try required(name, as: \.string, "a string")
    }

    package mutating func number(_ name: String) throws(JSONShapeError) -> Double {
        try required(name, as: \.number, "a number")
    }

    package mutating func integer(_ name: String) throws(JSONShapeError) -> Int {
        try required(name, as: \.integer, "an integer")
    }

    package mutating func bool(_ name: String) throws(JSONShapeError) -> Bool {
        try required(name, as: \.bool, "true or false")
    }

    package mutating func array(_ name: String) throws(JSONShapeError) -> [JSONValue] {
        try required(name, as: \.array, "an array")
    }

    package mutating func object(_ name: String) throws(JSONShapeError) -> JSONObject {
        try required(name, as: \.object, "an object")
    }

    package mutating func optionalString(_ name: String) throws(JSONShapeError) -> String? {
        try optional(name, as: \.string, "a string")
    }

    package mutating func optionalNumber(_ name: String) throws(JSONShapeError) -> Double? {
        try optional(name, as: \.number, "a number")
    }

    package mutating func optionalInteger(_ name: String) throws(JSONShapeError) -> Int? {
        try optional(name, as: \.integer, "an integer")
    }

    package mutating func optionalBool(_ name: String) throws(JSONShapeError) -> Bool? {
        try optional(name, as: \.bool, "true or false")
    }

    package mutating func optionalArray(_ name: String) throws(JSONShapeError) -> [JSONValue]? {
        try optional(name, as: \.array, "an array")
    }

    package mutating func optionalObject(_ name: String) throws(JSONShapeError) -> JSONObject? {
        try optional(name, as: \.object, "an object")
    }
}
