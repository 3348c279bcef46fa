/// Reads untrusted bytes, in one pass and in time linear in their count.
///
/// Beyond RFC 8259 it refuses what two readers could understand differently: members that appear twice, lone
/// surrogates, a byte order mark, numbers that a double does not give back (see `number`), and nesting deeper than
/// `depthLimit`. The depth limit also bounds the recursion.
///
/// The bytes are read without bounds checks by the language, so each read here stands behind a comparison with
/// `bytes.count`.
struct JSONParser: ~Copyable {
    let bytes: UnsafeRawBufferPointer
    private let depthLimit: Int
    var position = 0
    /// The elements and members of the arrays and objects that are open, the innermost last.
    private var elements = GrowingBuffer<JSONValue>(capacity: 16)
    private var members = GrowingBuffer<JSONObject.Member>(capacity: 32)

    init(_ bytes: UnsafeRawBufferPointer, depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
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
        while position < bytes.count {
            let byte = bytes[position]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position += 1
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
        if current == UInt8(ascii: "]") {
            position += 1
            return []
        }
        let first = elements.count
        while true {
            elements.append(try value(depth: depth + 1))
            skipWhitespace()
            switch current {
            case UInt8(ascii: ","):
                position += 1
                skipWhitespace()
            case UInt8(ascii: "]"):
                position += 1
                return elements.removeArray(from: first)
            default:
                throw unexpected("',' or ']'")
            }
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        try open(depth: depth)
        if current == UInt8(ascii: "}") {
            position += 1
            return JSONObject()
        }
        let first = members.count
        var names = NameSet(firstMember: first)
        while true {
            try member(depth: depth, &names)
            switch current {
            case UInt8(ascii: ","):
                position += 1
                skipWhitespace()
            case UInt8(ascii: "}"):
                position += 1
                return JSONObject(members.removeArray(from: first))
            default:
                throw unexpected("',' or '}'")
            }
        }
    }

    /// Reads a name, its value and the white space after it.
    private mutating func member(depth: Int, _ names: inout NameSet) throws(JSONError) {
        let start = position
        guard current == UInt8(ascii: "\"") else { throw unexpected("a member's name in double quotes") }
        let name = try string()
        guard names.insert(name, after: members) else { throw failure(.duplicateMember(name), at: start) }
        skipWhitespace()
        guard current == UInt8(ascii: ":") else { throw unexpected("':'") }
        position += 1
        skipWhitespace()
        members.append(JSONObject.Member(name: name, value: try value(depth: depth + 1)))
        skipWhitespace()
    }

    /// Steps over an opening bracket and the white space after it.
    private mutating func open(depth: Int) throws(JSONError) {
        guard depth < depthLimit else { throw failure(.tooDeep(limit: depthLimit), at: position) }
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
