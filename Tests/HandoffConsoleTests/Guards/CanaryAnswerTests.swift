import HandoffCards
import Terminal
import Testing

@testable import HandoffConsole

/// What an operator is told at once about a card that the gate made up.
@Suite struct CanaryAnswerTests {
    private static let lesson = "The address ends in exarnple, not in example."

    private func decided(_ look: ScreenTests.Look, isCaught: Bool) throws -> ConsoleDriver {
        var driver = ConsoleDriver(
            [try SampleCards.of(.low, "one"), try SampleCards.of(.low, "two")], look.columns, look.rows)
        driver.pressSlowly(isCaught ? "d" : "s")
        if isCaught { driver.pressSlowly("Enter") }
        let row = try #require(driver.state.card).row
        driver.send(.canaryAnswered(row: row, isCaught: isCaught, lesson: Self.lesson))
        driver.send(.queueChanged(added: [], removed: [row]))
        return driver
    }

    @Test("Missed, it stands in the way of the next card", arguments: ScreenTests.looks)
    func missed(look: ScreenTests.Look) throws {
        var driver = try decided(look, isCaught: false)
        Screen.expect(driver, is: "canary-missed-\(look)", depth: look.depth)
        let (dialog, decisions) = (driver.state.dialog, driver.decisions.count)
        #expect(dialog == .canary(lesson: Self.lesson) && driver.state.inFlight.isEmpty)
        for key in EndedTests.next { driver.press(key) }
        driver.pressSlowly("s", "x", "Y", "Enter")
        #expect(driver.state.dialog == dialog && driver.decisions.count == decisions)
        driver.press("Esc")
        #expect(driver.state.dialog == nil && !driver.state.isReady && driver.state.card?.card.id.text == "two")
    }

    @Test("Caught, a word is enough")
    func caught() throws {
        let driver = try decided(.init(columns: 100, rows: 30, depth: .none), isCaught: true)
        #expect(driver.state.dialog == nil && driver.text.contains("Well seen: that was a canary. The address"))
        #expect(driver.state.card?.card.id.text == "two")
    }

    @Test("Where words are being typed about another card, they are not lost")
    func typing() throws {
        var driver = ConsoleDriver([try SampleCards.of(.low, "one"), try SampleCards.of(.low, "two")], 100, 30)
        driver.pressSlowly("s")
        let row = try #require(driver.state.card).row
        driver.send(.queueChanged(added: [], removed: [row]))
        driver.pressSlowly("d")
        driver.type("because")
        driver.send(.canaryAnswered(row: row, isCaught: false, lesson: Self.lesson))
        guard case .words = driver.state.dialog else {
            Issue.record("the words are gone")
            return
        }
        driver.press("Esc")
        #expect(driver.text.contains("You missed a canary: The address"))
    }
}
