/// A JSON document in memory.
///
/// What the reader makes is always well formed: names are unique within their object, strings are valid Unicode,
/// numbers are finite. Whoever builds values by hand keeps to the same.
package enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue {
    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    package var bool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    package var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The number when it is whole and at most 2^53 - 1 in magnitude, where doubles hold every integer.
    package var integer: Int? {
        guard case .number(let number) = self, number.magnitude <= JSONNumber.greatestInteger else { return nil }
        return Int(exactly: number)
    }

    package var string: String? {
        if case .string(let string) = self { string } else { nil }
    }

    package var array: [JSONValue]? {
        if case .array(let array) = self { array } else { nil }
    }

    package var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }
}

extension JSONValue: Equatable {
    /// Strings are equal when their bytes are (Swift's own `==` also equates different spellings of one character),
    /// objects when they have equal members in any order.
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }
}
