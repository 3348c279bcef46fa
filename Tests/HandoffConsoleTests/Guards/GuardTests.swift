import HandoffCards
import Terminal
import Testing

@testable import HandoffConsole

/// A decision key counts only when the operator can have seen what it decides.
@Suite struct GuardTests {
    /// A key and what it does to an armed card.
    struct Pressing: Sendable, CustomStringConvertible {
        let key: String
        /// Whether it would approve.
        let approves: Bool

        var description: String { key }
    }

    static let keys = [
        Pressing(key: "s", approves: true), Pressing(key: "S", approves: true), Pressing(key: "1", approves: true),
        Pressing(key: "2", approves: true), Pressing(key: "Enter", approves: true), Pressing(key: "x", approves: false),
        Pressing(key: "d", approves: false), Pressing(key: "a", approves: false),
    ]

    /// Two approving buttons, and options; focused, so that every key means something.
    private func driver(_ risk: Risk, isReadOnly: Bool = false) throws -> ConsoleDriver {
        let members = try JSONText.object(
            """
            {"question": {"text": "Which?", "options": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]},
             "buttons": [{"id": "all", "label": "All", "does": "approve"},
                         {"id": "first", "label": "First", "does": "approve", "option": "a"},
                         {"id": "later", "label": "Later", "does": "skip"}]}
            """)
        let cards = [try SampleCards.of(risk, "one", members), try SampleCards.of(risk, "two", members)]
        var driver = ConsoleDriver(cards, isReadOnly: isReadOnly)
        driver.press("Enter")
        driver.wait(1000)
        return driver
    }

    /// Whether a key led anywhere: a decision, or a question of the console's own.
    private func reacted(_ driver: ConsoleDriver) -> Bool {
        !driver.decisions.isEmpty || driver.state.dialog != nil || driver.state.review != nil
    }

    @Test("Armed: what each key does at each risk", arguments: keys, Risk.allCases)
    func armed(pressing: Pressing, risk: Risk) throws {
        var driver = try driver(risk)
        driver.press(pressing.key)
        let state = driver.state
        switch (pressing.key, risk) {
        case ("x", _): #expect(driver.decisions.map(\.press) == [.skip])
        case ("d", _), ("a", _):
            #expect(driver.decisions.isEmpty)
            guard case .words? = state.dialog else { return #expect(Bool(false), "no prompt") }
        case ("Enter", .low): #expect(driver.decisions.map(\.press) == [.button("all")])
        case ("Enter", _): #expect(!reacted(driver))
        case (_, .low), (_, .medium):
            let presses: [String: Press] = [
                "s": .button("all"), "S": .button("first"), "1": .option("a"), "2": .option("b"),
            ]
            #expect(driver.decisions.map(\.press) == presses[pressing.key].map { [$0] })
        case (_, .unknown), (_, .high):
            #expect(driver.decisions.isEmpty)
            guard case .confirm? = state.dialog else { return #expect(Bool(false), "no confirmation") }
        case (_, .critical):
            #expect(driver.decisions.isEmpty && state.dialog == nil)
            #expect(state.review != nil)
        }
    }

    @Test("Too early: nothing happens, and the delay starts anew", arguments: keys, Risk.allCases)
    func early(pressing: Pressing, risk: Risk) throws {
        var driver = try driver(risk)
        driver.send(.focus(true))
        driver.wait(DecisionGuard.delay - 1)
        driver.press(pressing.key)
        #expect(!reacted(driver))
        if pressing.key == "Enter", risk != .low { return }
        #expect(driver.state.decisionGuard.refusal == .notArmed)
        #expect(driver.text.contains("not armed yet"))
        driver.wait(DecisionGuard.delay - 1)
        driver.press(pressing.key == "x" ? "s" : "x")
        #expect(!reacted(driver))
        driver.wait(DecisionGuard.repeatGap)
        driver.press(pressing.key)
        #expect(reacted(driver))
    }

    @Test("A key held down decides nothing, whatever the terminal's repeat", arguments: keys, Risk.allCases)
    func held(pressing: Pressing, risk: Risk) throws {
        for (delay, interval) in [(250, 30), (400, 25), (500, 33), (660, 40)] {
            var driver = try driver(risk)
            driver.send(.focus(true))
            driver.press(pressing.key)
            driver.wait(delay)
            for _ in 0..<40 {
                driver.press(pressing.key)
                driver.wait(interval)
            }
            #expect(!reacted(driver), "after \(delay) ms, every \(interval) ms")
        }
    }

    @Test("A key held down after a decision decides nothing more", arguments: ["s", "1", "x", "Enter"])
    func heldAfterDecision(key: String) throws {
        var driver = try driver(.low)
        driver.press(key)
        let first = try #require(driver.decisions.first)
        if key != "x" {
            driver.send(.decided(row: first.row, id: first.id, kind: .approved, operator: "ana"))
        }
        driver.wait(500)
        for _ in 0..<50 {
            driver.press(key)
            driver.wait(30)
        }
        #expect(driver.decisions == [first])
        driver.wait(1000)
        driver.press("s")
        #expect(driver.decisions.count == 2)
    }

    @Test("Pasted text decides nothing", arguments: keys, Risk.allCases)
    func pasted(pressing: Pressing, risk: Risk) throws {
        var driver = try driver(risk)
        driver.send(.paste(pressing.key == "Enter" ? "\n" : pressing.key))
        driver.send(.paste("s\ny\nY\nx\nd\n\n1\r"))
        #expect(!reacted(driver))
    }

    @Test("Read-only takes no decisions", arguments: keys, Risk.allCases)
    func readOnly(pressing: Pressing, risk: Risk) throws {
        var driver = try driver(risk, isReadOnly: true)
        driver.press(pressing.key)
        #expect(driver.decisions.isEmpty && driver.state.dialog == nil)
        #expect(driver.text.contains("read-only"))
    }

    @Test(
        "What changes under the operator's eyes disarms",
        arguments: ["focus", "resumed", "resize", "arrival under the cursor", "review", "back from history", "help"])
    func rearms(event: String) throws {
        var driver = try driver(.low)
        #expect(driver.state.isReady)
        switch event {
        case "focus": driver.send(.focus(true))
        case "resumed": driver.send(.resumed)
        case "resize": driver.send(.resize(Size(columns: 100, rows: 30)))
        case "arrival under the cursor": driver.send(.queueChanged(added: [], removed: [driver.state.card?.row ?? 0]))
        case "review": driver.press("r")
        case "back from history": driver.press("F2", "F1")
        default: driver.press("?", "Esc")
        }
        #expect(!driver.state.isReady)
        driver.press("s")
        #expect(driver.decisions.isEmpty)
        driver.wait(1000)
        driver.press("s")
        #expect(driver.decisions.count == 1)
    }

    @Test("Losing the focus, and what happens to other cards, changes nothing")
    func staysArmed() throws {
        var driver = try driver(.low)
        driver.send(.focus(false))
        driver.arrive(try SampleCards.of(.critical, "urgent"))
        driver.send(.notice(Notice(level: .info, text: "something")))
        #expect(driver.state.isReady)
        driver.press("s")
        #expect(driver.decisions.count == 1)
    }

    @Test("A decision carries what was on screen: card, digest, since when and for how long")
    func request() throws {
        var driver = try driver(.low)
        let card = try #require(driver.state.card)
        driver.wait(2500)
        driver.press("s")
        let shown = card.shown
        #expect(
            driver.decisions == [
                DrawnDecision(
                    row: card.row, id: card.card.id, digest: card.card.digest(), press: .button("all"), message: nil,
                    confirmation: nil, shown: shown, looked: driver.uptime - card.shownUptime)
            ])
        #expect(driver.decisions[0].looked >= 2500)
    }

    @Test("One decision at a time on a card")
    func inFlight() throws {
        var driver = try driver(.low)
        driver.press("s")
        #expect(driver.text.contains("sending…"))
        driver.pressSlowly("s", "x", "1", "Enter", "d", "a")
        #expect(driver.decisions.count == 1 && driver.state.dialog == nil)
        driver.send(.decisionRefused(row: driver.decisions[0].row, reason: "the policy changed"))
        #expect(driver.text.contains("the policy changed"))
        driver.pressSlowly("s")
        #expect(driver.decisions.count == 2)
    }

    @Test("An option is chosen only while its label is on the screen to its end")
    func longOption() throws {
        let label = String(repeating: "many words ", count: 30) + "but not to the customer."
        let card = try SampleCards.card(
            "long",
            [
                "question": [
                    "text": "Which?",
                    "options": [["id": "a", "label": .string(label)], ["id": "b", "label": .string(label)]],
                ]
            ])
        var driver = ConsoleDriver([card], 110, 24)
        driver.press("e")
        driver.press("Enter")
        driver.pressSlowly("2")
        #expect(driver.decisions.isEmpty && driver.text.contains("Option 2 was not on the screen"))
        #expect(driver.text.contains("customer."))
        driver.pressSlowly("2")
        #expect(driver.decisions.map(\.press) == [.option("b")])
    }

    @Test("An expired card is not approved, and can be skipped")
    func expired() throws {
        var driver = ConsoleDriver([try SampleCards.of(.low, "old", ["expires": "2026-11-22T14:05:40Z"])])
        driver.wait(60_000)
        driver.press("s")
        #expect(driver.decisions.isEmpty && driver.text.contains("EXPIRED"))
        driver.pressSlowly("x")
        #expect(driver.decisions.map(\.press) == [.skip])
    }

    @Test("Where the card is not on screen, nothing is decided")
    func unseen() throws {
        var driver = ConsoleDriver([try SampleCards.of(.low)], 60, 16)
        driver.press("Esc")
        driver.pressSlowly("s", "x", "d")
        driver.press("F2")
        driver.pressSlowly("s", "x", "d")
        driver.press("?")
        driver.pressSlowly("s", "x", "d")
        #expect(driver.decisions.isEmpty && driver.state.dialog == nil)
    }
}
