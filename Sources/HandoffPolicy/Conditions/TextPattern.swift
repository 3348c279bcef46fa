/// One or several patterns, one of which must be satisfied.
package struct TextPattern: Sendable, Hashable {
    package let globs: [Glob]

    package func matches(_ text: String) -> Bool {
        for glob in globs where glob.matches(text) { return true }
        return false
    }

    /// Whether every text that satisfies `other` is sure to satisfy this one.
    func covers(_ other: TextPattern) -> Bool {
        for narrow in other.globs {
            var isMet = false
            for wide in globs where wide.covers(narrow) {
                isMet = true
                break
            }
            if !isMet { return false }
        }
        return true
    }

    package var words: String { globs.map(\.text).joined(separator: " or ") }
}
