extension JSONValue {
    /// The canonical form of RFC 8785 (JCS): equal values have equal bytes, so that digests of them can be compared.
    package func canonicalBytes() -> [UInt8] {
        var writer = JSONWriter()
        writer.writeCanonical(self)
        return writer.output.removeArray(from: 0)
    }

    package func appendCanonical(to output: inout [UInt8]) {
        var writer = JSONWriter()
        writer.writeCanonical(self)
        writer.output.withElements(from: 0) { output.append(contentsOf: $0) }
    }
}

extension JSONWriter {
    fileprivate mutating func writeCanonical(_ value: JSONValue) {
        switch value {
        case .array(let elements):
            write(UInt8(ascii: "["))
            for index in elements.indices {
                if index > 0 { write(UInt8(ascii: ",")) }
                writeCanonical(elements[index])
            }
            write(UInt8(ascii: "]"))
        case .object(let object):
            write(UInt8(ascii: "{"))
            let order = CanonicalOrder(of: object.members)
            for rank in object.members.indices {
                if rank > 0 { write(UInt8(ascii: ",")) }
                let index = order[rank]
                write(string: object.members[index].name)
                write(UInt8(ascii: ":"))
                writeCanonical(object.members[index].value)
            }
            write(UInt8(ascii: "}"))
        case .null, .bool, .number, .string:
            write(scalar: value)
        }
    }
}
