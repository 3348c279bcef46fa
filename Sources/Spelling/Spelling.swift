/// What somebody may have meant who wrote a name that is not known.
package enum Spelling {
    /// The name that the fewest letters put in and taken out lead to; nil where none is near. To exchange a letter, or two neighbours,
    /// is to take out one and put in one.
    package static func nearest(to word: String, of names: some Sequence<String>) -> String? {
        let distances = names.map { (name: $0, distance: word.difference(from: $0).count) }
        return distances.min { $0.distance < $1.distance }.flatMap { $0.distance <= limit(word) ? $0.name : nil }
    }

    /// Of short words everything is near.
    private static func limit(_ word: String) -> Int { word.count < 4 ? 1 : 2 }
}
