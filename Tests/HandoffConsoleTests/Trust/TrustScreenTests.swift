import HandoffTrust
import Terminal
import Testing

@testable import HandoffConsole

@Suite struct TrustScreenTests {
    typealias Look = ScreenTests.Look

    private func opened(
        _ look: Look, _ overview: TrustOverview = SampleTrust.overview(), isUTF8: Bool = true
    ) throws -> ConsoleDriver {
        var driver = ConsoleDriver([try SampleCards.restart()], look.columns, look.rows, isUTF8: isUTF8)
        driver.press("3")
        driver.send(.trust(overview))
        return driver
    }

    private func expect(
        _ driver: ConsoleDriver, _ name: String, _ look: Look, location: SourceLocation = #_sourceLocation
    ) {
        Screen.expect(driver, is: "\(name)-\(look)", depth: look.depth, location: location)
    }

    @Test("Suggestions, then a row for each action", arguments: ScreenTests.looks)
    func list(look: Look) throws {
        var driver = try opened(look)
        driver.press("j", "j", "j")
        expect(driver, "trust", look)
    }

    @Test("Everything about an action, and how its stated confidence compares", arguments: ScreenTests.looks)
    func detail(look: Look) throws {
        var driver = try opened(look)
        driver.press("j", "j", "j", "Enter")
        expect(driver, "trust-row", look)
        if look.rows >= 45 { return }
        driver.press("G")
        expect(driver, "trust-row-end", look)
    }

    @Test("A suggestion, and what it asks back", arguments: ScreenTests.looks)
    func suggestion(look: Look) throws {
        var driver = try opened(look)
        driver.press("j", "Enter")
        expect(driver, "trust-suggestion", look)
        driver.press("G", "c")
        expect(driver, "trust-accept", look)
    }

    @Test("By account there are no levels", arguments: ScreenTests.looks.filter { $0.columns == 80 })
    func accounts(look: Look) throws {
        var driver = try opened(look)
        driver.press("t")
        driver.send(.trust(SampleTrust.overview(SampleTrust.accounts, .account, suggestions: [])))
        driver.wait(StatusState.stay)
        expect(driver, "trust-accounts", look)
    }

    @Test("Without a decision it says what happens next", arguments: ScreenTests.looks.filter { $0.columns == 80 })
    func none(look: Look) throws {
        expect(try opened(look, SampleTrust.overview([], suggestions: [])), "trust-none", look)
    }

    @Test("While patterns are looked for, it says so")
    func searching() throws {
        var driver = try opened(
            Look(columns: 80, rows: 24, depth: .none),
            TrustOverview(grouping: .action, rows: SampleTrust.rows, suggestions: [], isSearching: true))
        #expect(driver.text.contains("looking for patterns…"))
        driver.send(.trust(SampleTrust.overview()))
        #expect(!driver.text.contains("looking for patterns…"))
    }

    @Test("A terminal without UTF-8 gets ASCII alone")
    func ascii() throws {
        let look = Look(columns: 80, rows: 24, depth: .none)
        var driver = try opened(look, isUTF8: false)
        expect(driver, "trust-ascii", look)
        driver.press("j", "j", "j", "Enter", "G")
        expect(driver, "trust-ascii-row-end", look)
        #expect(driver.text.utf8.allSatisfy { $0 < 0x80 })
    }
}
