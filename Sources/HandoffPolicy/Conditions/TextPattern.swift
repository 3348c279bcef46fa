/// One or several patterns, one of which must be satisfied.
package struct TextPattern: Sendable, Hashable {
    package let globs: [Glob]

    package func matches(_ text: String) -> Bool {
        for glob in globs where glob.matches(text) { return true }
        return false
    }

    /// Whether every text that satisfies `other` is sure to satisfy this one.
    func covers(_ other: TextPattern) -> Bool {
        other.globs.allSatisfy { narrow in globs.contains { $0.covers(narrow) } }
    }

    package var words: String { globs.map(\.text).joined(separator: " or ") }
}
