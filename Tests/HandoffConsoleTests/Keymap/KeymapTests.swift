import Terminal
import Testing

@testable import HandoffConsole

@Suite struct KeymapTests {
    @Test("The keymap as shipped has no problems, and a key for every request")
    func standard() {
        #expect(Keymap.standard.problems().isEmpty)
        for request in Request.allCases {
            #expect(Keymap.standard.bindings.contains { $0.request == request }, "\(request)")
        }
    }

    @Test("Help lists every request with all its keys")
    func help() {
        let rows = HelpText(keymap: .standard).rows().map { row in row.spans.map(\.line.text).joined() }
        for binding in Keymap.standard.bindings {
            #expect(
                rows.contains {
                    $0.contains(binding.request.summary)
                        && $0.split(separator: " ").contains { $0 == binding.key.label }
                },
                "\(binding)")
        }
    }

    @Test("A conflict names both requests")
    func conflict() {
        let keymap = Keymap(Keymap.standard.bindings + [Binding(.character("j"), .skip, in: .deciding)])
        #expect(keymap.problems() == [.conflict(.character("j"), .down, .skip)])
        #expect(keymap.problems()[0].description == "key j is bound to both down and skip")
    }

    @Test("Keys that the terminal takes, and ^D for decisions, are refused", arguments: ["C-s", "C-q", "C-d"])
    func reserved(name: String) throws {
        let key = try #require(Key(parsing: name))
        let others = Keymap.standard.bindings.filter { $0.key != key }
        let keymap = Keymap(others + [Binding(key, .skip, in: .deciding)])
        #expect(keymap.problems() == [.reserved(key, .skip)])
    }

    @Test("The key that confirms is neither Enter nor one that asks", arguments: ["Enter", "s", "x"])
    func confirms(name: String) throws {
        let key = try #require(Key(parsing: name))
        let keymap = Keymap(Keymap.standard.bindings + [Binding(key, .confirm, in: .dialog)])
        #expect(keymap.problems().contains(.confirmsItself(key)))
    }

    @Test(
        "Digits choose options on a focused card that has some, and views elsewhere; F1 and F2 always change the view")
    func digits() throws {
        var driver = ConsoleDriver([try SampleCards.question()])
        driver.press("2")
        #expect(driver.state.view == .history)
        driver.press("1", "Enter")
        driver.wait(1000)
        driver.press("2")
        #expect(driver.decisions.map(\.press) == [.option("partner")])
        driver.press("F2")
        #expect(driver.state.view == .history)
        driver.press("1")
        #expect(driver.state.view == .queue)
        driver = ConsoleDriver([try SampleCards.of(.low)])
        driver.press("Enter")
        driver.pressSlowly("2")
        #expect(driver.state.view == .history && driver.decisions.isEmpty)
    }

    @Test("In review too, an option is chosen only while it is on the screen")
    func hiddenOption() throws {
        var driver = ConsoleDriver([try SampleCards.question()], 60, 16)
        driver.press("r")
        driver.pressSlowly("2")
        #expect(driver.decisions.isEmpty && driver.text.contains("[2]"))
        driver.pressSlowly("2")
        #expect(driver.decisions.map(\.press) == [.option("partner")])
    }

    @Test("Tab goes to the card, through its buttons, and back; S-Tab the other way")
    func tab() throws {
        var driver = ConsoleDriver([try SampleCards.boundary()])
        var places: [String] = []
        for _ in 0..<5 {
            driver.press("Tab")
            places.append(driver.state.focus == .list ? "list" : "\(driver.state.card?.focusedButton ?? -1)")
        }
        #expect(places == ["0", "1", "2", "list", "0"])
        driver.press("S-Tab", "S-Tab")
        #expect(driver.state.focus == .card && driver.state.card?.focusedButton == 2)
    }

    @Test("Suspending and repainting are asked of the runtime, in dialogs too")
    func runtime() throws {
        var driver = ConsoleDriver([try SampleCards.of(.high)])
        driver.press("C-z", "C-l", "s", "C-z", "C-l")
        #expect(driver.effects == [.suspend, .redraw, .suspend, .redraw] && driver.state.dialog != nil)
    }

    @Test("A key without a meaning says so, and does nothing")
    func unbound() throws {
        var driver = ConsoleDriver([try SampleCards.of(.low)])
        driver.press("%")
        #expect(driver.text.contains("% does nothing here; ? shows the keys"))
    }
}
