import HandoffCards
import HandoffTrust
import Terminal
import Testing

@testable import HandoffConsole

@Suite struct TrustTests {
    /// What a key leads to.
    private func after(_ driver: inout ConsoleDriver, _ key: String) -> [ConsoleEffect] {
        let before = driver.effects.count
        driver.press(key)
        return Array(driver.effects[before...])
    }

    private func opened(
        _ overview: TrustOverview = SampleTrust.overview(), isReadOnly: Bool = false
    ) throws -> ConsoleDriver {
        var driver = ConsoleDriver([try SampleCards.restart()], 80, 24, isReadOnly: isReadOnly)
        driver.press("3")
        driver.send(.trust(overview))
        return driver
    }

    @Test("The view asks when it is shown, once, and again when what it shows may have changed")
    func asks() throws {
        var driver = ConsoleDriver([], 80, 24)
        driver.send(.trustStale)
        #expect(driver.effects.isEmpty)
        #expect(after(&driver, "F3") == [.loadTrust(.action)])
        // The answer may take its time.
        driver.send(.trustStale)
        #expect(after(&driver, "j").isEmpty)
        driver.send(.trust(SampleTrust.overview()))
        #expect(driver.effects == [.loadTrust(.action), .loadTrust(.action)])
        driver.send(.trust(SampleTrust.overview()))
        #expect(after(&driver, "k").isEmpty)
        driver.press("1")
        #expect(after(&driver, "3") == [.loadTrust(.action)])
    }

    @Test(
        "Suggestions that come after the rows are first, unless somebody chose a row",
        arguments: [[], ["j", "k"], ["Enter"]])
    func late(keys: [String]) throws {
        var driver = try opened(SampleTrust.overview(suggestions: []))
        let row = driver.state.trust.current
        for key in keys { driver.press(key) }
        driver.send(.trust(SampleTrust.overview()))
        #expect(driver.state.trust.current == (keys.isEmpty ? .suggestion(SampleTrust.raise) : row))
    }

    @Test("Accepting is asked back, and only Y accepts")
    func accepting() throws {
        var driver = try opened()
        driver.press("j")
        #expect(after(&driver, "c").isEmpty)
        #expect(driver.state.dialog == .accept(SampleTrust.grant))
        for key in ["c", "Enter", "x", "-", "y"] { #expect(after(&driver, key).isEmpty) }
        #expect(after(&driver, "Y") == [.acceptSuggestion(SampleTrust.grant)])
        #expect(driver.state.dialog == nil)
        let before = driver.effects.count
        driver.send(.suggestionAccepted("approve unasked: x"))
        #expect(driver.effects[before...] == [.loadTrust(.action)])
        #expect(driver.text.contains("Accepted: approve unasked: x"))
    }

    @Test("Not accepting is one key")
    func notAccepting() throws {
        var driver = try opened()
        driver.press("c")
        #expect(after(&driver, "n").isEmpty && driver.state.dialog == nil)
    }

    @Test("What has no room in the dialog is read to its end before it can be accepted")
    func unread() throws {
        var driver = ConsoleDriver([], 60, 16)
        driver.press("3")
        driver.send(.trust(SampleTrust.overview(suggestions: [SampleTrust.grant])))
        for _ in 0..<2 {
            driver.press("c")
            #expect(driver.state.dialog == nil && driver.state.trust.detail != nil)
            #expect(driver.text.contains("Read it to its end first"))
        }
        driver.press("G", "c")
        #expect(driver.state.dialog == .accept(SampleTrust.grant))
    }

    @Test("What became another suggestion while the console asked is not accepted, unlike what got more evidence")
    func changed() throws {
        var driver = try opened()
        driver.press("c")
        let more = Suggestion(SampleTrust.raise.kind, evidence: "approved 32 of 32 unedited", covered: 32)
        driver.send(.trust(SampleTrust.overview(suggestions: [more])))
        #expect(after(&driver, "Y") == [.acceptSuggestion(SampleTrust.raise)])
        driver.press("c")
        let higher = Suggestion(
            .raise(TrustSubject(action: "crm.update", account: "acme"), to: .aloneWithSpotChecks), evidence: "e",
            covered: 1)
        driver.send(.trust(SampleTrust.overview(suggestions: [higher])))
        #expect(after(&driver, "Y").isEmpty && driver.state.dialog == nil)
        #expect(driver.text.contains("nothing was accepted"))
    }

    @Test("Dismissing takes one key, and it is not suggested again")
    func dismissing() throws {
        var driver = try opened()
        #expect(after(&driver, "x") == [.dismissSuggestion(SampleTrust.raise)])
        driver.send(.suggestionDismissed("crm.update"))
        #expect(driver.text.contains("not suggested again"))
    }

    @Test("Lowering takes one key and one step, in the details too")
    func lowering() throws {
        var driver = try opened()
        for _ in 0..<3 { driver.press("j") }
        let email = TrustSubject(action: "email.send", account: nil)
        #expect(after(&driver, "-") == [.lowerTrust(email, .askUnlessAuthorized)])
        #expect(driver.state.dialog == nil)
        driver.press("Enter")
        #expect(driver.state.trust.detail != nil)
        #expect(after(&driver, "-") == [.lowerTrust(email, .askUnlessAuthorized)])
        let before = driver.effects.count
        driver.send(.trustLowered(email, .askUnlessAuthorized))
        #expect(driver.effects[before...] == [.loadTrust(.action)])
        #expect(driver.text.contains("Lowered to \"ask unless authorized\": email.send"))
    }

    @Test("What cannot be says why", arguments: ["-", "c", "x"])
    func refusals(key: String) throws {
        var driver = try opened()
        // A suggestion has no level, a row is no suggestion, and below the lowest level there is none.
        for _ in 0..<(key == "-" ? 5 : 3) { driver.press("j") }
        #expect(after(&driver, key).isEmpty && driver.state.dialog == nil)
        #expect(
            driver.state.status.passing?.text
                == (key == "-"
                    ? "It is the lowest already: always ask"
                    : "That is no suggestion; trust rises only by accepting one"))
        driver.press("g")
        if key == "-" {
            #expect(after(&driver, key).isEmpty)
            #expect(driver.text.contains("Only actions, and actions of an account, have a level; t regroups"))
        }
    }

    @Test("Read-only changes nothing, and offers no key that would")
    func readOnly() throws {
        var driver = try opened(isReadOnly: true)
        for row in 0..<5 {
            for key in ["c", "x", "-"] {
                #expect(after(&driver, key).isEmpty && driver.state.dialog == nil, "\(row) \(key)")
                #expect(driver.text.contains("Read-only: trust stays as it is"))
            }
            #expect(!driver.text.contains("accept") && !driver.text.contains("lower"))
            driver.press("j")
        }
    }

    @Test("Regrouping asks for the next grouping and drops what comes late of the former")
    func regrouping() throws {
        var driver = try opened()
        #expect(after(&driver, "t") == [.loadTrust(.account)])
        #expect(after(&driver, "t").isEmpty)
        driver.send(.trust(SampleTrust.overview(SampleTrust.accounts, .account)))
        #expect(driver.effects.last == .loadTrust(.agent))
        #expect(driver.state.trust.overview?.grouping == .action)
        driver.press("t")
        driver.send(.trust(SampleTrust.overview([], .agent)))
        driver.send(.trust(SampleTrust.overview(SampleTrust.pairs, .pair)))
        driver.send(.resize(Size(columns: 140, rows: 45)))
        #expect(driver.state.trust.overview?.grouping == .pair && driver.state.trust.index == 0)
        #expect(driver.text.contains("email.send for acme") && driver.text.contains("email.send (no account)"))
        #expect(after(&driver, "t") == [.loadTrust(.action)])
    }

    @Test("The cursor stays with its row, and an open page with its subject")
    func cursor() throws {
        var driver = try opened()
        for _ in 0..<4 { driver.press("j") }
        driver.press("Enter")
        driver.send(
            .trust(
                SampleTrust.overview(
                    [SampleTrust.row("a.b", SampleTrust.record(1))] + SampleTrust.rows, suggestions: [])))
        guard case .row(let row) = driver.state.trust.current else { return #expect(Bool(false)) }
        #expect(row.name == ["crm.update"] && driver.state.trust.index == 2)
        #expect(driver.state.trust.detail != nil)
        driver.send(.trust(SampleTrust.overview([], suggestions: [])))
        #expect(driver.state.trust.detail == nil && driver.state.trust.current == nil)
    }

    @Test func escapeLeadsBack() throws {
        var driver = try opened()
        driver.press("Enter", "Esc")
        #expect(driver.state.trust.detail == nil && driver.state.view == .trust)
        driver.press("Esc")
        #expect(driver.state.view == .queue)
    }

    @Test("No name that an agent chose reaches the terminal raw", arguments: [true, false])
    func hostile(isUTF8: Bool) throws {
        let name = "email\u{1b}[2J\u{202E}\u{2800}x\ny"
        var driver = ConsoleDriver([], 140, 45, isUTF8: isUTF8)
        let raise = Suggestion(
            .raise(TrustSubject(action: name, account: name), to: .byConfidence), evidence: name, covered: 1)
        driver.press("3")
        driver.send(
            .trust(SampleTrust.overview([SampleTrust.row(name, SampleTrust.record(30))], suggestions: [raise])))
        var pictures = [driver.text]
        driver.press("Enter")
        pictures.append(driver.text)
        driver.press("c")
        pictures.append(driver.text)
        driver.press("n", "Esc", "j")
        driver.send(.trustLowered(TrustSubject(action: name, account: name), .alwaysAsk))
        driver.press("Enter")
        pictures.append(driver.text)
        for picture in pictures {
            #expect(picture.contains("email\\e[2J\\u{202E}\\u{2800}x\\ny"), "\(picture)")
            for scalar in ["\u{1b}", "\u{202E}", "\u{2800}"] as [Unicode.Scalar] {
                #expect(!picture.unicodeScalars.contains(scalar))
            }
        }
    }
}
