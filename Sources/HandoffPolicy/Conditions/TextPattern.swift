/// One or several patterns, one of which must be satisfied.
package struct TextPattern: Sendable, Hashable {
    package let globs: [Glob]

    package func matches(_ text: String) -> Bool {
        for glob in globs where glob.matches(text) { return true }
        return false
    }

    /// The same for what an action acts on: a text that may be more than the one thing that it looks like is only what is named exactly. Where
    /// something else of it, or it as a whole, would satisfy a pattern, it can be said neither way; nor where it would in large or small
    /// letters, since hosts and some file systems do not tell them apart.
    func truth(ofTarget text: String) -> Truth {
        if TargetText.mayBeSeveral(text) {
            if globs.contains(where: { $0.literal?.hasSameBytes(as: text) == true }) { return .holds }
            return TargetText.readings(of: text).contains(where: matchesInAnyCase) ? .faulty : .fails
        }
        if matches(text) { return .holds }
        return matchesInAnyCase(text) ? .faulty : .fails
    }

    private func matchesInAnyCase(_ text: String) -> Bool { globs.contains { $0.matchesInAnyCase(text) } }

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
