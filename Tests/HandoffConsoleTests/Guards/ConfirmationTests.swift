import HandoffCards
import Terminal
import Testing

@testable import HandoffConsole

/// Grave approvals ask back; words go with declining and answering.
@Suite struct ConfirmationTests {
    @Test("High and unknown risk: s, then Y", arguments: [Risk.high, .unknown])
    func yes(risk: Risk) throws {
        var driver = ConsoleDriver([try SampleCards.of(risk)])
        driver.press("s")
        let card = try #require(driver.state.card)
        for key in ["s", "Enter", "y", "1", "Space", "x"] { driver.pressSlowly(key) }
        #expect(driver.decisions.isEmpty && driver.state.dialog != nil)
        driver.pressSlowly("Y")
        #expect(driver.decisions.map(\.press) == [.button("approve")])
        #expect(driver.decisions.map(\.confirmation) == ["yes"])
        #expect(driver.decisions.map(\.digest) == [card.loaded.digest])
        #expect(driver.state.dialog == nil)
    }

    @Test("What is no answer says which keys are", arguments: ["y", "Enter", "s"])
    func noAnswer(key: String) throws {
        var driver = ConsoleDriver([try SampleCards.of(.high)])
        driver.press("s")
        driver.pressSlowly(key)
        #expect(driver.text.contains("Y, with Shift, approves; n goes back"))
        driver.pressSlowly("Y")
        #expect(driver.decisions.count == 1)
    }

    @Test("The dialog is armed like a card")
    func dialogArms() throws {
        var driver = ConsoleDriver([try SampleCards.of(.high)])
        driver.press("s")
        driver.wait(DecisionGuard.delay - 1)
        driver.press("Y")
        #expect(driver.decisions.isEmpty)
        driver.wait(DecisionGuard.repeatGap)
        driver.press("Y")
        #expect(driver.decisions.count == 1)
    }

    @Test("The dialog restates action, target and effect")
    func restates() throws {
        var driver = ConsoleDriver([try SampleCards.restart()])
        driver.press("s")
        for word in ["deploy.restart", "payments-api", "20 s of failed checkouts", "CANNOT"] {
            #expect(driver.text.contains(word))
        }
    }

    @Test("No leads back", arguments: ["n", "Esc"])
    func no(key: String) throws {
        var driver = ConsoleDriver([try SampleCards.of(.high)])
        driver.press("s")
        driver.pressSlowly(key, "Y")
        #expect(driver.decisions.isEmpty && driver.state.dialog == nil)
    }

    @Test("Options and the part in scope are guarded alike")
    func parts() throws {
        let question = try JSONText.object(
            #"{"question": {"text": "Which?", "options": [{"id": "a", "label": "A"}]}}"#)
        var driver = ConsoleDriver([try SampleCards.of(.high, "options", question)])
        driver.press("Enter")
        driver.pressSlowly("1")
        guard case .confirm(let subject)? = driver.state.dialog else { return #expect(Bool(false), "not asked") }
        #expect(subject.press == .option("a"))
        driver.pressSlowly("Y")
        #expect(driver.decisions.map(\.press) == [.option("a")])

        let scope = try JSONText.object(
            #"{"trigger": {"kind": "scope"}, "scope": {"boundary": "B", "in_scope": {"proposal": "Half of it."}}}"#)
        driver = ConsoleDriver([try SampleCards.of(.high, "scope", scope)])
        driver.press("s")
        #expect(driver.text.contains("Half of it."))
        driver.pressSlowly("Y")
        #expect(driver.decisions.count == 1)
    }

    @Test("Critical risk: the draft to its end, then the value")
    func critical() throws {
        var driver = ConsoleDriver([try SampleCards.purge()])
        driver.press("s")
        #expect(driver.state.review != nil && driver.text.contains("read the draft to its end"))
        driver.pressSlowly("s", "s")
        #expect(driver.state.dialog == nil)
        while driver.state.review?.scroll.isAtEnd == false { driver.press("Space") }
        driver.pressSlowly("s")
        guard case .typed? = driver.state.dialog else { return #expect(Bool(false), "not asked") }
        driver.type("184")
        driver.pressSlowly("Enter")
        #expect(driver.decisions.isEmpty && driver.text.contains("That is not the number of items"))
        driver.send(.paste("0"))
        driver.pressSlowly("Enter", "Y", "Backspace", "0", "Enter")
        #expect(driver.decisions.map(\.confirmation) == ["1840"])
        #expect(driver.decisions.map(\.press) == [.button("approve")])
    }

    @Test("A tail off the screen is not read, whatever the draft's length", arguments: [1, 20, 500, 6000])
    func tail(lines: Int) throws {
        let body = (1...lines).map { "line \($0)" }.joined(separator: "\n")
        for (columns, rows) in [(60, 16), (80, 24), (140, 45)] {
            let card = try SampleCards.card(
                "long",
                action: ["reversible": false, "external": true, "scale": 500, "arguments": ["body": .string(body)]])
            var driver = ConsoleDriver([card], columns, rows)
            driver.press("r")
            var presses = 0
            while driver.state.card?.wasReadToEnd == false, presses < 10_000 {
                #expect(!driver.picture().textDump().contains(String(card.actionBinding.hex.suffix(6))))
                driver.press("PageDown")
                presses += 1
                if presses > 3, lines > 500 {
                    driver.press("G")
                    break
                }
            }
            #expect(driver.state.card?.wasReadToEnd == true)
            #expect(driver.picture().textDump().contains(String(card.actionBinding.hex.suffix(6))))
        }
    }

    @Test("Declining takes a reason, or none", arguments: [("too dear", "too dear"), ("", nil), ("   ", nil)])
    func decline(typed: String, message: String?) throws {
        var driver = ConsoleDriver([try SampleCards.of(.critical)])
        driver.press("d")
        driver.type(typed)
        driver.pressSlowly("Enter")
        #expect(driver.decisions.map(\.press) == [.decline] && driver.decisions.map(\.message) == [message])
    }

    @Test("An answer needs words")
    func answer() throws {
        var driver = ConsoleDriver([try SampleCards.question()])
        driver.press("a")
        driver.pressSlowly("Enter")
        #expect(driver.decisions.isEmpty && driver.state.dialog != nil)
        #expect(driver.text.contains("Type an answer first"))
        driver.type("Partner terms,")
        driver.send(.paste(" but\nonly\tthis year\u{1b}[0m\u{7}"))
        driver.pressSlowly("Enter")
        #expect(driver.decisions.map(\.press) == [.answer])
        #expect(driver.decisions.map(\.message) == ["Partner terms, but only this year[0m"])
    }

    @Test("Words survive Esc, and leaving asks about them")
    func unsent() throws {
        var driver = ConsoleDriver([try SampleCards.of(.low)])
        driver.press("d")
        driver.type("half a thought")
        driver.press("Esc", "q")
        #expect(driver.effects.isEmpty && driver.text.contains("not sent"))
        driver.press("n")
        driver.pressSlowly("d")
        #expect(driver.text.contains("half a thought"))
        driver.press("Esc", "q", "Y")
        #expect(driver.effects == [.quit])
    }

    @Test("Leaving asks nothing when nothing is open")
    func quit() throws {
        var driver = ConsoleDriver([try SampleCards.of(.low)])
        driver.press("q")
        #expect(driver.effects == [.quit])
    }
}
