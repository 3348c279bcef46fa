/// One or several patterns, one of which must be satisfied.
package struct TextPattern: Sendable, Hashable {
    package let globs: [Glob]

    package func matches(_ text: String) -> Bool {
        for glob in globs where glob.matches(text) { return true }
        return false
    }

    /// The same for what an action acts on: a text that is not clear is only what is named exactly. Where anything that it may be taken for
    /// would satisfy a pattern, it can be said neither way; nor where it would in large or small letters, since hosts and some file systems
    /// do not tell them apart.
    func truth(_ target: TargetText) -> Truth {
        let holds =
            target.isUnclear
            ? globs.contains { $0.literal?.hasSameBytes(as: target.text) == true } : matches(target.text)
        if holds { return .holds }
        return target.isUntold || reading(of: target) != nil ? .faulty : .fails
    }

    /// What the target may be taken for that would satisfy a pattern; itself where nothing else would.
    func reading(of target: TargetText) -> String? {
        target.readings.dropFirst().first(where: matchesInAnyCase)
            ?? (matchesInAnyCase(target.text) ? target.text : nil)
    }

    /// The same for a user of the machine. One whose name cannot be looked up is a number, which says nothing of a name.
    func truth(ofUser user: String) -> Truth {
        if matches(user) { return .holds }
        func isNumber(_ text: String) -> Bool { text.utf8.allSatisfy { (48...57).contains($0) } }
        return isNumber(user) && !globs.allSatisfy { isNumber($0.text) } ? .faulty : .fails
    }

    func matchesInAnyCase(_ text: String) -> Bool { globs.contains { $0.matchesInAnyCase(text) } }

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
