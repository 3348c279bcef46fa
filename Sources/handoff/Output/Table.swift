import Terminal

/// Rows of cells, aligned. What agents wrote comes in as `SafeLine`s; nothing else can.
struct Table {
    struct Column {
        let title: String
        /// The most columns that it takes on a terminal; nil for as many as its cells need.
        var limit: Int?
        /// Takes what the others leave of the terminal's width.
        var isFlexible = false
        /// What does not fit goes on below, instead of being cut.
        var wraps = false
    }

    struct Cell {
        let text: SafeLine
        let tint: Paint.Tint?

        init(_ text: String, _ tint: Paint.Tint? = nil) {
            self.text = SafeText.line(text)
            self.tint = tint
        }
    }

    let columns: [Column]
    var rows: [[Cell]] = []

    private static let gap = 2
    /// A flexible column that would get less overflows the line instead of saying nothing.
    private static let least = 12

    /// - Parameter width: of the terminal; nil cuts nothing.
    func rendered(width: Int?, paint: Paint) -> String {
        let widths = widths(in: width)
        let titles = columns.map { Cell($0.title, .dim) }
        return ([titles] + rows).map { line($0, widths, paint) }.joined()
    }

    private func widths(in width: Int?) -> [Int] {
        var widths = columns.indices.map { place in
            rows.reduce(columns[place].title.count) { max($0, $1[place].text.columns) }
        }
        guard let width else { return widths }
        for (place, column) in columns.enumerated() {
            if let limit = column.limit { widths[place] = min(widths[place], limit) }
        }
        guard let flexible = columns.firstIndex(where: \.isFlexible) else { return widths }
        let others = widths.reduce(0, +) - widths[flexible] + Self.gap * (columns.count - 1)
        widths[flexible] = min(widths[flexible], max(Self.least, width - others))
        return widths
    }

    /// As many lines as the cell that takes the most.
    private func line(_ cells: [Cell], _ widths: [Int], _ paint: Paint) -> String {
        let parts = columns.indices.map { place in
            columns[place].wraps
                ? cells[place].text.wrapped(to: widths[place]).map(\.trimmed)
                : [cells[place].text.truncated(to: widths[place], ellipsis: true)]
        }
        return (0..<(parts.map(\.count).max() ?? 0)).map { number in
            var line = ""
            var owed = 0
            for place in columns.indices {
                if parts[place].indices.contains(number), !parts[place][number].isEmpty {
                    let text = parts[place][number]
                    line += String(repeating: " ", count: owed) + paint(text.text, cells[place].tint)
                    owed = widths[place] - text.columns + Self.gap
                } else {
                    owed += widths[place] + Self.gap
                }
            }
            return line + "\n"
        }.joined()
    }
}
