import HandoffTrust
import Terminal

/// Stated confidence across, the share that was right upwards: a point a bin with its 95% interval, and the diagonal on which an agent
/// lies that is right as often as it says.
struct ReliabilityPlot {
    let bins: [Calibrator.Bin]
    let symbols: Symbols

    /// Of the area between the axes, in cells.
    static let columns = 40
    static let rows = 10
    private static let labelColumns = 5

    private enum Mark: Int, Comparable {
        case none, diagonal, interval, point

        static func < (left: Mark, right: Mark) -> Bool { left.rawValue < right.rawValue }

        /// Where a cell is one mark.
        var ascii: Character {
            switch self {
            case .none: " "
            case .diagonal: "."
            case .interval: "|"
            case .point: "o"
            }
        }
    }

    func textRows() -> [TextRow] {
        let dots = dots()
        let top = TextRow.own(" share right, with its 95% interval; dotted: as stated", style: "chart.axis")
        let area = (0..<Self.rows).map { row -> TextRow in
            let label = row == 0 ? "100%" : row == (Self.rows - 1) / 2 ? "50%" : row == Self.rows - 1 ? "0%" : ""
            let margin = String(repeating: " ", count: Self.labelColumns - label.count - 1) + label + " "
            return TextRow(
                margin: .none,
                spans: [span(margin + symbols.vertical, "chart.axis")] + spans(cells(dots, row)), trailing: nil)
        }
        let space = String(repeating: " ", count: Self.labelColumns)
        let axis = space + symbols.bottomLeft + String(repeating: symbols.horizontal, count: Self.columns)
        let gap = String(repeating: " ", count: Self.columns / 2 - 4)
        let scale = space + " 0%" + gap + "50%" + gap + " 100%  stated"
        return [top] + area + [axis, scale].map { TextRow.own($0, style: "chart.axis") }
    }

    /// Dots across and upwards in a cell.
    private var fine: (across: Int, up: Int) { symbols.hasBraille ? (2, 4) : (1, 1) }

    /// By row from the top, then by column.
    private func dots() -> [[Mark]] {
        let (width, height) = (Self.columns * fine.across, Self.rows * fine.up)
        var dots = Array(repeating: Array(repeating: Mark.none, count: width), count: height)
        func column(_ share: Double) -> Int { Int((min(max(share, 0), 1) * Double(width - 1)).rounded()) }
        func row(_ share: Double) -> Int { height - 1 - Int((share * Double(height - 1)).rounded()) }
        func put(_ mark: Mark, _ column: Int, _ row: Int) {
            guard (0..<width).contains(column), (0..<height).contains(row) else { return }
            dots[row][column] = max(dots[row][column], mark)
        }
        for step in stride(from: 0, to: width, by: 2) {
            put(.diagonal, step, row(Double(step) / Double(width - 1)))
        }
        for bin in bins {
            guard let share = bin.outcome.share else { continue }
            let (interval, place) = (bin.outcome.interval(), column(bin.confidence))
            for line in row(interval.upperBound)...row(interval.lowerBound) { put(.interval, place, line) }
            let reach = fine.across - 1
            for beside in place - reach...place + reach { put(.point, beside, row(share)) }
        }
        return dots
    }

    private func cells(_ dots: [[Mark]], _ row: Int) -> [(Character, Mark)] {
        let (across, up) = fine
        return (0..<Self.columns).map { column in
            let lines = dots[row * up..<(row + 1) * up].map { Array($0[column * across..<(column + 1) * across]) }
            let mark = lines.joined().max() ?? .none
            return (symbols.hasBraille && mark != .none ? Self.braille(lines) : mark.ascii, mark)
        }
    }

    /// Unicode numbers the dots down the left side, then the right, and the lowest two last.
    private static func braille(_ lines: [[Mark]]) -> Character {
        let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
        var pattern: UInt32 = 0x2800
        for (line, marks) in lines.enumerated() {
            for (place, mark) in marks.enumerated() where mark != .none { pattern |= bits[line][place] }
        }
        return Unicode.Scalar(pattern).map(Character.init) ?? " "
    }

    /// Runs of cells in one style.
    private func spans(_ cells: [(Character, Mark)]) -> [TextRow.Span] {
        var runs: [(text: String, style: StyleName)] = []
        for (character, mark) in cells {
            let style: StyleName = mark > .diagonal ? "chart.1" : "chart.axis"
            if let last = runs.last, last.style == style {
                runs[runs.count - 1].text.append(character)
            } else {
                runs.append((String(character), style))
            }
        }
        return runs.map { span($0.text, $0.style) }
    }

    private func span(_ text: String, _ style: StyleName) -> TextRow.Span {
        TextRow.Span(line: SafeText.line(text), style: style)
    }
}
