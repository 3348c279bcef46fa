/// Reads untrusted bytes, in one pass and in time linear in their count.
///
/// Beyond RFC 8259 it refuses what two readers could understand differently: members that appear twice, lone
/// surrogates, a byte order mark, numbers that a double does not give back (see `JSONNumber`), and nesting deeper
/// than `depthLimit`. The depth limit also bounds the recursion.
struct JSONParser {
    static let depthLimit = 32

    let bytes: UnsafeRawBufferPointer
    var position = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONError) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw failure(.byteOrderMark, at: 0) }
        skipWhitespace()
        let value = try value(depth: 0)
        skipWhitespace()
        guard position == bytes.count else { throw failure(.trailingBytes, at: position) }
        return value
    }

    /// The byte at the position, or at the end 0, which has no place outside strings and so needs no check of its own.
    var current: UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    mutating func skipWhitespace() {
        while true {
            switch current {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    /// - Parameter depth: how many arrays and objects are open around the value.
    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        switch current {
        case UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "{"):
            return .object(try object(depth: depth))
        case UInt8(ascii: "["):
            return .array(try array(depth: depth))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .number(try number())
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default:
            throw unexpected("a value")
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        try open(depth: depth)
        var elements: [JSONValue] = []
        if current == UInt8(ascii: "]") {
            position += 1
            return elements
        }
        while true {
            elements.append(try value(depth: depth + 1))
            skipWhitespace()
            switch current {
            case UInt8(ascii: ","):
                position += 1
                skipWhitespace()
            case UInt8(ascii: "]"):
                position += 1
                return elements
            default:
                throw unexpected("',' or ']'")
            }
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        try open(depth: depth)
        var object = JSONObject()
        if current == UInt8(ascii: "}") {
            position += 1
            return object
        }
        var names = NameSet()
        while true {
            let start = position
            guard current == UInt8(ascii: "\"") else { throw unexpected("a member's name in double quotes") }
            let name = try string()
            guard names.insert(name, into: object.members) else { throw failure(.duplicateMember(name), at: start) }
            skipWhitespace()
            guard current == UInt8(ascii: ":") else { throw unexpected("':'") }
            position += 1
            skipWhitespace()
            object.members.append(JSONObject.Member(name: name, value: try value(depth: depth + 1)))
            skipWhitespace()
            switch current {
            case UInt8(ascii: ","):
                position += 1
                skipWhitespace()
            case UInt8(ascii: "}"):
                position += 1
                return object
            default:
                throw unexpected("',' or '}'")
            }
        }
    }

    /// Steps over an opening bracket and the white space after it.
    private mutating func open(depth: Int) throws(JSONError) {
        guard depth < Self.depthLimit else { throw failure(.tooDeep(limit: Self.depthLimit), at: position) }
        position += 1
        skipWhitespace()
    }

    private mutating func word(_ word: StaticString) throws(JSONError) {
        for index in 0..<word.utf8CodeUnitCount {
            guard current == word.utf8Start[index] else { throw unexpected("\(word)") }
            position += 1
        }
    }
}

/// The names that an object has so far: a linear search while they are few, a set afterwards, so that an object with
/// very many members cannot make the search quadratic. Swift seeds its hashes, so names cannot be chosen to collide.
struct NameSet {
    private static let linearLimit = 16
    private var names: Set<Name> = []

    /// Whether the name is new. The members are those read before it.
    mutating func insert(_ name: String, into members: [JSONObject.Member]) -> Bool {
        if members.count < Self.linearLimit {
            return !members.contains { $0.name.hasSameBytes(as: name) }
        }
        if names.isEmpty {
            names = Set(members.map { Name(text: $0.name) })
        }
        return names.insert(Name(text: name)).inserted
    }

    private struct Name: Hashable {
        let text: String

        static func == (left: Name, right: Name) -> Bool {
            left.text.hasSameBytes(as: right.text)
        }

        func hash(into hasher: inout Hasher) {
            text.withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }
}
