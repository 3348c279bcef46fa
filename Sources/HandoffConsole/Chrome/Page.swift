import Terminal

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

/// A page over the views: one text, or several side by side, that scroll together.
package struct Page: Equatable, Sendable {
    package private(set) var texts: [[TextRow]]
    package internal(set) var scroll: Scroll

    init(_ texts: [TextRow]..., height: Int) { self.init(texts: texts, height: height) }

    init(texts: [[TextRow]], height: Int) {
        self.texts = texts
        scroll = Scroll(count: texts.map(\.count).max() ?? 0, height: height)
    }

    /// Of the first text.
    package var rows: [TextRow] { texts.first ?? [] }

    /// The same text in other rows.
    mutating func replace(_ texts: [TextRow]..., height: Int) { replace(texts: texts, height: height) }

    mutating func replace(texts: [[TextRow]], height: Int) {
        self.texts = texts
        resize(height: height)
    }

    mutating func resize(height: Int) { scroll.resize(count: texts.map(\.count).max() ?? 0, height: height) }
}

extension Page {
    /// Where `count` texts stand side by side, with a rule and a space around it between them.
    static func places(_ count: Int, in rect: Rect) -> [Rect] {
        let room = rect.columns - gap * (count - 1)
        let width = room / max(1, count)
        return (0..<count).map { place in
            let column = rect.column + place * (width + gap)
            return Rect(
                column: column, row: rect.row, columns: place == count - 1 ? rect.endColumn - column : width,
                rows: rect.rows)
        }
    }

    private static let gap = 3
}
