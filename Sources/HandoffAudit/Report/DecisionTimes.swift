import StrictJSON

/// How long people looked at what they decided, and how long agents waited for it.
package struct DecisionTimes: Equatable, Sendable {
    /// In milliseconds, of every decision made at a console, in no order.
    private var looked: [UInt32] = []
    /// In seconds, of every decision of a person, in no order.
    private var waited: [UInt32] = []
    /// Of those decisions whose cards were read again: how many took less time than reading them takes.
    package var quick = Share(0, of: 0)

    /// Nobody reads faster than this and understands: about twice the silent reading speed of adults, 238 words a minute (Brysbaert, "How
    /// many words do we read per minute?", Journal of Memory and Language 109, 2019).
    package static let fastestReading = 500.0

    package init() {}

    /// How many decisions have a time.
    package var count: Int { looked.count }
    package var waits: Int { waited.count }

    package mutating func take(looked milliseconds: Int) { looked.append(UInt32(clamping: milliseconds)) }

    package mutating func take(waited seconds: Int) { waited.append(UInt32(clamping: seconds)) }

    package mutating func takeReading(words: Int, in milliseconds: Int) {
        quick.whole += 1
        if Double(milliseconds) < Self.leastReading(words: words) { quick.part += 1 }
    }

    /// In milliseconds.
    package static func leastReading(words: Int) -> Double { Double(words) / fastestReading * 60_000 }

    /// The same of what a card shows at once, from its JSON.
    package static func leastReading(of card: JSONObject?) -> Double { leastReading(words: words(of: card)) }

    package static func words(of card: JSONObject?) -> Int {
        ["context", "proposal", "consequence"].reduce(0) { count, name in
            count + (card?[name]?.string?.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }.count ?? 0)
        }
    }

    /// After it `quantile` can be asked.
    package mutating func sort() {
        looked.sort()
        waited.sort()
    }

    /// In milliseconds, the smallest time that at least this share of the decisions did not exceed (nearest rank); nil without any.
    package func looked(quantile: Double) -> Int? { Self.quantile(quantile, of: looked) }

    /// In seconds.
    package func waited(quantile: Double) -> Int? { Self.quantile(quantile, of: waited) }

    private static func quantile(_ quantile: Double, of sorted: [UInt32]) -> Int? {
        guard !sorted.isEmpty else { return nil }
        let rank = Int((quantile * Double(sorted.count)).rounded(.up))
        return Int(sorted[min(max(rank, 1), sorted.count) - 1])
    }

    /// Decisions by how long they were looked at, in steps of half a power of two from `firstEdge` on. What is below or above the ends
    /// counts to the first and the last.
    package var histogram: [Int] {
        var bins = [Int](repeating: 0, count: Self.bins)
        for time in looked { bins[Self.bin(of: Double(time))] += 1 }
        return bins
    }

    /// In milliseconds.
    package static let firstEdge = 125.0
    /// Up to half an hour and more.
    package static let bins = 28

    /// Where a bin begins, in milliseconds.
    package static func edge(_ bin: Int) -> Double {
        // Whole powers exactly, so that a bin's own edge falls into it.
        let power = Double(sign: .plus, exponent: bin / 2, significand: firstEdge)
        return bin % 2 == 0 ? power : power * 2.0.squareRoot()
    }

    private static func bin(of milliseconds: Double) -> Int {
        var bin = 0
        while bin + 1 < bins, milliseconds >= edge(bin + 1) { bin += 1 }
        return bin
    }
}
