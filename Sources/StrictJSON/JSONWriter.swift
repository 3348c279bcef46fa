/// Writes values as compact or indented JSON, members in their stored order. Strings and numbers have the one spelling
/// that the canonical form gives them.
struct JSONWriter: ~Copyable {
    var output = GrowingBuffer<UInt8>(capacity: 1024)

    mutating func write(_ value: JSONValue) {
        switch value {
        case .array(let elements):
            write(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { write(UInt8(ascii: ",")) }
                write(element)
            }
            write(UInt8(ascii: "]"))
        case .object(let object):
            write(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                if index > 0 { write(UInt8(ascii: ",")) }
                write(string: member.name)
                write(UInt8(ascii: ":"))
                write(member.value)
            }
            write(UInt8(ascii: "}"))
        case .null, .bool, .number, .string:
            write(scalar: value)
        }
    }

    mutating func writePretty(_ value: JSONValue, indentation: Int = 0) {
        switch value {
        case .array(let elements) where !elements.isEmpty:
            write(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { write(UInt8(ascii: ",")) }
                newLine(indentation + 1)
                writePretty(element, indentation: indentation + 1)
            }
            newLine(indentation)
            write(UInt8(ascii: "]"))
        case .object(let object) where !object.members.isEmpty:
            write(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                if index > 0 { write(UInt8(ascii: ",")) }
                newLine(indentation + 1)
                write(string: member.name)
                write(UInt8(ascii: ":"))
                write(UInt8(ascii: " "))
                writePretty(member.value, indentation: indentation + 1)
            }
            newLine(indentation)
            write(UInt8(ascii: "}"))
        default:
            write(value)
        }
    }

    mutating func write(_ byte: UInt8) {
        output.append(byte)
    }

    mutating func write(scalar value: JSONValue) {
        switch value {
        case .null: output.append("null")
        case .bool(let bool): output.append(bool ? "true" : "false")
        case .number(let number): write(number: number)
        case .string(let string): write(string: string)
        case .array, .object: break
        }
    }

    private mutating func newLine(_ indentation: Int) {
        write(UInt8(ascii: "\n"))
        output.append(UInt8(ascii: " "), count: indentation * 2)
    }
}

extension JSONValue {
    /// Compact JSON, members in their stored order.
    package func bytes() -> [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.output.removeArray(from: 0)
    }

    /// JSON with two spaces of indentation and without a line feed at the end, members in their stored order.
    package func prettyBytes() -> [UInt8] {
        var writer = JSONWriter()
        writer.writePretty(self)
        return writer.output.removeArray(from: 0)
    }
}
