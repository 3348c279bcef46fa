import HandoffAudit
import HandoffCards
import Terminal
import Testing

@testable import HandoffConsole

/// To the log's beginning, by day, and forward from there.
@Suite struct JumpTests {
    /// A line an hour.
    private static func lines(_ count: Int) throws -> [AuditLine] {
        try lines(at: (0..<count).map { SampleCards.now.adding(seconds: ($0 - count) * 3600) })
    }

    private static func lines(at times: [Timestamp]) throws -> [AuditLine] {
        let log = try AuditLog(directory: "/audit", disk: MemoryDisk())
        let id = try #require(CardID("card"))
        // In one go: the log says by itself when a clock leaps.
        try log.transaction(now: SampleCards.now) { log in
            for time in times { _ = try log.append([.skipped(.init(card: id, operator: "ana"))], at: time) }
        }
        // It adds checkpoints, too.
        return try log.lines(before: times.count, count: times.count)
    }

    private func driver(_ lines: [AuditLine], shown: Range<Int>) -> ConsoleDriver {
        var driver = ConsoleDriver()
        driver.press("2")
        driver.send(.historyLoaded(lines: Array(lines[shown]), isAtEnd: shown.lowerBound == 0, before: nil))
        driver.effects = []
        return driver
    }

    private func cursor(_ driver: ConsoleDriver) -> Int {
        driver.state.history.rows[driver.state.history.index].sequence
    }

    @Test("g goes to the first line at once; from there it loads forward, in bounds, and reaches the end")
    func start() throws {
        let lines = try Self.lines(1000)
        var driver = driver(lines, shown: 800..<1000)
        driver.press("g")
        #expect(driver.effects == [.jumpInHistory(.first, count: HistoryState.page)])
        driver.effects = []
        driver.send(.historyJumped(Array(lines[..<150]), to: .first, target: 0, hasEnd: false))
        #expect(cursor(driver) == 0 && !driver.state.history.isFollowing)
        for _ in 0..<200 {
            driver.press("PageDown")
            for case .loadHistory(let before?, let count) in driver.effects {
                let end = min(before, lines.count)
                driver.send(
                    .historyLoaded(lines: Array(lines[max(0, end - count)..<end]), isAtEnd: false, before: before))
            }
            driver.effects = []
        }
        #expect(cursor(driver) == 999 && driver.state.history.isFollowing)
        let rows = driver.state.history.rows.map(\.sequence)
        #expect(rows == Array(rows[0]...999) && rows.count <= HistoryState.mostRows)
    }

    @Test("By day, forth and back; a rule names each day")
    func days() throws {
        let lines = try Self.lines(100)
        var driver = driver(lines, shown: 0..<100)
        #expect(driver.text.contains("22 Nov 2026"))
        driver.press("{")
        let first = cursor(driver)
        #expect(
            lines[first].time.description.contains("22T00:") && lines[first - 1].time.description.contains("21T23:"))
        driver.press("{")
        #expect(cursor(driver) == first - 24)
        driver.press("}")
        #expect(cursor(driver) == first)
        driver.press("}")
        #expect(cursor(driver) == 99)
        for _ in 0..<8 { driver.press("{") }
        #expect(cursor(driver) == 0)
    }

    @Test("A day that is not loaded is asked for; the cursor's line is always on the screen")
    func far() throws {
        let lines = try Self.lines(400)
        var driver = driver(lines, shown: 390..<400)
        driver.press("{")
        driver.effects = driver.effects.filter { if case .jumpInHistory = $0 { true } else { false } }
        #expect(driver.effects == [.jumpInHistory(.dayBefore(391), count: HistoryState.page)])
        let midnight = try #require(Timestamp("2026-11-22T00:00:00Z"))
        let target = try #require(lines.firstIndex { $0.time >= midnight })
        driver.send(
            .historyJumped(Array(lines[200..<400]), to: .dayBefore(391), target: target, hasEnd: true))
        #expect(cursor(driver) == target)
        for key in ["G", "{", "k", "C-u", "}", "j", "{", "PageUp", "G", "k", "k"] {
            driver.press(key)
            let history = driver.state.history
            #expect(driver.text.split(separator: "\n").count { $0.hasPrefix("│ > ") } == 1, "\(key)")
            #expect(history.screenRow(of: history.index) < history.height)
        }
    }

    @Test("A clock that is set, on or back: the keys go from rule to rule, as they stand, and miss none")
    func setClock() throws {
        let days = [0, 0, 5, 5, 5, 1, 1, 5, 6, 0, 0]
        let lines = try Self.lines(at: days.map { SampleCards.now.adding(seconds: $0 * 86_400) })
        let rules = [2, 5, 7, 8, 9]
        var driver = driver(lines, shown: 0..<lines.count)
        driver.press("g")
        for place in rules + [10, 10] {
            driver.press("}")
            #expect(cursor(driver) == place)
        }
        for place in rules.reversed() + [0, 0] {
            driver.press("{")
            #expect(cursor(driver) == place)
        }
        // Of a part of the log what is not at hand is asked for: whether its first line begins a day, and then what is before it.
        driver = self.driver(lines, shown: 5..<8)
        driver.press("k")
        driver.press("{")
        driver.effects = driver.effects.filter { if case .jumpInHistory = $0 { true } else { false } }
        #expect(driver.effects == [.jumpInHistory(.dayBefore(6), count: HistoryState.page)])
    }
}
