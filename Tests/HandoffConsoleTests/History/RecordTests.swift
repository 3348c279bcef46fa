import HandoffAudit
import HandoffCards
import StrictJSON
import Terminal
import Testing

@testable import HandoffConsole

/// A record of the history: proposed, decided, did.
@Suite struct RecordTests {
    private func open(_ record: CaseRecord, _ columns: Int = 140, _ rows: Int = 60) -> ConsoleDriver {
        var driver = ConsoleDriver(columns, rows)
        driver.press("2")
        driver.send(.historyLoaded(lines: record.lines, isAtEnd: true, before: nil))
        driver.press("g", "Enter")
        driver.send(.recordLoaded(record))
        return driver
    }

    @Test("Side by side where there is room, below each other elsewhere")
    func layouts() throws {
        let record = try SampleCase.edited()
        #expect(open(record).state.history.detail?.texts.count == 3)
        var driver = open(record, 80, 24)
        #expect(driver.state.history.detail?.texts.count == 1)
        driver.send(.resize(Size(columns: 120, rows: 30)))
        #expect(driver.state.history.detail?.texts.count == 3)
    }

    @Test("What was edited, who by, how long they looked, and what was done otherwise")
    func edited() throws {
        let text = open(try SampleCase.edited()).text
        for words in [
            "approved, EDITED", "ana", "31 s", "1m 32s", "~ edited", "+ added", "- gone", "- was", "+ now",
            "the other 1 as proposed", "! OTHER", "message 118 sent", "LATE", "1 time before", "Send",
        ] {
            #expect(text.contains(words), "\(words)\n\(text)")
        }
    }

    @Test("An option that was chosen is no edit")
    func option() throws {
        let card = try SampleCards.question()
        let arguments = try card.arguments(approving: .option("partner"))
        let decision = SampleCase.decided(card, button: nil, arguments: arguments, edited: false)
        let text = open(try SampleCase.record(card, decision: decision)).text
        #expect(text.contains("option 2: Partner terms") && !text.contains("EDITED"))
        #expect(text.contains("No outcome reported yet."))
    }

    @Test("What is missing is said")
    func missing() throws {
        let card = try SampleCards.restart()
        #expect(open(try SampleCase.record(card, decision: nil)).text.contains("not yet: it waits in the queue"))
        let declined = SampleCase.decided(card, .declined, edited: false)
        #expect(open(try SampleCase.record(card, decision: declined)).text.contains("it was not approved"))
    }

    @Test("What the policy said, the first of two approvals, and what the gate saw of the program")
    func steps() throws {
        let card = try SampleCards.boundary()
        let decision = SampleCase.decided(card, edited: false)
        let outcome = Outcome(card: card.id, status: .failed, detail: "exit status 3", finished: SampleCards.now)
        let output = (1...30).map { "line \($0)" }.joined(separator: "\n") + "\u{1b}[2J"
        let run = ProgramRun(ending: .exit(3), duration: 1500, output: output)
        let record = try SampleCase.record(
            card, AssessmentTests.assessment(.askTwo), decision: decision,
            reports: [(.executionFinished(.init(outcome: outcome, reportedBy: "gate", run: run)), 93)],
            steps: [
                .endorsed(
                    .init(
                        card: card.id, operator: "ben", digest: card.digest(), action: card.actionBinding,
                        policy: .zero, token: "t", shown: nil, looked: 4000)),
                .executionStarted(.init(card: card.id, action: card.actionBinding, decision: 1, by: "run")),
                .executionUnknown(.init(card: card.id, asked: try #require(CardID("asking")))),
            ])
        let text = open(record).text
        for words in [
            "asks two operators", "· first time for acme", "Sends “Your renewal”", "approved by ben,",
            "by the gate, with handoff run", "exit status 3", "1.5 s", "line 1", "lines (e)", "UNKNOWN", "asking",
        ] {
            #expect(text.contains(words), "\(words)\n\(text)")
        }
        #expect(!text.contains("No outcome reported"))
    }

    @Test("A canary says who caught it, or did not", arguments: [true, false])
    func canary(isCaught: Bool) throws {
        let card = try SampleCards.boundary()
        let log = try AuditLog(directory: "/audit", disk: MemoryDisk())
        let answer = AuditFact.CanaryAnswered(card: card.id, operator: "ben", isCaught: isCaught, looked: 900)
        let facts = [
            SampleLog.proposed(card, nil), .canaryAnswered(answer), .withdrawn(.init(card: card.id, token: "t")),
        ]
        try log.transaction(now: SampleCards.now) { _ = try $0.append(facts, at: SampleCards.now) }
        let lines = try log.lines(before: nil, count: 3)
        var found = try #require(try SampleCase.record(card, decision: nil).found)
        found.decision = .withdrawn
        let record = CaseRecord(
            query: RecordQuery(card: card.id, sequence: 0), line: lines[0], found: found, proposed: lines[0],
            decided: lines[2], steps: [lines[1]])
        let text = open(record).text
        #expect(text.contains(isCaught ? "caught by ben." : "missed by ben.") && !text.contains("took it back"))
    }

    @Test("Members, unfolding, and the next record")
    func keys() throws {
        let record = try SampleCase.edited()
        var driver = open(record)
        driver.press("m")
        #expect(driver.text.contains("handoff.proposed") && driver.state.history.detail?.texts.count == 1)
        driver.press("m")
        #expect(driver.text.contains("+ 4 lines (e)"))
        driver.press("e")
        #expect(!driver.text.contains("+ 4 lines (e)") && driver.text.contains("Nobody has answered her yet."))
        driver.effects = []
        driver.press("n")
        #expect(driver.effects.isEmpty && driver.text.contains("There is no record after this one"))
        driver.press("N")
        #expect(driver.effects.isEmpty && driver.text.contains("There is no record before this one"))
        driver.press("Esc")
        #expect(driver.state.history.detail == nil && driver.state.view == .history)
    }

    @Test("The agent's bar stands before what agents wrote or named, and before nothing else", arguments: [40, 140])
    func bars(columns: Int) throws {
        let mark = "said-by-it"
        let card = try SampleCards.card(
            mark,
            [
                "agent": ["name": .string(mark)], "account": .string(mark), "context": .string(mark),
                "proposal": .string(mark), "consequence": .string(mark), "reasoning": .string(mark),
                "question": ["text": .string(mark), "options": [["id": "a", "label": .string(mark)]]],
                "buttons": [
                    ["id": "send", "label": .string("Send " + mark), "does": "approve"],
                    ["id": "skip", "label": "Skip", "does": "skip"],
                ],
            ],
            action: [
                "target": .string(mark), "reversible": false, "arguments": ["a": .string(mark), "b": .string(mark)],
            ])
        let arguments: JSONObject = ["a": .string(mark + " edited"), "b": .string(mark)]
        func report(_ by: String) -> (AuditFact, Int) {
            let outcome = Outcome(
                card: card.id, status: .succeeded, detail: by == "gate" ? "exit status 0" : mark,
                finished: SampleCards.now, action: .zero)
            let run = by == "gate" ? ProgramRun(ending: .exit(0), duration: 1500, output: mark) : nil
            return (.executionFinished(.init(outcome: outcome, reportedBy: by, run: run)), 93)
        }
        let record = try SampleCase.record(
            card, decision: SampleCase.decided(card, arguments: arguments), reports: [report("agent"), report("gate")],
            steps: [.executionStarted(.init(card: card.id, action: card.actionBinding, decision: 1, by: "run"))])
        let text = CaseText(record: record, columns: columns, isUnfolded: true, keymap: .standard, symbols: .box)
        let texts = try #require(text.texts())
        var behind: [[String]] = []
        var free: [[String]] = []
        for rows in texts {
            behind.append([])
            free.append([])
            for row in rows {
                switch row.margin {
                case .gutter(let label, _): behind[behind.count - 1].append(label)
                case .computed(let label):
                    free[free.count - 1].append(label)
                    #expect(!row.spans.contains { $0.line.text.contains(mark) }, "\(label)")
                case .none: break
                }
            }
        }
        func labels(_ labels: [String]) -> Set<String> { Set(labels.filter { !$0.isEmpty }) }
        #expect(labels(free[0]) == ["at", "risk", "policy", "line", "binding"])
        #expect(
            labels(free[1]) == [
                "verdict", "at", "after", "by", "basis", "put off", "looked", "shown", "says", "edited", "= same",
                "line", "binding",
            ])
        #expect(labels(behind[1]) == ["pressed", "~ edited", "- was", "+ now"])
        // Of the gate's own run all but the output is known to it.
        #expect(
            labels(free[2]).isSuperset(of: ["started", "result", "by", "says", "took", "heard", "line", "binding"]))
        #expect(behind[2].filter { !$0.isEmpty } == ["result", "at", "says", "binding", "output"])
    }

    @Test("What a member is stands beside its name, or below where it would cut it", arguments: [36, 40, 60, 120])
    func badges(columns: Int) throws {
        for name in ["body", String(repeating: "name", count: 12)] {
            let value = "text with spaces at its end that takes a row of its own "
            let member = MemberRows.Member(name: name, text: value, compact: [], pretty: [])
            let rows = MemberRows.all([member], columns: columns)
            let text = rows.map { $0.spans.map(\.line.text).joined() }
            #expect(text.joined().replacing(" ", with: "").hasPrefix(name + ":"))
            #expect(rows.count { $0.trailing == "has spaces at an end" } == 1)
            let room = columns - TextRow.marginColumns
            for (row, text) in zip(rows, text) {
                #expect(text.count + (row.trailing.map { $0.count + 2 } ?? 0) <= room)
            }
            if columns == 36, name == "body" { #expect(text[0] == "body:" && text[1].isEmpty) }
        }
    }

    @Test("The next record is another case's, not the same at its next line")
    func neighbours() throws {
        let lines = try SampleLog.lines()
        let (renewal, restart) = (HistoryRow(lines[1]).card, HistoryRow(lines[4]).card)
        var driver = ConsoleDriver(140, 60)
        driver.press("2")
        driver.send(.historyLoaded(lines: lines, isAtEnd: true, before: nil))
        driver.press("g", "j", "Enter")
        let query = RecordQuery(card: renewal, sequence: 1)
        let record = CaseRecord(query: query, line: lines[1])
        driver.send(.recordLoaded(record))
        driver.effects = []
        driver.press("n")
        #expect(driver.effects == [.loadRecord(RecordQuery(card: restart, sequence: 4))])
        // An answer that nobody waits for any more changes nothing.
        driver.send(.recordLoaded(record))
        #expect(driver.state.history.record == nil)
        driver.press("N")
        #expect(driver.effects.last == .loadRecord(RecordQuery(card: renewal, sequence: 3)))
    }

    @Test("A report that comes in while the record is open is asked for")
    func grows() throws {
        let record = try SampleCase.edited()
        var driver = ConsoleDriver(140, 60)
        driver.press("2")
        driver.send(.historyLoaded(lines: Array(record.lines.prefix(2)), isAtEnd: true, before: nil))
        driver.press("g", "Enter")
        driver.send(.recordLoaded(record))
        driver.effects = []
        driver.send(.historyAppended([record.lines[2]]))
        #expect(driver.effects == [.loadRecord(record.query)] && driver.state.history.detail != nil)
    }

    @Test(
        "Changes are told from what looks the same",
        arguments: [
            (#"{"a":"2"}"#, #"{"a":2}"#, "~ edited"), (#"{"a":1}"#, #"{"a":1}"#, "all 1 as proposed"),
            (#"{"a":"x\ny\nz"}"#, #"{"a":"x\nq\nz"}"#, "1 line as proposed"), (#"{}"#, #"{"a":""}"#, "+ added"),
        ])
    func changes(before: String, after: String, words: String) throws {
        func members(_ text: String) throws -> [MemberRows.Member] {
            try JSONText.object(text).members.map { member in
                MemberRows.Member(
                    name: member.name, text: member.value.string, compact: member.value.bytes(),
                    pretty: member.value.prettyBytes())
            }
        }
        let rows = ArgumentChanges(before: try members(before), after: try members(after), columns: 60).rows()
        let text = rows.map { row in
            switch row.margin {
            case .gutter(let label, _), .computed(let label): label + " " + row.spans.map(\.line.text).joined()
            case .none: ""
            }
        }.joined(separator: "\n")
        #expect(text.contains(words), "\(text)")
    }
}
