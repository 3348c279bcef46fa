/// A text that equals what has the same bytes, as in JSON and in patterns of a policy: two ways to write é are two texts.
package struct JSONText: Hashable, Sendable, ExpressibleByStringLiteral {
    package let text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral text: String) { self.init(text) }

    /// The RFC 8785 form.
    package init(canonical value: JSONValue) { self.init(String(decoding: value.canonicalBytes(), as: UTF8.self)) }

    package static func == (left: JSONText, right: JSONText) -> Bool { left.text.hasSameBytes(as: right.text) }

    package func hash(into hasher: inout Hasher) { hasher.combine(bytesOf: text) }
}

extension Hasher {
    /// For what is equal where the bytes are.
    package mutating func combine(bytesOf text: String) {
        var text = text
        text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
        combine(UInt8(0xff))
    }
}
