import HandoffAudit
import HandoffCards
import HandoffConsole
import HandoffIndex
import Testing

@testable import handoff

/// Days are found where their rules stand, whichever way the clock was set and whatever the index knows.
@Suite struct LineFinderTests {
    /// Whole days after some midnight: clocks that run, that were set on, and that were set back.
    private static let clocks: [[Int]] = [
        [0], [0, 1, 2, 3], [0, 9, 10], [5, 2, 3], [0, 9, 1, 2, 9, 0], [7, 0, 7, 0],
    ]
    /// Of the same day.
    private static let stretches = [1, 3, 10]

    private let home: TestHome
    private let index: CardIndex

    init() throws {
        home = try TestHome()
        index = try CardIndex(path: home.place.root + "/days.sqlite")
    }

    private func log(_ days: [Int], stretch: Int) throws -> AuditLog {
        let log = try AuditLog(directory: "/a", disk: MemoryDisk())
        let fact = AuditFact.refused(.init(card: nil, reason: "x"))
        try log.transaction(now: Timestamp(milliseconds: 0)) { log in
            for day in days {
                let time = Timestamp(milliseconds: Int64(day) * 86_400_000 + 5)
                try log.append(Array(repeating: fact, count: stretch), at: time)
            }
        }
        return log
    }

    private func take(_ lines: some Sequence<AuditLine>, of log: AuditLog) throws {
        var end: AuditLine?
        let facts = try lines.map { line in
            end = line
            let span = LineSpan(offset: line.offset, length: line.length)
            return IndexedFact(sequence: line.sequence, time: line.time, span: span, fact: try line.fact)
        }
        guard let end else { return }
        let position = LogPosition(sequence: end.sequence + 1, offset: end.offset + end.length + 1, leaf: end.leaf)
        try index.apply(facts, end: position)
    }

    @Test(arguments: clocks, stretches) func goesByTheRules(days: [Int], stretch: Int) throws {
        let log = try log(days, stretch: stretch)
        let lines = try log.lines(count: .max)
        let starts = lines.indices.filter { $0 == 0 || lines[$0].time.day != lines[$0 - 1].time.day }
        let finder = LineFinder(log: log, index: index, page: 4)
        let middle = starts[starts.count / 2]
        var known = 0
        for next in [0, 1, middle, middle + 1, lines.count] where next >= known {
            try take(lines[known..<next], of: log)
            known = next
            for place in lines.indices {
                #expect(try finder.sequence(of: .dayBefore(place)) == starts.last { $0 < place } ?? 0)
                #expect(try finder.sequence(of: .dayAfter(place)) == starts.first { $0 > place } ?? lines.count - 1)
            }
        }
        #expect(try finder.sequence(of: .first) == 0)
    }

    @Test func anIndexOfAnotherLogIsNotBelieved() throws {
        let other = try log([0, 3, 6], stretch: 10)
        try take(try other.lines(count: .max), of: other)
        let finder = LineFinder(log: try log([0, 1, 2], stretch: 7), index: index)
        #expect(try finder.sequence(of: .dayAfter(0)) == 7)
        #expect(try finder.sequence(of: .dayBefore(20)) == 14)
    }
}
