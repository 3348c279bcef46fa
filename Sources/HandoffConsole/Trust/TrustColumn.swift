import HandoffCards
import HandoffTrust
import Terminal

/// What the trust view shows of a row beside its name.
enum TrustColumn {
    case level, fullLevel, decided, approved, undone, median, weeks

    /// Those that leave a name some room, from left to right.
    static func shown(columns: Int, _ grouping: TrustGrouping) -> [TrustColumn] {
        let level: [TrustColumn] = grouping.hasLevels ? [columns < 108 ? .level : .fullLevel] : []
        return level + [.decided, .approved, .undone] + (columns < 76 ? [] : [.median, .weeks])
    }

    var head: String {
        switch self {
        case .level, .fullLevel: "level"
        case .decided: "decided"
        case .approved: "approved"
        case .undone: "undone"
        case .median: "median"
        case .weeks: "12 weeks"
        }
    }

    var width: Int {
        switch self {
        case .level: 5
        case .fullLevel: 23
        case .decided: 7
        case .approved: 11
        case .undone, .median: 6
        case .weeks: Symbols.weeks
        }
    }

    private var isRight: Bool { self == .decided || self == .undone || self == .median }

    /// `text` in the column's width.
    func padded(_ text: String) -> String {
        let space = String(repeating: " ", count: max(0, width - TextWidth.columns(of: text)))
        return isRight ? space + text : text + space
    }

    var paddedHead: String { isRight ? padded(head) : head }

    func text(_ row: TrustRow, _ symbols: Symbols) -> String {
        let record = row.record
        switch self {
        case .level: return row.level?.short ?? ""
        case .fullLevel: return row.level?.words ?? ""
        case .decided: return Words.grouped(record.decided)
        case .approved:
            guard let share = record.approval.share, record.decided >= TrustMark.least else { return "too few" }
            let percent = Words.share(share)
            let space = String(repeating: " ", count: max(0, 4 - percent.count))
            return "\(space)\(percent) \(Words.interval(row.approval, symbols))"
        case .undone: return Words.grouped(record.undone)
        case .median: return record.time(quantile: 0.5).map { Words.span($0, symbols) } ?? ""
        case .weeks: return symbols.sparkline(row.weeks)
        }
    }

    func style(_ row: TrustRow) -> StyleName {
        switch self {
        case .approved: row.standing.style
        case .undone where row.record.undone > 0: "trust.bad"
        case .weeks: "chart.1"
        default: "text"
        }
    }
}
