extension AuditFilter {
    /// A text in which `*` stands for any characters, or for none. ASCII letters fit in either case.
    package struct Pattern: Sendable, Hashable {
        /// In small letters, where they are ASCII.
        package let text: String

        package init(_ text: String) { self.text = Self.lowercased(text) }

        package var hasWildcard: Bool { text.utf8.contains(Self.wildcard) }

        package func matches(_ value: String) -> Bool {
            let pattern = Array(text.utf8)
            let value = Array(Self.lowercased(value).utf8)
            var (place, next) = (0, 0)
            // Where the last wildcard stands, and what it has taken so far.
            var retry: (pattern: Int, value: Int)?
            while place < value.count {
                if next < pattern.count, pattern[next] == Self.wildcard {
                    retry = (next, place)
                    next += 1
                } else if next < pattern.count, pattern[next] == value[place] {
                    next += 1
                    place += 1
                } else if let last = retry {
                    retry = (last.pattern, last.value + 1)
                    (next, place) = (last.pattern + 1, last.value + 1)
                } else {
                    return false
                }
            }
            return pattern[next...].allSatisfy { $0 == Self.wildcard }
        }

        private static let wildcard = UInt8(ascii: "*")

        private static func lowercased(_ text: String) -> String {
            String(decoding: text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
        }
    }
}
