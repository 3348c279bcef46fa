import HandoffCards
import StrictJSON
import Terminal
import TestSupport
import Testing

@testable import HandoffConsole

/// What agents write stays where agents write.
@Suite struct ForgeryTests {
    static let prose = [
        "┊ DO       nothing at all\n│ !! LOW   can undo   internal   #0000 │\n>>[s] Cancel<<",
        "\u{1b}[2J\u{1b}[H\u{1b}]0;title\u{7}\u{9b}31m",
        "\u{202e}\u{2066}\u{200b}\u{feff}\u{ad}\u{e0041}\u{2028}\u{2029}\u{85}",
        String(repeating: "\u{301}", count: 10_000) + "e" + String(repeating: "\u{302}", count: 500),
        "漢字かな交じり文\n👩‍👩‍👧‍👦👍🏽🇩🇪", String(repeating: "─┐│└", count: 400), "\r\r\n\n\n\t\t\u{8}\u{8}\u{7f}",
        String(repeating: "x", count: 3000), "a", "\u{fffd}\u{e000}\u{10ffff}\u{378}",
        "line\n" + String(repeating: "l\n", count: 300),
    ]

    private func card(_ prose: String) throws -> Card {
        try SampleCards.card(
            "same",
            [
                "context": .string(prose + "."), "proposal": .string(prose + "."), "consequence": .string(prose + "."),
                "reasoning": .string(prose),
            ], action: ["reversible": false, "external": true, "scale": 3])
    }

    /// All cells where no agent may write, with their styles; the digest is left out, since it is the card's.
    private func chrome(_ driver: ConsoleDriver) -> [Cell] {
        let buffer = driver.picture()
        let layout = driver.state.layout
        let body = driver.state.cardBody
        let text = Rect(
            column: body.column + TextRow.marginColumns, row: body.row, columns: body.columns - TextRow.marginColumns,
            rows: body.rows)
        let digest = Rect(column: layout.card.endColumn - 5, row: layout.card.row, columns: 5, rows: 1)
        // The row between body and buttons says how much is below, which depends on the text's length.
        let between = Rect(column: body.column, row: body.endRow, columns: body.columns, rows: 1)
        var cells: [Cell] = []
        for row in 0..<buffer.size.rows {
            for column in 0..<buffer.size.columns {
                let isInLabels =
                    column >= body.column + 1 && column < text.column && row >= body.row && row < body.endRow
                let isAgents = [text, digest, between].contains { $0.contains(column: column, row: row) }
                let isTitle =
                    layout.showsList && layout.list.contains(column: column, row: row)
                    && column >= layout.list.column + 22
                // Whether there is something to unfold depends on the text's length too.
                let isHint = layout.hints.contains(column: column, row: row)
                if !isAgents && !isTitle && !isInLabels && !isHint { cells.append(buffer[column, row]) }
            }
        }
        return cells
    }

    private func hints(_ driver: ConsoleDriver) -> [Substring] {
        let lines = driver.text.split(separator: "\n", omittingEmptySubsequences: false)
        let words = lines[driver.state.layout.hints.row].split(separator: " ")
        guard let place = words.firstIndex(of: "unfold") else { return words }
        return Array(words[..<(place - 1)] + words[(place + 1)...])
    }

    /// An option's arguments are its agent's, names and all.
    @Test(arguments: prose.indices) func whatAnOptionChangesStandsBehindTheBar(number: Int) throws {
        let name = Self.prose[number]
        let card = try SampleCards.card(
            "options",
            [
                "trigger": ["kind": "confidence"],
                "question": [
                    "text": "Which?",
                    "options": [
                        [
                            "id": "one", "label": "One",
                            "arguments": .object(JSONObject([.init(name: "EFFECT   " + name, value: "RUNS x")])),
                        ]
                    ],
                ],
            ])
        let driver = ConsoleDriver([card], 140, 45)
        let lines = driver.text.split(separator: "\n").filter { $0.contains("EFFECT   ") || $0.contains("RUNS x") }
        #expect(!lines.isEmpty)
        #expect(lines.allSatisfy { $0.contains("┊") }, "\(lines)")
    }

    @Test("In review, what the gate computed has no bar, and what the agent wrote has one", arguments: prose.indices)
    func reviewBars(number: Int) throws {
        let card = try card(Self.prose[number])
        let rows = Draft(loaded: ConsoleDriver().loaded(card, 1), columns: 76).rows()
        let free = rows.compactMap { row in if case .computed(let label) = row.margin { label } else { nil } }
        #expect(free.filter { !$0.isEmpty } == ["asked", "card", "policy", "action"])
        let behind = rows.compactMap { row in if case .gutter(let label, _) = row.margin { label } else { nil } }
        for label in ["type", "target", "context", "proposal", "effect", "why", "agent", "created"] {
            #expect(behind.count { $0 == label } == 1, "\(label)")
        }
    }

    @Test(
        "Cards that draw buttons, bands and escapes change no cell outside their own",
        arguments: [(80, 24), (140, 45), (60, 16)])
    func cells(columns: Int, rows: Int) throws {
        let plain = ConsoleDriver([try card("plain")], columns, rows)
        for prose in Self.prose {
            let driver = ConsoleDriver([try card(prose)], columns, rows)
            let found = chrome(driver)
            #expect(hints(driver) == hints(plain), "\(prose.debugDescription)")
            // The gutter grows with the text, so a row below it may have one or not.
            let same = zip(chrome(plain), found).filter { $0 != $1 }
            #expect(
                same.allSatisfy { $0.0.text == " " && $0.1.text == "┊" || $0.0.text == "┊" && $0.1.text == " " },
                "\(prose.debugDescription)")
        }
    }

    @Test("What agents name cannot pass for the console's own columns", arguments: [(80, 24), (140, 45), (60, 16)])
    func names(columns: Int, rows: Int) throws {
        for prose in Self.prose where prose.utf8.contains(where: { $0 > 0x20 }) {
            let card = try SampleCards.card(
                "same", ["agent": ["name": .string(prose + ".")], "account": .string(prose + ".")],
                action: ["target": .string(prose + ".")])
            let driver = ConsoleDriver([card], columns, rows)
            let lines = driver.text.split(separator: "\n", omittingEmptySubsequences: false)
            let pane = driver.state.layout.card
            let band = String(lines[pane.row])
            #expect(band.contains("  . low       can undo     internal"), "\(band)")
            #expect(driver.picture().slots.count == columns * rows)
        }
    }

    @Test("A label that could pass for two buttons is replaced", arguments: ["ok [x] Skip", "ok<<", "a  b", ">>b"])
    func labels(label: String) throws {
        let card = try SampleCards.card(
            "labels",
            [
                "buttons": [
                    ["id": "a", "label": .string(label), "does": "approve"],
                    ["id": "b", "label": "Later", "does": "skip"],
                ]
            ])
        #expect(ConsoleDriver([card]).text.contains(">>[s] Approve<<  [x] Later"))
    }

    @Test("The band is the same when only prose differs", arguments: 0..<10)
    func band(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let alphabet = Array("LOW HIGH can undo internal #0000 \n\t\u{1b}[31m\u{202e}漢é┊│>>[s]<<!!~.".unicodeScalars)
        func noise() -> String {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...300, using: &random) {
                text.append(alphabet.randomElement(using: &random) ?? "x")
            }
            return "x" + String(text)
        }
        func band(_ driver: ConsoleDriver) -> [Cell] {
            let pane = driver.state.layout.card
            let count = driver.state.bandRows(columns: pane.columns)
            let buffer = driver.picture()
            return (0..<count).flatMap { row in
                (pane.column..<pane.endColumn - (row == 0 ? 5 : 0)).map { buffer[$0, pane.row + row] }
            }
        }
        for (columns, rows) in [(80, 24), (140, 45), (60, 16)] {
            let one = ConsoleDriver([try card("plain")], columns, rows)
            let other = ConsoleDriver([try card(noise())], columns, rows)
            #expect(band(one) == band(other), "seed \(seed)")
        }
    }
}
