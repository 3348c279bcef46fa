import HandoffCards
import Terminal
import Testing

@testable import HandoffConsole

/// A card that ends while its operator is at it.
@Suite struct EndedTests {
    static let next = ["s", "d", "x", "a", "q", "n", "Y", "1", "Space", "Enter", "s"]

    private func two(_ risk: Risk) throws -> ConsoleDriver {
        ConsoleDriver([try SampleCards.of(risk, "one"), try SampleCards.of(risk, "two")])
    }

    @Test(
        "What is still being typed acts on nothing", arguments: ["s", "d", "a", "typed"],
        [Decision.Kind.declined, .expired])
    func swallows(key: String, kind: Decision.Kind) throws {
        var driver = try two(key == "typed" ? .critical : key == "s" ? .high : .low)
        if key == "typed" {
            driver.press("r", "G")
            driver.pressSlowly("s")
            driver.type("4")
        } else {
            driver.press(key)
            if key != "s" { driver.type("too de") }
        }
        driver.wait(1000)
        let card = try #require(driver.state.card)
        driver.send(.queueChanged(added: [], removed: [card.row]))
        driver.send(.decided(row: card.row, id: card.card.id, kind: kind, operator: kind == .expired ? nil : "root"))
        #expect(driver.state.card?.card.id.text == "two")
        let words = key == "s" ? "nothing was sent." : "your text was not sent."
        let fate = kind == .expired ? "expired" : "was declined by root"
        #expect(driver.text.contains("Card \(card.mark) \(fate); \(words)"))
        let ended = driver.state.dialog
        for key in Self.next { driver.press(key) }
        driver.pressSlowly("s", "x", "q", "Y", "Enter")
        driver.send(.paste("s\nY\n"))
        #expect(driver.state.dialog == ended && driver.effects.isEmpty && driver.state.inFlight.isEmpty)
        driver.press("Esc")
        #expect(driver.state.dialog == nil && !driver.state.isReady)
        driver.press("x")
        #expect(driver.decisions.isEmpty)
        driver.pressSlowly("x")
        #expect(driver.decisions.map(\.id.text) == ["two"])
    }

    @Test("Suspending, repainting and resizing still work")
    func others() throws {
        var driver = try two(.low)
        driver.press("d")
        driver.type("no")
        driver.send(.queueChanged(added: [], removed: [try #require(driver.state.card).row]))
        #expect(driver.text.contains("ended elsewhere; your text was not sent."))
        driver.press("C-l", "C-z")
        #expect(driver.effects == [.redraw, .suspend])
        driver.send(.resize(.init(columns: 60, rows: 16)))
        #expect(driver.text.contains("your text was not sent."))
    }

    @Test("A word being typed does not leave a console that became too small")
    func tooSmall() throws {
        var driver = try two(.low)
        driver.press("d")
        driver.send(.resize(.init(columns: 40, rows: 10)))
        driver.press("q")
        #expect(driver.effects.isEmpty)
    }

    @Test("A card that changes in its place ends the dialog about it too")
    func changed() throws {
        var driver = try two(.low)
        driver.press("d")
        let card = try #require(driver.state.card)
        let other = try SampleCards.of(.low, "one", ["context": "Something else."])
        driver.send(
            .cardLoaded(LoadedCard(row: card.row, card: other, digest: other.digest(), assessment: .asking(other.risk)))
        )
        #expect(driver.text.contains("Card \(card.mark) changed; nothing was sent."))
        driver.pressSlowly("Enter", "s")
        #expect(driver.decisions.isEmpty)
    }

    @Test("Kept words go with their card, so that leaving does not ask about them", arguments: [true, false])
    func unsent(isDecided: Bool) throws {
        var driver = try two(.low)
        driver.press("d")
        driver.type("half a thought")
        driver.press("Esc")
        let card = try #require(driver.state.card)
        driver.send(
            isDecided
                ? .decided(row: card.row, id: card.card.id, kind: .expired, operator: nil)
                : .queueChanged(added: [], removed: [card.row]))
        driver.press("q")
        #expect(driver.effects == [.quit])
    }

    @Test(
        "The status names the card that a verdict is about",
        arguments: [
            (Decision.Kind?.some(.approved), "Approved "), (.declined, "Declined "), (.answered, "Answered "),
            (nil, "Skipped "),
        ])
    func ours(kind: Decision.Kind?, word: String) throws {
        var driver = try two(.low)
        let card = try #require(driver.state.card)
        driver.press(kind == nil ? "x" : kind == .declined ? "d" : kind == .answered ? "a" : "s")
        if driver.state.dialog != nil {
            driver.type("words")
            driver.pressSlowly("Enter")
        }
        // The removal may be seen before the answer.
        if kind != nil { driver.send(.queueChanged(added: [], removed: [card.row])) }
        driver.send(.decided(row: card.row, id: card.card.id, kind: kind, operator: "ana"))
        #expect(driver.text.contains("\(word)\(card.mark) Publish changelog one."))
        #expect(driver.state.sentNames.isEmpty)
    }

    @Test("A verdict that came from elsewhere says whose it was")
    func theirs() throws {
        for (kind, person, words) in [
            (Decision.Kind.expired, nil, "Expired "), (.declined, "root", "Declined by root "),
            (.withdrawn, nil, "Withdrawn "),
        ] as [(Decision.Kind, String?, String)] {
            var driver = try two(.low)
            let card = try #require(driver.state.card)
            driver.send(.decided(row: card.row, id: card.card.id, kind: kind, operator: person))
            #expect(driver.text.contains("\(words)\(card.mark) Publish changelog one."))
        }
    }

    @Test("Why a key did nothing goes with the next key; verdicts stay their time")
    func notices() throws {
        var driver = try two(.low)
        driver.press("%")
        #expect(driver.text.contains("% does nothing here"))
        driver.press("j")
        #expect(!driver.text.contains("does nothing here"))
        let card = try #require(driver.state.card)
        driver.send(.decided(row: card.row, id: card.card.id, kind: .expired, operator: nil))
        driver.press("k", "j")
        #expect(driver.text.contains("Expired \(card.mark)"))
    }

    @Test("No key approves an option that is not on the screen", arguments: ["s", "Enter", "8"])
    func optionUnseen(key: String) throws {
        let members = try JSONText.object(
            """
            {"question": {"text": "Which?", "options": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"},
              {"id": "c", "label": "C"}, {"id": "d", "label": "D"}, {"id": "e", "label": "E"},
              {"id": "f", "label": "F"}, {"id": "g", "label": "G"}, {"id": "h", "label": "H"}]},
             "buttons": [{"id": "last", "label": "The last", "does": "approve", "option": "h"},
                         {"id": "later", "label": "Later", "does": "skip"}], "default": "last"}
            """)
        var driver = ConsoleDriver([try SampleCards.of(.low, "one", members)])
        driver.send(.resize(.init(columns: 80, rows: 18)))
        if driver.state.focus == .list { driver.press("Enter") }
        driver.pressSlowly(key)
        #expect(driver.decisions.isEmpty && driver.text.contains("Option 8 was not on the screen; J scrolls"))
        driver.press(key)
        #expect(driver.decisions.isEmpty)
        driver.pressSlowly(key)
        #expect(driver.decisions.map(\.press) == [key == "8" ? .option("h") : .button("last")])
    }

    @Test("A second tap that came too soon does not hold up another key")
    func tooSoon() throws {
        var driver = try two(.low)
        driver.send(.focus(true))
        driver.wait(1000)
        var guardian = driver.state.decisionGuard
        guardian.note(.character("s"), isDeciding: true, at: driver.uptime)
        let armsAt = guardian.armsAt
        let again = guardian.admits(.character("s"), at: driver.uptime + 400)
        #expect(!again && guardian.refusal == .held && guardian.armsAt == armsAt)
        guardian.note(.character("s"), isDeciding: true, at: driver.uptime + 400)
        let repeated = guardian.admits(.character("s"), at: driver.uptime + 800)
        let other = guardian.admits(.character("x"), at: driver.uptime + 800)
        #expect(!repeated && other)
    }
}
