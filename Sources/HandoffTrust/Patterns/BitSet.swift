/// Which of a fixed number of things are meant.
struct BitSet: Equatable {
    private(set) var words: [UInt64]

    init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    mutating func insert(_ place: Int) { words[place >> 6] |= 1 << UInt64(place & 63) }

    func contains(_ place: Int) -> Bool { words[place >> 6] >> UInt64(place & 63) & 1 == 1 }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    func intersection(_ other: BitSet) -> BitSet {
        var result = self
        for place in words.indices { result.words[place] &= other.words[place] }
        return result
    }

    /// How many are in both.
    func common(_ other: BitSet) -> Int {
        var count = 0
        for place in words.indices { count += (words[place] & other.words[place]).nonzeroBitCount }
        return count
    }

    func isSubset(of other: BitSet) -> Bool {
        for place in words.indices where words[place] & ~other.words[place] != 0 { return false }
        return true
    }

    /// Ascending.
    var members: [Int] {
        var members: [Int] = []
        for (place, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                members.append(place << 6 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return members
    }
}
