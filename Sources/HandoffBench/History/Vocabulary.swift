import Glibc
import HandoffCards

/// Twenty thousand made-up words, of which some are said far more often than others, as in any language (Zipf's law): what a search over
/// prose has to cope with.
struct Vocabulary: Sendable {
    /// The most frequent first.
    let words: [String]
    /// Which word stands at each of 2^20 equal shares of all that is said.
    private let shares: [UInt16]

    static let standard = Vocabulary(count: 20_000)

    init(count: Int) {
        var random = SplitMix64(seed: 0x776f_7264_7321)
        var words: [String] = []
        var known: Set<String> = []
        while words.count < count {
            let word = Self.word(syllables: words.count < 60 ? 1...1 : words.count < 2000 ? 1...2 : 2...3, &random)
            if known.insert(word).inserted { words.append(word) }
        }
        self.words = words
        // The n-th word is said 1/n as often as the first.
        let total = (1...count).reduce(0.0) { $0 + 1 / Double($1) }
        var shares: [UInt16] = []
        shares.reserveCapacity(1 << 20)
        var said = 0.0
        for rank in 0..<count {
            said += 1 / Double(rank + 1)
            let end = Int((said / total * Double(1 << 20)).rounded())
            while shares.count < min(end, 1 << 20) { shares.append(UInt16(rank)) }
        }
        self.shares = shares
    }

    /// So many words in a row, with a full stop.
    func sentence(_ count: Int, using random: inout SplitMix64) -> String {
        var text = phrase(count, using: &random)
        text += "."
        return text
    }

    func phrase(_ count: Int, using random: inout SplitMix64) -> String {
        var text = ""
        text.reserveCapacity(count * 9)
        for place in 0..<count {
            if place > 0 { text += " " }
            text += words[Int(shares[Int(truncatingIfNeeded: random.next() >> 44)])]
        }
        return text
    }

    private static func word(syllables: ClosedRange<Int>, _ random: inout SplitMix64) -> String {
        var word = ""
        for _ in 0..<Int.random(in: syllables, using: &random) {
            word += onsets.randomElement(using: &random) ?? ""
            word += vowels.randomElement(using: &random) ?? ""
        }
        return word + (ends.randomElement(using: &random) ?? "")
    }

    private static let onsets = [
        "b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "r", "s", "st",
        "t", "tr", "v", "w",
    ]
    private static let vowels = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
    private static let ends = ["", "", "", "n", "r", "s", "l", "t", "nd", "ck"]
}
