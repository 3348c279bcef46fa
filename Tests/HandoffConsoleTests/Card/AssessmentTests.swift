import HandoffCards
import StrictJSON
import Terminal
import Testing

@testable import HandoffConsole

/// What the policy said stands on the card, apart from what its agent says.
@Suite struct AssessmentTests {
    static let consequence = "Sends “Your renewal” to lena@northwind.example in the name of acme."

    static func assessment(
        _ ruling: RulingKind = .ask, because: [String]? = nil, consequence: String? = consequence
    ) -> Assessment {
        Assessment(
            ruling: ruling, risk: .high,
            because: because ?? ["irreversible", "first time for acme", "confidence 0.81 of 0.99 needed"],
            triggers: ["irreversible", "first_time", "confidence"], consequence: consequence, policy: .zero)
    }

    private func driver(
        _ card: Card, _ assessment: Assessment, _ columns: Int = 80, _ rows: Int = 24, endorsedBy: String? = nil
    ) -> ConsoleDriver {
        ConsoleDriver(
            [card], columns, rows, assessed: [card.id: assessment],
            endorsedBy: endorsedBy.map { [card.id: $0] } ?? [:])
    }

    private func line(_ text: String, with label: String) throws -> String {
        let line = text.split(separator: "\n").first { $0.contains(label) }
        return String(try #require(line, "no \(label) in\n\(text)"))
    }

    @Test("Why it asks, and what happens, stand outside of the agent's gutter; the agent's own words in it")
    func rows() throws {
        let text = driver(try SampleCards.boundary(), Self.assessment(), 160, 45).text
        let asked = try line(text, with: "ASKED")
        #expect(asked.contains("ASKED    irreversible · first time for acme · confidence 0.81 of 0.99 "))
        #expect(!asked.contains("┊"))
        let effect = try line(text, with: "EFFECT")
        #expect(effect.contains("EFFECT   Sends “Your renewal” to lena@northwind.example") && !effect.contains("┊"))
        #expect(try line(text, with: "agent says").contains("┊          agent says Sends the email to lena@"))
    }

    @Test("The agent's effect stands where the policy computed none, and is not repeated where it is the same")
    func effects() throws {
        let card = try SampleCards.boundary()
        let without = driver(card, Self.assessment(consequence: nil)).text
        #expect(try line(without, with: "EFFECT").contains("┊ EFFECT   Sends the email to lena@"))
        let same = driver(card, Self.assessment(consequence: card.consequence)).text
        #expect(!same.contains("agent says"))
        #expect(try !line(same, with: "EFFECT").contains("┊"))
    }

    @Test("A long account pushes no reason out", arguments: [24, 65, 120])
    func longAccount(columns: Int) {
        let account = String(repeating: "漢字 ", count: 400)
        let reasons = Reasons(
            Self.assessment(because: ["irreversible", "first time for " + account, "confidence 0.81"]), .box
        ).line(columns: columns)
        #expect(reasons.columns <= columns)
        #expect(reasons.text.hasPrefix("irreversible"))
        #expect(reasons.text.hasSuffix(columns == 24 ? "2 more" : "confidence 0.81"), "\(reasons.text)")
    }

    @Test("A high pane has room for all reasons and all of the effect, whatever the agent writes", arguments: [1, 400])
    func highPane(words: Int) throws {
        let because = ["crm.update is not in the catalogue", "irreversible", "external", "first time for acct-000"]
        let effect = "Sends " + String(repeating: "many words ", count: 16) + "to everybody"
        let card = try SampleCards.of(
            .low, "one", ["reasoning": .string(String(repeating: "because ", count: words) + "so")])
        let text = driver(card, Self.assessment(because: because, consequence: effect), 120, 36).text
        #expect(text.contains("acct-000 ") && text.contains("everybody"), "\(text)")
    }

    @Test("Many reasons end in their number", arguments: [30, 65, 100])
    func manyReasons(columns: Int) {
        let because = (1...40).map { "rule number \($0)" }
        let line = Reasons(Self.assessment(because: because), .box).line(columns: columns)
        #expect(line.columns <= columns && line.text.hasPrefix("rule number 1") && line.text.hasSuffix(" more"))
    }

    @Test(
        "What is quoted cannot begin a row of its own, nor leave its columns",
        arguments: [(80, 24), (140, 45), (60, 16)])
    func quotations(columns: Int, rows: Int) throws {
        let card = try SampleCards.boundary()
        let plain = driver(card, Self.assessment(), columns, rows)
        for prose in ForgeryTests.prose {
            let found = driver(
                card,
                Self.assessment(because: ["first time for " + prose, "external"], consequence: "Sends \(prose) away."),
                columns, rows)
            let lines = found.text.split(separator: "\n", omittingEmptySubsequences: false)
            let pane = found.state.layout.card
            let same = plain.text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines[pane.row] == same[pane.row], "\(prose.debugDescription)")
            #expect(lines[found.state.cardBody.endRow + 1] == same[plain.state.cardBody.endRow + 1])
            let margins = found.state.card?.text.prefix { $0.margin != .none }.map(\.margin) ?? []
            let labels = margins.filter { $0 != .computed(label: "") }.prefix(3)
            #expect(
                labels.elementsEqual([
                    .computed(label: "ASKED"), .computed(label: "EFFECT"),
                    .gutter(label: "ACTION", style: "text.muted"),
                ]), "\(prose.debugDescription)")
        }
    }

    @Test("No prose changes band, reasons or computed effect", arguments: ForgeryTests.prose.indices)
    func prose(number: Int) throws {
        let text = ForgeryTests.prose[number]
        func card(_ text: String) throws -> Card {
            try SampleCards.card(
                "same",
                [
                    "context": .string(text + "."), "proposal": .string(text + "."), "consequence": .string(text + "."),
                    "reasoning": .string(text),
                ], action: ["reversible": false, "external": true, "scale": 3])
        }
        for (columns, rows) in [(80, 24), (140, 45), (60, 16)] {
            let pictures = try [card("plain"), card(text)].map { card -> [Cell] in
                let driver = driver(card, Self.assessment(), columns, rows)
                let body = driver.state.cardBody
                let buffer = driver.picture()
                let computed = driver.state.card?.text.count { if case .computed = $0.margin { true } else { false } }
                // The digest is the card's.
                let pane = driver.state.layout.card
                return (pane.row..<body.row + (computed ?? 0)).flatMap { row in
                    (body.column..<body.endColumn - (row == pane.row ? 5 : 0)).map { buffer[$0, row] }
                }
            }
            #expect(pictures[0] == pictures[1], "\(text.debugDescription)")
        }
    }

    @Test("The policy knows worse than the card, never better")
    func band() throws {
        let card = try SampleCards.of(.low)
        var assessment = Self.assessment()
        #expect(driver(card, assessment).text.contains("CANNOT UNDO  internal"))
        assessment.triggers = []
        #expect(driver(try SampleCards.of(.high), assessment).text.contains("CANNOT UNDO  EXTERNAL"))
        assessment.triggers = ["unknown_action", "irreversible", "external"]
        #expect(driver(card, assessment).text.contains("can undo     internal"))
    }

    @Test("Two operators: who is missing is said where one decides, in review too")
    func twoOperators() throws {
        let card = try SampleCards.boundary()
        #expect(driver(card, Self.assessment(.askTwo)).text.contains("Needs two operators."))
        var ours = driver(card, Self.assessment(.askTwo), endorsedBy: "ana")
        #expect(ours.text.contains("You approved; another operator must, too."))
        ours.pressSlowly("r")
        #expect(ours.text.contains("You approved; another operator must, too."))
        #expect(driver(card, Self.assessment(.askTwo), endorsedBy: "ben").text.contains("ben approved; one more"))
        #expect(!driver(card, Self.assessment()).text.contains("operator"))
    }

    @Test("An approval that somebody else gave first comes onto the screen, and what was open stays open")
    func endorsedElsewhere() throws {
        let card = try SampleCards.boundary()
        var driver = driver(card, Self.assessment(.askTwo), 140, 45)
        driver.pressSlowly("r")
        driver.endorsedBy[card.id] = "ben"
        driver.send(.queueChanged(added: [PendingKey(row: 1, risk: card.risk, since: SampleCards.now)], removed: []))
        #expect(driver.state.review != nil)
        #expect(driver.text.contains("ben approved; one more operator must."))
        #expect(driver.text.contains("two operators; ben approved"))
    }

    @Test("Before a grave approval the computed effect is repeated")
    func confirmation() throws {
        var driver = driver(try SampleCards.boundary(), Self.assessment())
        driver.pressSlowly("s")
        #expect(driver.text.contains("Approve this? It CANNOT be undone."))
        #expect(try line(driver.text, with: "EFFECT").contains("Sends “Your renewal”"))
    }
}
