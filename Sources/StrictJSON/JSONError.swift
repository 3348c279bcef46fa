/// Why bytes are no JSON that this project takes, and where.
package struct JSONError: Error, Equatable, Sendable {
    package enum Problem: Equatable, Sendable {
        case duplicateMember(String)
        case invalidUTF8
        case loneSurrogate
        case byteOrderMark
        case controlCharacter(UInt8)
        case trailingBytes
        case tooDeep(limit: Int)
        /// The literal is well formed, but no double gives it back.
        case numberNotExact(String)
        case leadingZero
        case unexpectedEnd
        case unexpectedByte(UInt8, expected: String)
    }

    package var problem: Problem
    /// Where the problem begins, in bytes from the start.
    package var offset: Int
    /// Counted from 1; a line ends with LF.
    package var line: Int
    /// Counted from 1, in bytes.
    package var column: Int

    package init(problem: Problem, offset: Int, line: Int, column: Int) {
        self.problem = problem
        self.offset = offset
        self.line = line
        self.column = column
    }
}

extension JSONError: CustomStringConvertible {
    package var description: String {
        "line \(line), column \(column): \(problem)"
    }
}

extension JSONError.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .duplicateMember(let name):
            "the member \(Self.quoted(name)) is there twice"
        case .invalidUTF8:
            "these bytes are not valid UTF-8"
        case .loneSurrogate:
            "an escaped surrogate without its other half"
        case .byteOrderMark:
            "a byte order mark; JSON begins without one"
        case .controlCharacter(let byte):
            "the control character \(Self.hexadecimal(byte)) stands in a string unescaped"
        case .trailingBytes:
            "something follows the end of the document"
        case .tooDeep(let limit):
            "nested deeper than \(limit) levels"
        case .numberNotExact(let literal):
            "the number \(Self.cut(literal)) cannot be held exactly; write it as a string"
        case .leadingZero:
            "a number with a leading zero"
        case .unexpectedEnd:
            "the document ends too early"
        case .unexpectedByte(let byte, let expected):
            "\(Self.words(for: byte)) where \(expected) should be"
        }
    }

    /// Cut to a length that fits a message.
    private static func cut(_ text: String) -> String {
        let limit = 60
        let head = text.unicodeScalars.prefix(limit)
        return head.endIndex == text.endIndex ? text : String(head) + "…"
    }

    /// Quoted, with control characters escaped.
    private static func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.write(string: cut(text))
        return writer.output.withElements(from: 0) { String(decoding: $0, as: UTF8.self) }
    }

    private static func words(for byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "'"): "a single quote"
        case 0x21...0x7E: "'\(Character(Unicode.Scalar(byte)))'"
        case 0x20: "a space"
        case 0x0A: "the end of the line"
        default: "the byte \(hexadecimal(byte))"
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "0x" + (digits.count < 2 ? "0" : "") + digits
    }
}
