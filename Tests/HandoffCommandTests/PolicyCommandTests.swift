import Glibc
import HandoffCards
import HandoffGate
import HandoffPolicy
import StrictJSON
import TestSupport
import Testing

@testable import handoff

@Suite struct PolicyCommandTests {
    /// What a buyer and an operator read of the starter policy.
    @Test func matrixOfTheStarter() throws {
        let policy = try #require(PolicyReading(Policy.starter, file: "policy.yaml").policy)
        let text = MatrixText(matrix: policy.matrix).text(width: nil, paint: Paint(isOn: false))
        let expected = """
            ACTION             NEEDS                            CONSEQUENCE  WHY
            calendar.hold      acts alone from confidence 0.7   low          reversible and internal
            calendar.invite    a person                         medium       external
            crm.delete         a person                         high         irreversible
            crm.note           acts alone from confidence 0.7   low          reversible and internal
            crm.update         acts alone from confidence 0.9   medium       reversible and internal, at most 25 at once
            deploy.production  a person                         critical     irreversible
            deploy.staging     acts alone from confidence 0.9   medium       reversible and internal
            email.draft        acts alone                       low          a draft goes nowhere by itself
            email.label        acts alone from confidence 0.7   low          reversible and internal, at most 100 at once
            email.send         a person                         high         irreversible, external
            files.move         acts alone from confidence 0.9   medium       reversible and internal, at most 50 at once
            files.share        a person                         high         external
            payments.refund    a person                         high         irreversible, external
            payments.schedule  acts alone from confidence 0.95  medium       reversible and internal, at most 100.00 EUR
            payments.transfer  a person                         critical     irreversible, external
            anything else      a person                         –            not in the catalogue

            It differs:
              crm.update: a person if the argument /fields/owner is present (the record gets another owner)  [owner-change]
              deploy.production: two people if it is between 18:00 and 08:00 (outside of office hours)  [late-deploy]
              deploy.staging: a person if it is sat or sun (at the weekend)  [weekend-deploy]
              email.send: never if the scale is over 25 (more than 25 recipients)  [bulk-mail]
              payments.refund: two people if the value is over 1000.00 EUR (more than 1000 EUR)  [large-payment]
              payments.schedule: two people if the value is over 1000.00 EUR (more than 1000 EUR)  [large-payment]
              payments.transfer: two people if the value is over 1000.00 EUR (more than 1000 EUR)  [large-payment]
              anything else: two people if the action is payments.* and the value is over 1000.00 EUR (more than 1000 EUR)  [large-payment]

            The first time that an account has a type of action, a person is needed in any case.
            A confidence counts once the agent's record shows that it is as often right as it says.
            Policy \(policy.digest.tagged)

            """
        #expect(text == expected)
    }

    /// On a terminal nothing of why is cut.
    @Test func matrixIsWrapped() throws {
        let text = """
            version: 1
            actions:
              crm.update: {consequence: medium, reversible: true, min_confidence_to_act: 0.95, max_scale: 25}
              email.send: {consequence: high, external: true}
            """
        let matrix = try #require(PolicyReading(text, file: "policy.yaml").policy).matrix
        func shown(_ width: Int) -> String {
            MatrixText(matrix: matrix).text(width: width, paint: Paint(isOn: false))
        }
        let expected = """
            ACTION         NEEDS               CONSEQUENCE  WHY
            crm.update     acts alone from     medium       reversible and internal, at
                           confidence 0.95                  most 25 at once
            email.send     a person            high         irreversible, external
            anything else  a person            –            not in the catalogue

            """
        #expect(shown(80).hasPrefix(expected), "\(shown(80))")
        #expect(shown(60).contains("internal,\n\(String(repeating: " ", count: 48))at most 25\n"), "\(shown(60))")
        #expect(shown(110).contains("from confidence 0.95  medium       reversible and internal, at most 25 at once\n"))
    }

    @Test func matrixSaysWhatAnExecutorCarriesOut() throws {
        let text = """
            version: 1
            actions:
              a: {consequence: low, reversible: true, executor: {argv: [/bin/true]}}
              b: {consequence: low, reversible: true}
              c: {consequence: low, executor: {argv: [/bin/true]}}
            """
        let matrix = try #require(PolicyReading(text, file: "policy.yaml").policy).matrix
        let shown = MatrixText(matrix: matrix)
        #expect(shown.text(width: 80, paint: Paint(isOn: false)).contains("\nCarried out by an executor:\n  a, c\n\n"))
        let rows = shown.markdown.source.split(separator: "\n")
        #expect(
            rows.contains { $0.hasPrefix("| a |") && $0.contains("| no | an executor | reversible and internal |") })
        #expect(rows.contains { $0.hasPrefix("| b |") && $0.contains("| no | the agent | reversible and internal |") })
        let page = MatrixPage(matrix: matrix, made: Timestamp(milliseconds: 0)).html.source
        #expect(page.split(separator: "<td>an executor</td>").count == 3)
        #expect(page.split(separator: "<td>the agent</td>").count == 3)
    }

    /// What the catalogue leaves to agents at the start is part of what an action needs.
    @Test func matrixOfTrust() throws {
        let text = """
            version: 1
            actions:
              a: {consequence: low, reversible: true, trust: ask_unless_authorized}
              b: {consequence: low, reversible: true, min_confidence_to_act: 0.9, trust: alone_with_spot_checks}
            """
        let matrix = try #require(PolicyReading(text, file: "policy.yaml").policy).matrix
        #expect(matrix.rows.map(\.need.words) == ["a person", "acts alone", "a person"])
        #expect(matrix.rows[0].why == ["ask unless authorized"])
    }

    /// Whether the matrix is what happens.
    @Test func matrixHasItsEvidence() throws {
        let home = try TestHome()
        let text = """
            version: 1
            first_time: act
            spot_checks: 0
            actions:
              file.edit: {consequence: medium}
              file.tidy: {consequence: low, reversible: true}
            """
        try home.setPolicy(text)
        let gate = try home.workplace().gate()
        for press in [Press.approve, .approve, .decline] {
            let id = try home.submit(["action": ["type": "file.edit"]])
            try gate.bringUpToDate()
            let record = try #require(try gate.index.record(of: id))
            _ = try gate.decide(DecisionRequest(card: id, digest: record.digest, press: press), now: .now)
        }
        let alone = try home.submit(["action": ["type": "file.tidy"]])
        try gate.bringUpToDate()
        let outcome = Outcome(card: alone, status: .rolledBack, detail: nil, finished: .now)
        try gate.store.reportOutcome(outcome.document.bytes(), for: alone)
        try gate.bringUpToDate()
        _ = try gate.setTrust(
            TrustSubject(action: "file.tidy", account: nil), to: .alwaysAsk, because: nil, confirmation: nil, now: .now)
        let policy = gate.policy.current().policy
        let evidence = try MatrixEvidence(policy, gate, now: .now)
        #expect(
            evidence.rows.map(\.cells) == [
                ["file.edit", "by confidence", "3", "2", "0", "1", "0", "0"],
                ["file.tidy", "always ask", "0", "0", "0", "0", "1", "1"],
            ])
        #expect(Timestamp.now.day - evidence.since.day >= 84 && Timestamp.now.day - evidence.since.day <= 90)
        let page = MatrixPage(matrix: policy.matrix, evidence: evidence, made: .now).html.source
        #expect(page.contains("<code>file.tidy</code>") && page.contains(evidence.title))
        let shown = MatrixText(matrix: policy.matrix, evidence: evidence).text(width: nil, paint: Paint(isOn: false))
        #expect(shown.contains("file.tidy  always ask     0      0         0       0         1      1"), "\(shown)")
    }

    @Test func matrixAsMarkdownHasARowForEachAction() throws {
        let policy = try #require(PolicyReading(Policy.starter, file: "policy.yaml").policy)
        let lines = MatrixText(matrix: policy.matrix).markdown.source.split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("| ") }.count == policy.catalogue.count + 2)
        #expect(
            lines.contains(
                "| email.send | a person | high | no | yes | the agent | irreversible, external | never if the scale is over 25 "
                    + "\\(more than 25 recipients\\) |"))
    }

    @Test func matrixAsJSONSaysTheSame() throws {
        let policy = try #require(PolicyReading(Policy.starter, file: "policy.yaml").policy)
        let document = policy.matrix.document
        #expect(document.object?["policy"]?.string == policy.digest.tagged)
        let actions = document.object?["actions"]?.array ?? []
        #expect(actions.compactMap { $0.object?["needs"]?.string }.filter { $0 == "alone_from" }.count == 7)
        #expect(actions.last?.object?["action"] == .null)
        #expect(actions.last?.object?["needs"] == "ask")
    }

    @Test func matrixAsAPageStandsAloneAndEscapes() throws {
        let text = Policy.starter.replacing("more than 25 recipients", with: "<script>alert(1)</script>")
        let policy = try #require(PolicyReading(text, file: "policy.yaml").policy)
        let page = MatrixPage(matrix: policy.matrix, made: Timestamp(milliseconds: 0)).html.source
        #expect(page.contains("<code>email.send</code>") && page.contains("&lt;script&gt;alert(1)"))
        #expect(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"))
        #expect(page.contains("<b>7 types of action</b>") == false && page.contains("<b>15 types of action</b>"))
        #expect(page.contains("<b>8</b> of them alone"))
        #expect(page.contains(policy.digest.tagged))
    }

    @Test func explainRulesOnEveryWayToApprove() throws {
        let home = try TestHome()
        try home.setPolicy(
            """
            version: 1
            actions: {pay: {consequence: low, reversible: true, value_from: {amount: /sum, currency: EUR}}}
            rules: [{id: much, ruling: forbid, because: too much, when: {action: pay, value: {over: 9, currency: EUR}}}]

            """)
        let card: JSONValue = [
            "handoff": 1, "agent": ["name": "a"], "context": "c", "proposal": "p",
            "action": ["type": "pay", "arguments": ["sum": "5"], "reversible": true, "external": false],
            "question": [
                "text": "q",
                "options": [
                    ["id": "less", "label": "l", "arguments": ["sum": "1"]],
                    ["id": "more", "label": "m", "arguments": ["sum": "10"]],
                ],
            ], "trigger": ["kind": "confidence"],
        ]
        let file = home.place.root + "/card.json"
        try home.write(String(decoding: card.bytes(), as: UTF8.self), to: file)
        let command = try PolicyExplainCommand.parse([
            file, "--no-record", "--known", "--home", home.place.root, "--config", home.place.configuration,
        ])
        let policy = try PolicyFile(nil, command.place).policy(orStandard: true)
        let (read, facts) = try command.asked(under: policy)
        let others = read.parts.compactMap { OtherPart($0, of: read, facts, policy) }
        #expect(others.map(\.name) == ["option less", "option more"])
        #expect(others.map(\.stakes.ruling) == [.ask, .forbid])
        let text = ExplanationText(
            explanation: policy.explanation(of: facts), others: others, paint: Paint(isOn: false)
        ).text
        #expect(text.contains("option more: forbid, low risk: too much · the agent is unsure"), "\(text)")
    }

    /// First time and calibration are those of the record, and supposing better is said to be supposing.
    @Test func explainLooksIntoTheRecord() throws {
        let home = try TestHome()
        try home.setPolicy(
            "version: 1\nactions:\n  file.edit: {consequence: low, reversible: true}\n")
        let first = try home.submit()
        func ruling(_ more: [String] = []) throws -> RulingKind {
            let places = ["--home", home.place.root, "--config", home.place.configuration]
            let command = try PolicyExplainCommand.parse([first.text] + more + places)
            let policy = try PolicyFile(nil, command.place).policy(orStandard: true)
            return policy.explanation(of: try command.asked(under: policy).facts).ruling.kind
        }
        let workplace = try home.workplace()
        let gate = try workplace.gate()
        try workplace.bringUpToDate(gate)
        #expect(try ruling() == .ask)
        #expect(try ruling(["--known"]) == .act)
        let record = try #require(try gate.index.record(of: first))
        _ = try gate.decide(DecisionRequest(card: first, digest: record.digest, press: .approve), now: .now)
        #expect(try ruling() == .act)
        #expect(try ruling(["--no-record"]) == .ask)
    }

    private func test(_ words: String..., in home: TestHome) throws -> PolicyTestReport {
        let places = ["--home", home.place.root, "--config", home.place.configuration]
        let command = try PolicyTestCommand.parse(words + places)
        return try command.report(on: PolicyFile(nil, command.place))
    }

    @Test func testTriesTheCasesInsideTheRules() throws {
        let home = try TestHome()
        let file = home.place.policy
        #expect(try test(in: home).text == "0 passed, 0 failed, 0 rules without a case\n")
        let text = """
            version: 1
            rules:
              - {id: a, ruling: ask, when: {action: x}, match: [{action: x}], not_match: [{action: y}]}
              - {id: b, ruling: ask, when: {action: x, scale: {over: 25}}, match: [{action: x, scale: 26}]}

            """
        try home.setPolicy(text)
        #expect(try test(in: home).text == "3 passed, 0 failed, 0 rules without a case\n")
        let broken = text.replacing("26}", with: "25}") + "  - {id: c, ruling: ask, when: {action: z}}\n"
        try home.setPolicy(broken)
        let report = try test(in: home)
        #expect(
            report.text == """
                \(file):4:72: rule b does not match this case of match: scale is 25, not over 25
                \(file):5:10: rule c has no case
                2 passed, 1 failed, 1 rule without a case

                """)
        #expect(
            report.document == [
                "passed": 2, "failed": 1,
                "failures": [
                    [
                        "file": .string(file), "line": 4, "column": 72, "rule": "b",
                        "words": "rule b does not match this case of match: scale is 25, not over 25",
                    ]
                ],
                "rules_without_cases": [["file": .string(file), "line": 5, "column": 10, "rule": "c"]],
            ])
        // Whatever else is wrong with the policy may be why.
        try home.setPolicy(broken + "rulez: []\n")
        let failure = #expect(throws: Failure.self) { _ = try test(in: home) }
        #expect(failure?.status == .badInput && failure?.what.contains("rulez") == true)
    }

    @Test func testTriesFilesOfCases() throws {
        let home = try TestHome()
        let file = home.place.root + "/cases.yaml"
        try home.write("cases:\n  - {name: n, facts: {action: x}, ruling: act}\n", to: file)
        let report = try test(file, in: home)
        #expect(report.text.hasPrefix("\(file):2:5: n: ask, not act: "))
        #expect(report.document.object?["failures"]?.array?.first?.object?["case"] == "n")
    }

    /// As the policy itself is: repaired, it would be another case.
    @Test func casesThatAreNotUTF8AreRefused() throws {
        let home = try TestHome()
        let file = home.place.root + "/cases.yaml"
        let text = "cases:\n  - {name: n, facts: {action: x, account: \""
        try Files.write(Array(text.utf8) + [0xFF] + Array("\"}, ruling: ask}\n".utf8), to: file)
        let failure = #expect(throws: Failure.self) { _ = try test(file, in: home) }
        #expect(failure?.status == .badInput && failure?.what == "\(file) is not UTF-8")
    }

    @Test func initReplacesNothing() throws {
        let home = try TestHome()
        let path = home.place.policy
        #expect(try PolicyFile.create(in: home.place) == path)
        #expect(try InputFile.read(path, limit: 1 << 20) == Array(Policy.starter.utf8))
        try home.write("version: 1\n", to: path)
        #expect(throws: Failure.self) { _ = try PolicyFile.create(in: home.place) }
        #expect(try InputFile.read(path, limit: 1 << 20) == Array("version: 1\n".utf8))
    }
}
