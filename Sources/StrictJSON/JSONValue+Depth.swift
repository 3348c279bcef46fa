extension JSONValue {
    /// Whether at most `levels` arrays and objects stand within each other.
    package func nests(atMost levels: Int) -> Bool {
        switch self {
        case .array(let elements): levels > 0 && elements.allSatisfy { $0.nests(atMost: levels - 1) }
        case .object(let object): levels > 0 && object.members.allSatisfy { $0.value.nests(atMost: levels - 1) }
        case .null, .bool, .number, .string: true
        }
    }
}
