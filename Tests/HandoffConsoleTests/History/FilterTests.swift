import HandoffAudit
import HandoffCards
import Terminal
import Testing

@testable import HandoffConsole

/// The history's filter.
@Suite struct FilterTests {
    private func driver(_ columns: Int = 80, _ rows: Int = 24) throws -> ConsoleDriver {
        var driver = ConsoleDriver(columns, rows)
        driver.press("2")
        driver.send(.historyLoaded(lines: try SampleLog.lines(), isAtEnd: true, before: nil))
        driver.effects = []
        return driver
    }

    private func queries(_ driver: ConsoleDriver) -> [CaseQuery] {
        driver.effects.compactMap { if case .loadCases(let query) = $0 { query } else { nil } }
    }

    /// Cases `rows`, newest first.
    static func cases(_ rows: some Sequence<Int>) throws -> [AuditCase] {
        let found = try #require(try SampleCase.edited().found)
        return rows.map { row in
            var one = found
            one.row = Int64(row)
            one.card = CardID("card-\(row)")!
            one.target = "northwind-\(row)"
            one.proposedAt = SampleCards.now.adding(seconds: row * 100 - 100_000)
            return one
        }
    }

    @Test("Every key asks anew; an answer to an older question changes nothing")
    func supersedes() throws {
        var driver = try driver()
        driver.press("/")
        driver.type("re")
        let asked = queries(driver)
        #expect(asked.map(\.filter.text) == ["r", "re"] && asked.allSatisfy { $0.before == nil })
        #expect(driver.text.contains("Searching"))
        driver.send(.casesLoaded(try Self.cases([3]), for: asked[0]))
        #expect(driver.text.contains("Searching"))
        driver.send(.casesLoaded(try Self.cases([9, 7]), for: asked[1]))
        #expect(driver.state.history.search.rows.map(\.sequence) == [7, 9])
        #expect(driver.state.history.search.index == 1 && driver.text.contains("northwind-9"))
    }

    @Test("A fault is told with its column and leaves the last good filter in force")
    func faults() throws {
        var driver = try driver(120, 30)
        driver.press("/")
        driver.type("renewal ")
        driver.send(.casesLoaded(try Self.cases([1]), for: try #require(queries(driver).last)))
        driver.effects = []
        driver.type("colour:red")
        #expect(driver.text.contains("9: there is no field colour"))
        #expect(driver.text.contains("northwind-1"))
        driver.press("Enter")
        #expect(driver.state.history.search.editor != nil && driver.text.contains("9: there is"))
        for _ in "colour:red" { driver.press("Backspace") }
        driver.press("Enter")
        #expect(driver.state.history.search.editor == nil && driver.state.history.search.isOn)
    }

    @Test("A fault is told whole where no case shows, and cannot be kept")
    func faultWithoutCases() throws {
        var driver = try driver(80, 24)
        driver.press("/")
        driver.type("renewal ")
        driver.send(.casesLoaded([], for: try #require(queries(driver).last)))
        #expect(driver.text.contains("No case fits this filter.") && driver.text.contains("Enter keep"))
        driver.type("colour:red")
        #expect(driver.text.contains("until; quotation marks around it"))
        #expect(!driver.text.contains("No case fits") && !driver.text.contains("Enter keep"))
    }

    @Test("Letters are text, whatever they mean elsewhere", arguments: ["q", "s", "?", "2", "n", "Y", "G"])
    func letters(key: String) throws {
        var driver = try driver()
        driver.press("/", key)
        #expect(driver.state.history.search.editor?.text == key && driver.state.view == .history)
        #expect(!driver.effects.contains(.quit))
    }

    @Test("The hint names the values of the field that is typed")
    func choices() throws {
        var driver = try driver()
        driver.press("/")
        #expect(driver.text.contains("action:"))
        driver.type("-decision:")
        #expect(driver.text.contains("pending  edited  approved"))
        driver.type("de")
        #expect(driver.text.contains("decision: declined"))
    }

    @Test("Older cases are asked for near the top, in bounds, and the newest again after that")
    func pages() throws {
        var driver = try driver()
        driver.press("/")
        driver.type("x")
        driver.press("Enter")
        var lowest = 10_000
        for _ in 0..<30 {
            let query = try #require(queries(driver).last)
            #expect(query.before.map(Int.init) ?? lowest == lowest)
            let rows = (lowest - CaseSearch.page..<lowest).reversed()
            driver.send(.casesLoaded(try Self.cases(rows), for: query))
            lowest -= CaseSearch.page
            #expect(driver.state.history.search.rows.first?.sequence == lowest)
            driver.press("g")
        }
        #expect(driver.state.history.search.rows.count <= CaseSearch.mostRows)
        driver.effects = []
        driver.press("G")
        #expect(queries(driver).map(\.before) == [nil])
    }

    @Test("Esc clears: while typing, and after")
    func clears() throws {
        var driver = try driver()
        driver.press("/")
        driver.type("x")
        driver.press("Esc")
        #expect(!driver.state.history.search.isOn && driver.state.view == .history)
        driver.press("/")
        driver.type("x")
        driver.press("Enter", "Esc")
        #expect(!driver.state.history.search.isOn && driver.state.view == .history)
        driver.press("Esc")
        #expect(driver.state.view == .queue)
    }

    @Test("Enter opens the case; n goes on to the next")
    func opens() throws {
        var driver = try driver()
        driver.press("/")
        driver.type("x")
        driver.send(.casesLoaded(try Self.cases([2, 1]), for: try #require(queries(driver).last)))
        driver.effects = []
        driver.press("Enter", "Up", "Enter")
        let query = RecordQuery(card: CardID("card-1"), sequence: nil)
        #expect(driver.effects == [.loadRecord(query)])
        let record = try SampleCase.edited()
        driver.send(
            .recordLoaded(
                CaseRecord(query: query, line: nil, found: record.found, proposed: record.proposed)))
        driver.press("n")
        #expect(driver.effects.last == .loadRecord(RecordQuery(card: CardID("card-2"), sequence: nil)))
    }

    @Test("New lines are told, and looked at when asked for")
    func news() throws {
        var driver = try driver()
        driver.press("/")
        driver.type("x")
        driver.send(.casesLoaded([], for: try #require(queries(driver).last)))
        driver.press("Enter")
        #expect(driver.text.contains("No case fits this filter."))
        driver.send(.searchFailed(try #require(queries(driver).last), reason: "locked"))
        #expect(driver.text.contains("The search failed: locked"))
        driver.effects = []
        driver.send(.historyAppended(try SampleLog.long(11)))
        driver.press("G")
        #expect(queries(driver).count == 1)
    }

    @Test(
        "Words are found as the index finds them",
        arguments: [
            ("refund", "a Refund, refunds", [2..<8]), ("refun*", "a Refund, refunds", [2..<7, 10..<15]),
            (#""two years""#, "for two years", [4..<13]), ("e", "escaped", []), ("action:x", "x", []),
        ])
    func marks(filter: String, text: String, places: [Range<Int>]) throws {
        let filter = try AuditFilter(parsing: filter, now: SampleCards.now)
        #expect(Marking(filter).places(in: SafeText.line(text)) == places)
    }
}
