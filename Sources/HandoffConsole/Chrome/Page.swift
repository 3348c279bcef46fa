/// A long text that scrolls over the whole page: a draft, a record, help.
package struct Scroll: Equatable, Sendable {
    /// The first row shown.
    package private(set) var top = 0
    package private(set) var count: Int
    package private(set) var height: Int

    init(count: Int, height: Int) {
        self.count = count
        self.height = height
    }

    package var isAtEnd: Bool { top + height >= count }

    /// `62%`: how much was shown, or `end`.
    package var progress: String {
        isAtEnd ? "end" : "\(min(99, (top + height) * 100 / max(1, count)))%"
    }

    mutating func move(by rows: Int) { top = max(0, min(top + rows, count - height)) }

    mutating func resize(count: Int, height: Int) {
        // Keeps the same share of the text above, since another width wraps it differently.
        let share = self.count > 0 ? Double(top) / Double(self.count) : 0
        let former = isAtEnd && top > 0
        self.count = count
        self.height = height
        top = former ? count : Int(share * Double(count))
        move(by: 0)
    }
}

/// A page over the views: rows and where they are scrolled to.
package struct Page: Equatable, Sendable {
    package internal(set) var rows: [TextRow]
    package internal(set) var scroll: Scroll

    init(_ rows: [TextRow], height: Int) {
        self.rows = rows
        scroll = Scroll(count: rows.count, height: height)
    }

    /// The same text in other rows.
    mutating func replace(_ rows: [TextRow], height: Int) {
        self.rows = rows
        scroll.resize(count: rows.count, height: height)
    }

    mutating func resize(height: Int) { scroll.resize(count: rows.count, height: height) }
}
