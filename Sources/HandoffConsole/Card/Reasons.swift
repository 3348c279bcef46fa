import HandoffCards
import Terminal

/// Why a person is asked, as the policy said. Reasons quote accounts and arguments of any length.
struct Reasons {
    private let parts: [SafeLine]
    private let separator: SafeLine

    init(_ assessment: Assessment, _ symbols: Symbols) {
        parts = assessment.because.map { SafeText.line($0) }
        separator = SafeText.line(" \(symbols.dot) ")
    }

    /// All reasons in rows of at most so many columns; in one, where they do not fit into `limit`.
    func rows(columns: Int, limit: Int) -> [SafeLine] {
        let rows = joined(parts).wrapped(to: columns)
        return rows.count <= limit ? rows : [line(columns: columns)]
    }

    /// All reasons in one line of at most so many columns. Where they do not fit, the longest are cut, so that none pushes
    /// another out; where that would leave too little of them, the last give way to their number.
    func line(columns: Int) -> SafeLine {
        for count in stride(from: parts.count, to: 0, by: -1) {
            let rest = parts.count - count
            var shown = Array(parts[..<count])
            let more = rest > 0 ? [SafeText.line("\(rest) more")] : []
            let room = columns - separator.columns * (count + more.count - 1) - more.reduce(0) { $0 + $1.columns }
            let limit = count == 1 && more.isEmpty ? room : Self.limit(shown, room)
            guard let limit else { continue }
            shown = shown.map { $0.truncated(to: limit, ellipsis: true) }
            return joined(shown + more)
        }
        return (parts.first ?? SafeLine()).truncated(to: columns, ellipsis: true)
    }

    /// Columns for each part, so that all fit; nil where that would be too few to be read.
    private static func limit(_ parts: [SafeLine], _ room: Int) -> Int? {
        var limit = parts.map(\.columns).max() ?? 0
        let least = min(shortest, limit)
        while limit >= least {
            if parts.reduce(0, { $0 + min($1.columns, limit) }) <= room { return limit }
            limit -= 1
        }
        return nil
    }

    private func joined(_ parts: [SafeLine]) -> SafeLine {
        parts.dropFirst().reduce(parts.first ?? SafeLine()) { $0 + separator + $1 }
    }

    private static let shortest = 16
}
