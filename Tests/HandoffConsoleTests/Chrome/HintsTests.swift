import HandoffCards
import Terminal
import Testing

@testable import HandoffConsole

/// The hints say what the keys do here, and Enter presses what is marked.
@Suite struct HintsTests {
    private func hints(_ driver: ConsoleDriver) -> String {
        let lines = driver.text.split(separator: "\n", omittingEmptySubsequences: false)
        return String(lines[driver.state.layout.hints.row])
    }

    @Test("The marks go with the focus, and the hint says what Enter presses")
    func enter() throws {
        var driver = ConsoleDriver([try SampleCards.of(.low)])
        #expect(driver.text.contains(">>[s] Approve<<") && hints(driver).contains("Enter open"))
        driver.press("Enter")
        #expect(hints(driver).contains("Enter/s approve"))
        driver.press("Tab")
        #expect(!driver.text.contains(">>[s]") && driver.text.contains(">>[r]"))
        #expect(hints(driver).contains("Enter/r review"))
        driver.press("Esc")
        #expect(hints(driver).contains("Enter open"))
    }

    @Test("Enter is not offered where it presses nothing", arguments: [Risk.medium, .high, .critical])
    func enterRefused(risk: Risk) throws {
        var driver = ConsoleDriver([try SampleCards.of(risk)])
        driver.press("Enter")
        #expect(!hints(driver).contains("Enter"))
    }

    @Test("A narrow screen starts with the list: the first Enter only opens")
    func narrow() throws {
        var driver = ConsoleDriver(60, 16)
        driver.load([try SampleCards.of(.low)])
        driver.wait(1000)
        #expect(driver.state.focus == .list)
        driver.press("Enter")
        #expect(driver.decisions.isEmpty && hints(driver).hasPrefix(" Esc back"))
        driver.pressSlowly("Enter")
        #expect(driver.decisions.count == 1)
        driver = ConsoleDriver([try SampleCards.of(.low)])
        driver.send(.resize(Size(columns: 60, rows: 16)))
        #expect(driver.state.focus == .list)
    }

    @Test("Read-only hints have no deciding keys")
    func readOnly() throws {
        let driver = ConsoleDriver([try SampleCards.question()], isReadOnly: true)
        let row = hints(driver)
        #expect(row.contains("r review"))
        for word in ["approve", "skip", "decline", "answer", "options"] { #expect(!row.contains(word)) }
    }

    @Test("Bad files and empty queues offer what there is")
    func others() throws {
        var driver = ConsoleDriver([])
        #expect(!hints(driver).contains("open") && !hints(driver).contains("move"))
        #expect(hints(driver).contains("q quit"))
        driver.send(.badFiles([BadFile(name: "b.json", reason: "no", time: driver.now, removal: "rm")]))
        #expect(hints(driver).contains("move") && !hints(driver).contains("Enter"))
    }

    @Test("Unfolding is offered where something is folded, and undone by the same key", arguments: [1, 400])
    func fold(words: Int) throws {
        let reasoning = Array(repeating: "because", count: words).joined(separator: " ")
        let card = try SampleCards.of(.low, "one", ["reasoning": .string(reasoning)])
        var driver = ConsoleDriver([card], 140, 45)
        #expect(hints(driver).contains("e unfold") == (words > 1))
        driver.press("e")
        #expect(hints(driver).contains("e fold") == (words > 1))
        driver.press("e")
        #expect(driver.state.card?.isUnfolded == false)
    }

    @Test("What fits is not folded, and its buttons stay")
    func fits() throws {
        let reasoning = Array(repeating: "because", count: 30).joined(separator: " ")
        let card = try SampleCards.of(.low, "one", ["reasoning": .string(reasoning)])
        var driver = ConsoleDriver([card], 140, 45)
        #expect(!driver.text.contains("(e)"))
        let picture = driver.picture().textDump().split(separator: "\n").firstIndex { $0.contains("[s]") }
        driver.press("e")
        #expect(driver.text.split(separator: "\n").firstIndex { $0.contains("[s]") } == picture)
    }

    @Test("A card takes its pane's height before it folds, and buttons a row more before they are cut")
    func room() throws {
        let long = "list price, 8% off for two years, and the first month free for everybody who signs in December"
        let card = try SampleCards.card(
            "long",
            [
                "question": [
                    "text": "Which terms?",
                    "options": [
                        ["id": "a", "label": .string("Standard terms: \(long)"), "confidence": 0.6],
                        ["id": "b", "label": .string("Partner terms: \(long)"), "confidence": 0.3],
                    ],
                ],
                "reasoning": .string(Array(repeating: "because", count: 400).joined(separator: " ")),
                "buttons": [
                    ["id": "a", "label": "Standard terms for all", "does": "approve", "option": "a"],
                    ["id": "b", "label": "Review the draft", "does": "review"],
                    ["id": "c", "label": "Skip it for now", "does": "skip"],
                ],
            ], action: ["reversible": false, "external": true, "scale": 40])
        for (columns, rows) in [(120, 36), (110, 36), (200, 50)] {
            let driver = ConsoleDriver([card], columns, rows)
            let words = driver.text.split { !($0.isLetter || $0.isNumber || "%…".contains($0)) }
            #expect(words.count { $0 == "December" } == 2, "\(driver.text)")
            #expect(driver.text.contains("[s] Approve: Standard terms for all, then type"))
            #expect(driver.text.contains("[r] Review the draft") && driver.text.contains("[x] Skip it for now"))
            #expect(driver.text.contains("says 60%") && driver.text.contains("lines (e)"))
        }
        let low = ConsoleDriver([card], 80, 24)
        #expect(low.state.cardBody.endRow + 2 == low.state.layout.card.endRow)
    }

    @Test("A low pane has the question and its options right after the proposal")
    func questionFirst() throws {
        for rows in [24, 45] {
            let driver = ConsoleDriver([try SampleCards.question()], 80, rows)
            let labels = (driver.state.card?.text ?? []).compactMap { row -> String? in
                if case .gutter(let label, _) = row.margin, !label.isEmpty { label } else { nil }
            }
            #expect(labels.firstIndex(of: "DO").map { labels[$0 + 1] } == "ASKS" || rows == 45)
            #expect((labels.firstIndex(of: "CONTEXT") == 1) == (rows == 45), "\(labels)")
        }
    }

    @Test("Only the longest labels are cut")
    func labels() throws {
        let wide = ConsoleDriver([try SampleCards.boundary()], 200, 50).text
        #expect(wide.contains("sales-assistant   The reply"))
        #expect(ConsoleDriver([try SampleCards.boundary()], 140, 45).text.contains("[r] Review draft"))
        let buttons = try JSONText.object(
            """
            {"buttons": [{"id": "a", "label": "Send to all 40", "does": "approve"},
                         {"id": "b", "label": "Review the draft and its list", "does": "review"},
                         {"id": "c", "label": "Skip", "does": "skip"}]}
            """)
        let text = ConsoleDriver([try SampleCards.of(.critical, "one", buttons)]).text
        #expect(text.contains("[s] Send to all 40, then type"))
        #expect(text.contains("[r] Review the draft and i…") && text.contains("[x] Skip  "), "\(text)")
    }

    @Test("A second approving button has a hint of its own")
    func second() throws {
        let buttons = try JSONText.object(
            """
            {"question": {"text": "Which?", "options": [{"id": "o", "label": "O"}]},
             "buttons": [{"id": "a", "label": "A", "does": "approve"},
                         {"id": "b", "label": "B", "does": "approve", "option": "o"}]}
            """)
        var driver = ConsoleDriver([try SampleCards.of(.low, "one", buttons)])
        driver.press("Tab", "Tab")
        #expect(driver.state.card?.focusedButton == 1)
        #expect(hints(driver).contains("Enter approve") && hints(driver).contains(" s approve"))
    }
}
