/// A place in a document, as RFC 6901 writes it: `/arguments/to/0`; the empty pointer is the whole document.
package struct JSONPointer: Sendable {
    /// Unescaped.
    package var tokens: [String]

    package init(tokens: [String]) {
        self.tokens = tokens
    }

    /// Nil unless the text is empty or begins with a slash, and every tilde is followed by 0 or 1.
    package init?(_ text: String) {
        tokens = []
        guard !text.utf8.isEmpty else { return }
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        for part in text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let token = Self.unescape(part) else { return nil }
            tokens.append(token)
        }
    }

    /// A member's name as it stands in a pointer.
    package static func escape(_ token: String) -> String {
        var escaped: [UInt8] = []
        for byte in token.utf8 {
            switch byte {
            case UInt8(ascii: "~"): escaped += "~0".utf8
            case UInt8(ascii: "/"): escaped += "~1".utf8
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static func unescape(_ part: some Sequence<UInt8>) -> String? {
        var token: [UInt8] = []
        var afterTilde = false
        for byte in part {
            switch (afterTilde, byte) {
            case (true, UInt8(ascii: "0")): token.append(UInt8(ascii: "~"))
            case (true, UInt8(ascii: "1")): token.append(UInt8(ascii: "/"))
            case (true, _): return nil
            case (false, UInt8(ascii: "~")): break
            case (false, _): token.append(byte)
            }
            afterTilde = !afterTilde && byte == UInt8(ascii: "~")
        }
        return afterTilde ? nil : String(decoding: token, as: UTF8.self)
    }
}

extension JSONPointer: Hashable {
    package static func == (left: JSONPointer, right: JSONPointer) -> Bool {
        left.tokens.elementsEqual(right.tokens) { $0.hasSameBytes(as: $1) }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(tokens.count)
        for token in tokens {
            hasher.combine(token.utf8.count)
            token.withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }
}

extension JSONPointer: CustomStringConvertible {
    package var description: String {
        tokens.map { "/" + Self.escape($0) }.joined()
    }
}

extension JSONValue {
    /// The value at a place, or nil when there is none.
    package subscript(pointer: JSONPointer) -> JSONValue? {
        var value = self
        for token in pointer.tokens {
            switch value {
            case .object(let object):
                guard let member = object[token] else { return nil }
                value = member
            case .array(let elements):
                guard let index = Self.arrayIndex(token), index < elements.count else { return nil }
                value = elements[index]
            case .null, .bool, .number, .string:
                return nil
            }
        }
        return value
    }

    /// A copy with another value at a place. Objects gain the last token's member when they lack it; nil when anything
    /// else on the way is missing, an array's element too.
    package func replacing(_ pointer: JSONPointer, with replacement: JSONValue) -> JSONValue? {
        replacing(pointer.tokens[...], with: replacement)
    }

    private func replacing(_ tokens: ArraySlice<String>, with replacement: JSONValue) -> JSONValue? {
        guard let token = tokens.first else { return replacement }
        let rest = tokens.dropFirst()
        switch self {
        case .object(var object):
            if rest.isEmpty {
                object[token] = replacement
            } else {
                guard let new = object[token]?.replacing(rest, with: replacement) else { return nil }
                object[token] = new
            }
            return .object(object)
        case .array(var elements):
            guard let index = Self.arrayIndex(token), index < elements.count else { return nil }
            guard let new = elements[index].replacing(rest, with: replacement) else { return nil }
            elements[index] = new
            return .array(elements)
        case .null, .bool, .number, .string:
            return nil
        }
    }

    /// RFC 6901: digits without a leading zero.
    private static func arrayIndex(_ token: String) -> Int? {
        guard token.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        guard token.utf8.first != UInt8(ascii: "0") || token.utf8.count == 1 else { return nil }
        return Int(token)
    }
}
