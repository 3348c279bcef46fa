/// Cells under headings, aligned; numbers to the right.
struct Table {
    struct Column {
        let title: String
        var isNumeric = false
    }

    let columns: [Column]
    var rows: [[String]] = []

    var text: String {
        let widths = columns.indices.map { place in
            rows.reduce(columns[place].title.count) { max($0, $1[place].count) }
        }
        let rule = widths.map { String(repeating: "-", count: $0) }
        return ([columns.map(\.title), rule] + rows).map { line($0, widths) }.joined(separator: "\n")
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (place, cell) in cells.enumerated() {
            let gap = String(repeating: " ", count: widths[place] - cell.count)
            line += columns[place].isNumeric ? gap + cell : cell + gap
            line += "  "
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
