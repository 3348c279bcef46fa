import HandoffAudit
import Terminal

/// The words of a filter, to be marked where they stand on the screen.
struct Marking {
    private let words: [(letters: [String], isPrefix: Bool)]

    init(_ filter: AuditFilter) {
        words = filter.words.map { (Array($0.text.lowercased()).map(String.init), $0.isPrefix) }
    }

    var isEmpty: Bool { words.isEmpty }

    /// Glyphs, from a word's first to after its last.
    func places(in line: SafeLine) -> [Range<Int>] {
        if words.isEmpty { return [] }
        let letters = line.glyphs.map { $0.isEscaped ? "" : $0.text.lowercased() }
        func isLetter(_ place: Int) -> Bool {
            guard letters.indices.contains(place), let first = letters[place].first else { return false }
            return first.isLetter || first.isNumber
        }
        return words.flatMap { word in
            let count = word.letters.count
            guard count > 0, count <= letters.count else { return [Range<Int>]() }
            return (0...letters.count - count).compactMap { start in
                let range = start..<start + count
                guard letters[range].elementsEqual(word.letters), !isLetter(start - 1) else { return nil }
                return word.isPrefix || !isLetter(range.upperBound) ? range : nil
            }
        }
    }
}

extension Canvas {
    /// Marks the words in a line that was drawn at `column`, clipped to `columns`.
    mutating func mark(_ line: SafeLine, at column: Int, _ row: Int, columns: Int) {
        guard !marking.isEmpty else { return }
        let match = style("text.match")
        for place in marking.places(in: line) {
            let start = line.glyphs[..<place.lowerBound].reduce(0) { $0 + $1.columns }
            let width = line.glyphs[place].reduce(0) { $0 + $1.columns }
            guard start < columns else { continue }
            buffer.restyle(
                Rect(column: column + start, row: row, columns: min(width, columns - start), rows: 1)
            ) { _ in match }
        }
    }
}
