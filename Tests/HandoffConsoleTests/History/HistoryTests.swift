import HandoffAudit
import Terminal
import Testing

@testable import HandoffConsole

@Suite struct HistoryTests {
    private func driver(_ lines: some Collection<AuditLine>) -> ConsoleDriver {
        var driver = ConsoleDriver()
        driver.press("2")
        driver.send(.historyLoaded(lines: Array(lines), isAtEnd: lines.first?.sequence == 0, before: nil))
        return driver
    }

    @Test("Opening the view asks for the newest lines, once")
    func asks() {
        var driver = ConsoleDriver()
        driver.press("2", "1", "2")
        #expect(driver.effects == [.loadHistory(before: nil, count: HistoryState.page)])
    }

    @Test("It follows the log until the operator scrolls away; G follows again")
    func follows() throws {
        let lines = try SampleLog.long(60)
        var driver = driver(lines[..<40])
        #expect(driver.state.history.index == 39 && driver.state.history.isFollowing)
        driver.send(.historyAppended(Array(lines[40..<45])))
        #expect(driver.state.history.index == 44)
        driver.press("k")
        let row = driver.state.history.rows[driver.state.history.index]
        let top = driver.state.history.top
        driver.send(.historyAppended(Array(lines[45..<60])))
        #expect(driver.state.history.rows[driver.state.history.index] == row && driver.state.history.top == top)
        #expect(driver.text.contains("15 new, G"))
        driver.press("G")
        #expect(driver.state.history.isFollowing && !driver.text.contains("new, G"))
        driver.press("k", "f")
        #expect(driver.state.history.isFollowing)
    }

    @Test("A short log is shown whole from the first picture on")
    func short() throws {
        let lines = try SampleLog.long(5)
        let driver = driver(lines)
        #expect(driver.state.history.top == 0)
        #expect(driver.text.split(separator: "\n").count { $0.contains("skipped") } == lines.count)
    }

    @Test("A line that comes twice is there once")
    func twice() throws {
        let lines = try SampleLog.long(10)
        var driver = driver(lines)
        driver.send(.historyAppended(Array(lines.suffix(3))))
        #expect(driver.state.history.rows.map(\.sequence) == Array(0..<10))
    }

    @Test("Older lines are asked for near the top, and the cursor stays on its line")
    func pages() throws {
        let lines = try SampleLog.long(500)
        var driver = driver(lines[300...])
        driver.effects = []
        driver.press("C-u")
        for _ in 0..<12 { driver.press("PageUp") }
        #expect(driver.effects == [.loadHistory(before: 300, count: HistoryState.page)])
        driver.send(.historyLoaded(lines: Array(lines[100..<300]), isAtEnd: false, before: 300))
        #expect(driver.state.history.rows.map(\.sequence) == Array(100..<500))
        #expect(driver.state.history.rows[driver.state.history.index].sequence >= 300)
    }

    @Test("A reader of old lines is not moved by a new end of the log")
    func reload() throws {
        let lines = try SampleLog.long(900)
        var driver = driver(lines[..<200])
        driver.press("k")
        driver.send(.historyLoaded(lines: Array(lines[700...]), isAtEnd: false, before: nil))
        #expect(driver.state.history.rows[driver.state.history.index].sequence == 198)
        #expect(driver.text.contains("700 new, G"))
        driver.effects = []
        driver.press("G")
        #expect(driver.effects == [.loadHistory(before: nil, count: HistoryState.page)])
        driver.send(.historyLoaded(lines: Array(lines[700...]), isAtEnd: false, before: nil))
        #expect(driver.state.history.rows.last?.sequence == 899 && driver.state.history.isFollowing)
    }

    @Test("It keeps a bounded number of lines")
    func bounded() throws {
        let lines = try SampleLog.long(HistoryState.mostRows + 500)
        var driver = driver(lines[..<10])
        driver.send(.historyAppended(Array(lines[10...])))
        #expect(driver.state.history.rows.count <= HistoryState.mostRows)
        #expect(driver.state.history.rows.last?.sequence == lines.count - 1 && !driver.state.history.hasStart)
    }

    @Test("A record shows every member as safe text")
    func detail() throws {
        let lines = try SampleLog.lines()
        var driver = driver(lines)
        driver.effects = []
        driver.press("g", "G", "k", "Enter")
        let query = RecordQuery(card: nil, sequence: 7)
        #expect(driver.effects == [.loadRecord(query)])
        driver.send(.recordLoaded(CaseRecord(query: query, line: lines[7])))
        for word in ["handoff.refused", "LINE 7", #"x\e[31m.json"#, "a member is there twice", lines[7].leaf.hex] {
            #expect(driver.text.contains(word), "\(word)")
        }
        driver.press("Esc")
        #expect(driver.state.history.detail == nil && driver.state.view == .history)
        driver.press("q")
        #expect(driver.effects.last == .quit)
    }

    @Test("Every fact has its words")
    func words() throws {
        let rows = try SampleLog.lines().map(HistoryRow.init)
        #expect(
            rows.map(\.word) == [
                "log opened", "proposed", "approved", "succeeded", "proposed", "skipped", "declined", "refused",
                "expired",
            ])
    }
}
