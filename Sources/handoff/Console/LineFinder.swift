import HandoffAudit
import HandoffCards
import HandoffConsole
import HandoffIndex

/// Finds the lines at which days begin. The index says where; lines that it does not know yet are read.
///
/// Times are never searched through: where the clock was set they do not ascend.
struct LineFinder {
    let log: AuditLog
    let index: CardIndex
    /// Lines read at a time.
    var page = 1024

    /// The line's number; the last line's where no day begins later.
    func sequence(of place: HistoryPlace) throws -> Int {
        switch place {
        case .first: 0
        case .dayBefore(let sequence): try dayStart(before: sequence)
        case .dayAfter(let sequence): try dayStart(after: sequence)
        }
    }

    /// So many lines are in the index.
    private func known() throws -> Int {
        let position = try index.position() ?? .start
        // An index of another log knows nothing of this one.
        return try log.holds(position) ? position.sequence : 0
    }

    private func dayStart(before sequence: Int) throws -> Int {
        let known = try known()
        var end = sequence
        while end > known {
            // With the line before them, to compare.
            let lines = try log.lines(before: end, count: min(page, end - known) + 1)
            if let start = Self.dayStarts(lines).last { return start }
            guard lines.count > 1, let first = lines.first?.sequence, first > 0 else { return 0 }
            end = first + 1
        }
        return try index.dayStart(before: min(sequence, known)) ?? 0
    }

    private func dayStart(after sequence: Int) throws -> Int {
        let known = try known()
        if sequence < known, let start = try index.dayStart(after: sequence), start < known { return start }
        var last = max(sequence, known - 1)
        while true {
            let lines = try log.lines(before: last + 1 + page, count: page + 1).filter { $0.sequence >= last }
            if let start = Self.dayStarts(lines).first { return start }
            guard let reached = lines.last?.sequence, reached > last else { return last }
            last = reached
        }
    }

    /// The lines of another day than the one before them.
    private static func dayStarts(_ lines: [AuditLine]) -> [Int] {
        zip(lines, lines.dropFirst()).filter { $0.time.day != $1.time.day }.map(\.1.sequence)
    }
}
