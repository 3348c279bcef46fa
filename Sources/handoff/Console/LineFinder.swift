import HandoffAudit
import HandoffCards
import HandoffConsole

/// Finds lines by their time, by bisection.
struct LineFinder {
    let log: AuditLog

    /// The line's number; one more than the last line's where there is none.
    func sequence(of place: HistoryPlace) throws -> Int {
        switch place {
        case .first: 0
        case .moment(let time): try first(at: time)
        }
    }

    /// The first line at `time` or later. The clock may have been set back: then one of the lines near where it passed that time.
    private func first(at time: Timestamp) throws -> Int {
        guard let last = try log.lines(count: 1).last else { return 0 }
        var (low, high) = (0, last.sequence + 1)
        while low < high {
            let middle = low + (high - low) / 2
            guard let line = try log.lines(before: middle + 1, count: 1).last else { break }
            if line.time < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
