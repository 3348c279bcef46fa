/// One of the files that the log is made of.
package struct LogSegment: Sendable, Hashable {
    package let name: String
    /// The sequence number of its first line.
    package let first: Int
    /// Of its first byte in the whole log: all segments laid end to end.
    package let start: Int
    /// In bytes.
    package let size: Int

    package init(name: String, first: Int, start: Int, size: Int) {
        self.name = name
        self.first = first
        self.start = start
        self.size = size
    }

    /// What a segment is called that is not written to any more.
    static func name(first: Int) -> String { "audit-\(first).jsonl" }

    /// The sequence number in such a name; nil for every other name.
    static func first(in name: String) -> Int? {
        guard name.hasPrefix("audit-"), name.hasSuffix(".jsonl"), let first = Int(name.dropFirst(6).dropLast(6)),
            first >= 0, self.name(first: first) == name
        else { return nil }
        return first
    }
}

/// When a new segment is begun.
package struct LogRotation: Sendable, Equatable {
    /// In bytes, of the current one.
    package var size: Int
    /// In seconds, of the current one's first line; nil for never.
    package var age: Int?

    package init(size: Int = standardSize, age: Int? = standardAge) {
        self.size = size
        self.age = age
    }

    package static let standardSize = 256 << 20
    package static let standardAge = 30 * 86_400
}
