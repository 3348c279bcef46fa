/// The JSON Canonicalization Scheme of RFC 8785: equal values have equal bytes, so that digests can be compared.
enum CanonicalJSON {
    /// Whether one name stands before another: by their UTF-16 code units, as ECMAScript sorts.
    ///
    /// The order of UTF-8 bytes is that of code points. UTF-16 differs from it in one place only: characters beyond
    /// U+FFFF are written with surrogates and so stand before U+E000...U+FFFF. Their UTF-8 lead bytes are 0xF0 and
    /// above, and 0xEE and 0xEF.
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.withBytes { left in
            right.withBytes { right in
                for (left, right) in zip(left, right) where left != right {
                    if left >= 0xEE, right >= 0xEE, (left >= 0xF0) != (right >= 0xF0) { return left >= 0xF0 }
                    return left < right
                }
                return left.count < right.count
            }
        }
    }
}

extension JSONWriter {
    mutating func writeCanonical(_ value: JSONValue) {
        switch value {
        case .array(let elements):
            write(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { write(UInt8(ascii: ",")) }
                writeCanonical(element)
            }
            write(UInt8(ascii: "]"))
        case .object(let object):
            write(UInt8(ascii: "{"))
            let members = object.members.sorted { CanonicalJSON.precedes($0.name, $1.name) }
            for (index, member) in members.enumerated() {
                if index > 0 { write(UInt8(ascii: ",")) }
                write(string: member.name)
                write(UInt8(ascii: ":"))
                writeCanonical(member.value)
            }
            write(UInt8(ascii: "}"))
        case .null, .bool, .number, .string:
            write(scalar: value)
        }
    }
}

extension JSONValue {
    /// The canonical form of RFC 8785.
    package func canonicalBytes() -> [UInt8] {
        var writer = JSONWriter()
        writer.writeCanonical(self)
        return writer.output
    }

    package func appendCanonical(to output: inout [UInt8]) {
        var writer = JSONWriter(appendingTo: output)
        output = []
        writer.writeCanonical(self)
        output = writer.output
    }
}
