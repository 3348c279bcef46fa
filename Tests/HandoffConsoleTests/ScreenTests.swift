import HandoffAudit
import HandoffCards
import Terminal
import Testing

@testable import HandoffConsole

/// What the console looks like, at the three layouts' sizes, with colours and without.
@Suite struct ScreenTests {
    struct Look: Sendable, CustomStringConvertible {
        let columns: Int
        let rows: Int
        let depth: ColorDepth

        var description: String { "\(columns)x\(rows)-" + (depth == .none ? "mono" : "default-dark") }
    }

    static let looks = [(80, 24), (140, 45), (60, 16)].flatMap { columns, rows in
        [ColorDepth.trueColor, .none].map { Look(columns: columns, rows: rows, depth: $0) }
    }

    private func expect(
        _ driver: ConsoleDriver, _ name: String, _ look: Look, location: SourceLocation = #_sourceLocation
    ) {
        Screen.expect(driver, is: "\(name)-\(look)", depth: look.depth, location: location)
    }

    private func four(_ look: Look) throws -> ConsoleDriver {
        var driver = ConsoleDriver(
            [
                try SampleCards.restart(), try SampleCards.question(), try SampleCards.scope(),
                try SampleCards.failure(),
                try SampleCards.boundary(),
            ], look.columns, look.rows)
        driver.arrive(try SampleCards.of(.low, "1.4"))
        return driver
    }

    @Test("A queue with cards of the four trigger kinds", arguments: looks)
    func queue(look: Look) throws { expect(try four(look), "queue", look) }

    @Test("The list, where only one pane has room", arguments: looks.filter { $0.columns == 60 })
    func list(look: Look) throws {
        var driver = try four(look)
        driver.press("Esc")
        expect(driver, "list", look)
    }

    @Test("A card that asks a question, focused", arguments: looks)
    func question(look: Look) throws {
        var driver = ConsoleDriver([try SampleCards.question()], look.columns, look.rows)
        if look.columns > 60 { driver.press("Enter") }
        driver.wait(1000)
        expect(driver, "question", look)
    }

    @Test("A card that reaches a limit", arguments: looks)
    func scope(look: Look) throws {
        expect(ConsoleDriver([try SampleCards.scope()], look.columns, look.rows), "scope", look)
    }

    @Test("A card about a failure", arguments: looks)
    func failure(look: Look) throws {
        expect(ConsoleDriver([try SampleCards.failure()], look.columns, look.rows), "failure", look)
    }

    @Test("An empty queue", arguments: looks)
    func empty(look: Look) { expect(ConsoleDriver([], look.columns, look.rows), "empty", look) }

    @Test("High risk asks back", arguments: looks)
    func confirm(look: Look) throws {
        var driver = ConsoleDriver([try SampleCards.restart()], look.columns, look.rows)
        driver.press("s")
        expect(driver, "confirm", look)
    }

    @Test("Critical risk wants the value typed", arguments: looks)
    func typed(look: Look) throws {
        var driver = ConsoleDriver([try SampleCards.purge()], look.columns, look.rows)
        driver.press("r", "G")
        driver.pressSlowly("s")
        driver.type("184")
        expect(driver, "typed", look)
    }

    @Test("Declining takes a reason", arguments: looks)
    func decline(look: Look) throws {
        var driver = ConsoleDriver([try SampleCards.restart()], look.columns, look.rows)
        driver.press("d")
        driver.type("not during the sale")
        driver.wait(400)
        expect(driver, "decline", look)
    }

    @Test("What the policy said, with its own effect beside the agent's, and a first approval", arguments: looks)
    func policy(look: Look) throws {
        let card = try SampleCards.boundary()
        let driver = ConsoleDriver(
            [card], look.columns, look.rows, assessed: [card.id: AssessmentTests.assessment(.askTwo)],
            endorsedBy: [card.id: "ben"])
        expect(driver, "policy", look)
    }

    @Test("The gate's own question", arguments: looks)
    func ownQuestion(look: Look) throws {
        let card = try SampleCards.unknownOutcome()
        let assessment = Assessment(
            ruling: .ask, risk: .unknown, because: ["the gate ended while it was carried out"],
            triggers: ["execution_unknown"], consequence: nil, policy: .zero)
        let driver = ConsoleDriver([card], look.columns, look.rows, assessed: [card.id: assessment])
        expect(driver, "own-question", look)
    }

    @Test("The whole draft", arguments: looks)
    func review(look: Look) throws {
        var driver = ConsoleDriver([try SampleCards.boundary()], look.columns, look.rows)
        driver.press("r")
        driver.wait(1000)
        expect(driver, "review", look)
    }

    @Test("The draft of a critical card, before its end", arguments: looks)
    func reviewCritical(look: Look) throws {
        var driver = ConsoleDriver([try SampleCards.purge()], look.columns, look.rows)
        driver.press("s", "J")
        expect(driver, "review-critical", look)
    }

    @Test("Help", arguments: looks)
    func help(look: Look) throws {
        var driver = ConsoleDriver([try SampleCards.restart()], look.columns, look.rows)
        driver.press("?")
        expect(driver, "help", look)
    }

    @Test("History that the operator scrolled away from", arguments: looks)
    func history(look: Look) throws {
        var driver = ConsoleDriver([try SampleCards.restart()], look.columns, look.rows)
        driver.press("F2")
        let lines = try SampleLog.lines()
        driver.send(.historyLoaded(lines: Array(lines.dropLast(2)), isAtEnd: true, before: nil))
        driver.press("k", "k")
        driver.send(.historyAppended(lines.suffix(2)))
        expect(driver, "history", look)
    }

    @Test("One record of the history", arguments: looks)
    func record(look: Look) throws {
        var driver = ConsoleDriver([], look.columns, look.rows)
        driver.press("F2")
        let lines = try SampleLog.lines()
        driver.send(.historyLoaded(lines: lines, isAtEnd: true, before: nil))
        driver.press("g", "Enter")
        driver.send(.recordLoaded(CaseRecord(query: RecordQuery(card: nil, sequence: 0), line: lines[0])))
        expect(driver, "record", look)
    }

    @Test("A filter being typed, with what was found so far and a fault", arguments: looks)
    func filter(look: Look) throws {
        var driver = ConsoleDriver([], look.columns, look.rows)
        driver.press("F2")
        driver.send(.historyLoaded(lines: try SampleLog.lines(), isAtEnd: true, before: nil))
        driver.press("/")
        driver.type("northwind*")
        for case .loadCases(let query) in driver.effects {
            driver.send(.casesLoaded(try FilterTests.cases((1...40).reversed()), for: query))
        }
        driver.press("Up", "Up")
        driver.type(" decison:declined")
        expect(driver, "filter", look)
        if look.depth == .none { return }
        for _ in " decison:declined" { driver.press("Backspace") }
        driver.type(" decision:")
        expect(driver, "filter-hint", look)
        driver.press("C-w", "Enter")
        driver.send(.historyAppended(try SampleLog.long(12)))
        expect(driver, "filter-kept", look)
    }

    @Test("A case: proposed, decided with edits, done, and undone days after", arguments: looks)
    func caseRecord(look: Look) throws {
        var driver = ConsoleDriver([], look.columns, look.rows)
        driver.press("F2")
        let record = try SampleCase.edited()
        driver.send(.historyLoaded(lines: record.lines, isAtEnd: true, before: nil))
        driver.press("g", "Enter")
        driver.send(.recordLoaded(record))
        expect(driver, "case", look)
        if look.depth == .none { return }
        for _ in 0..<3 where look.columns < 110 { driver.press("Space") }
        if look.columns < 110 { expect(driver, "case-below", look) }
        driver.press("m", "g")
        expect(driver, "case-members", look)
    }

    @Test("A bad file is a row, and an error stays", arguments: looks)
    func badFile(look: Look) throws {
        var driver = ConsoleDriver([try SampleCards.of(.low, "1.4")], look.columns, look.rows)
        driver.send(
            .badFiles([
                BadFile(
                    name: "x\u{1b}[31m.json", reason: "line 3, column 7: a member is there twice: \"to\"",
                    time: SampleCards.now,
                    removal:
                        #"rm -r -- /home/ana/handoff/queue/bad/$'x\x1b[31m.json' /home/ana/handoff/queue/bad/$'x\x1b[31m.reason'"#
                )
            ]))
        driver.send(.notice(Notice(level: .error, text: "The audit log cannot be written: no space left on device")))
        driver.press("G")
        expect(driver, "bad-file", look)
    }

    @Test("A policy that cannot be used", arguments: looks)
    func policyUnusable(look: Look) throws {
        var driver = ConsoleDriver([try SampleCards.of(.low, "1.4")], look.columns, look.rows)
        driver.send(.policyProblem("policy.yaml:2:1: error: typo is not known here"))
        #expect(driver.text.contains("policy unusable: no approvals"))
        expect(driver, "policy-unusable", look)
    }

    @Test("A hostile card", arguments: looks)
    func hostile(look: Look) throws {
        expect(ConsoleDriver([try SampleCards.hostile()], look.columns, look.rows), "hostile", look)
    }

    @Test("Admission shows how far it is", arguments: looks)
    func admission(look: Look) throws {
        var driver = ConsoleDriver([try SampleCards.of(.low, "1.4")], look.columns, look.rows)
        driver.send(.admission(done: 12_400, total: 100_000))
        expect(driver, "admission", look)
    }

    @Test("Standing authorizations", arguments: looks)
    func authorizations(look: Look) throws {
        var driver = ConsoleDriver([try SampleCards.restart()], look.columns, look.rows)
        driver.press("4")
        driver.send(.authorizationsLoaded(SampleAuthorizations.rows))
        expect(driver, "authorizations", look)
        driver.press("j", "j", "Enter")
        expect(driver, "authorization", look)
        driver.press("Esc", "c")
        expect(driver, "authorization-renew", look)
    }

    @Test("No standing authorization", arguments: looks.filter { $0.columns == 80 })
    func noAuthorization(look: Look) throws {
        var driver = ConsoleDriver([], look.columns, look.rows)
        driver.press("4")
        driver.send(.authorizationsLoaded([]))
        expect(driver, "authorizations-none", look)
    }

    @Test("A terminal without UTF-8 gets ASCII alone")
    func ascii() throws {
        let driver = ConsoleDriver([try SampleCards.restart(), try SampleCards.scope()], isUTF8: false)
        #expect(driver.text.utf8.allSatisfy { $0 < 0x80 }, "\(driver.text)")
        Screen.expect(driver, is: "ascii-80x24-mono", depth: .none)
    }

    @Test("Too small a terminal says so", arguments: [(59, 16), (60, 15), (20, 3), (1, 1)])
    func tooSmall(columns: Int, rows: Int) throws {
        var driver = ConsoleDriver([try SampleCards.of(.low)], columns, rows)
        if columns > 30 {
            #expect(driver.text.contains("need 60×16, have \(columns)×\(rows)"))
            #expect(driver.text.contains("make it larger, or q quits"))
        }
        driver.pressSlowly("s", "x", "Enter", "d", "Enter")
        #expect(driver.decisions.isEmpty)
        driver.press("q")
        #expect(driver.effects == [.quit])
    }

    @Test("What is open stays when a terminal gets too small, and q quits unless it is an answer")
    func tooSmallWithSomethingOpen() throws {
        var driver = ConsoleDriver([try SampleCards.of(.high)])
        driver.press("r")
        driver.send(.resize(Size(columns: 50, rows: 12)))
        driver.press("q")
        #expect(driver.effects == [.quit] && driver.state.review != nil)
        driver = ConsoleDriver([try SampleCards.of(.high)])
        driver.press("s")
        driver.send(.resize(Size(columns: 50, rows: 12)))
        driver.press("q")
        #expect(
            driver.effects.isEmpty && driver.text.contains("make it larger") && !driver.text.contains("quits"),
            "\(driver.text)")
    }
}
