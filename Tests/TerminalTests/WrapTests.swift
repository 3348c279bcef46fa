import TestSupport
import Testing

@testable import Terminal

extension SeededRandom {
    /// Text with a bit of everything.
    mutating func text(pieces: Int) -> String {
        let alphabet = [
            "a", "word ", "  ", "漢", "字 ", "é", "e\u{301}", "👩\u{200D}💻", "\u{202E}", "\u{301}", "\u{1B}[2J", "\t", ".",
            "https://example.com/a-long-path ", "\u{E0041}", "한", "\u{1F1E9}",
        ]
        return (0..<pieces).reduce(into: "") { text, _ in text += alphabet.randomElement(using: &self) ?? "" }
    }
}

struct WrapTests {
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func losesNothing(seed: UInt64) {
        var generator = SeededRandom(seed: seed)
        let text = generator.text(pieces: Int.random(in: 0...60, using: &generator))
        for columns in [2, 3, 7, 20, 80] {
            let rows = SafeText.wrapped(text, columns: columns)
            let whole = SafeText.lines(text).flatMap(\.glyphs)
            #expect(rows.flatMap(\.glyphs) == whole, "seed \(seed), \(columns) columns")
            #expect(rows.allSatisfy { $0.columns <= columns }, "seed \(seed), \(columns) columns")
            #expect(rows.allSatisfy { row in row.columns == row.glyphs.reduce(0) { $0 + $1.columns } })
        }
    }

    @Test(arguments: [
        ("the quick brown fox", 10, ["the quick ", "brown fox"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("to abcdefghij", 4, ["to ", "abcd", "efgh", "ij"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("see 漢字", 6, ["see 漢", "字"]),
        ("one\n\ntwo", 10, ["one", "", "two"]),
        ("", 10, [""]),
    ])
    func breaksAtSpaces(_ text: String, _ columns: Int, _ rows: [String]) {
        #expect(SafeText.wrapped(text, columns: columns).map(\.text) == rows)
    }

    @Test func marksWhatIsCut() {
        let text = "one two three four"
        #expect(SafeText.wrapped(text, columns: 6, maximumLines: 2).map(\.text) == ["one ", "two …"])
        #expect(SafeText.wrapped(text, columns: 6, maximumLines: 4).map(\.text) == ["one ", "two ", "three ", "four"])
        #expect(SafeText.wrapped("abcdef\nx", columns: 6, maximumLines: 1).map(\.text) == ["abcde…"])
        #expect(SafeText.wrapped(text, columns: 6, maximumLines: 0).isEmpty)
    }
}
