import Glibc
import HandoffCards

/// A home with so many pending cards whose order is known.
struct Queue {
    let home: Home
    let count: Int
    /// On the screen's first row, critical and the oldest.
    let first: MadeCard
    /// On the last row, low and the newest.
    let last: MadeCard

    /// The cards are not admitted yet.
    init(_ count: Int, in home: Home) throws {
        self.home = home
        self.count = count
        var maker = CardMaker(0)
        first = maker.card(risk: .critical)
        maker = CardMaker(count - 1)
        last = maker.card(risk: .low)
        try home.put(first)
        for number in 1..<count - 1 {
            var maker = CardMaker(number)
            try home.put(maker.card())
        }
        try home.put(last)
        // What the kernel has still to write would disturb what is measured next.
        sync()
    }

    /// A critical card that comes to stand directly below the first one, above all that came this way before.
    static func arrival(_ number: Int) -> MadeCard {
        var maker = CardMaker(10_000_000 + number)
        let created = Timestamp(milliseconds: CardMaker.beginning.milliseconds + 59_999 - Int64(number))
        return maker.card(risk: .critical, created: created)
    }
}
