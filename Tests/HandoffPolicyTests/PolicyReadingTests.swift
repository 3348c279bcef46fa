import HandoffCards
import StrictJSON
import Testing

@testable import HandoffPolicy

@Suite struct PolicyReadingTests {
    /// Line, column and a word of each problem, in the order of the file.
    static let errors: [(text: String, line: Int, column: Int, word: String)] = [
        ("default: ask\n", 1, 1, "version is missing"),
        ("version: 2\n", 1, 10, "must be 1"),
        ("version: 1\ndefault: act\n", 2, 10, "ask or ask_two or forbid"),
        ("version: 1\nfirst_time: forbid\n", 2, 13, "ask or act"),
        ("version: 1\nrulez: []\n", 2, 1, "rulez is not known"),
        ("version: 1\nversion: 1\n", 1, 1, "twice"),
        ("version: 1\nactions: {a: {reversible: true}}\n", 2, 14, "consequence is missing"),
        ("version: 1\nactions: {a: {consequence: unknown}}\n", 2, 28, "low, medium, high or critical"),
        ("version: 1\nactions: {a*: {consequence: low}}\n", 2, 11, "exactly"),
        ("version: 1\nactions: {a: {consequence: low, reversible: yes}}\n", 2, 45, "true or false"),
        ("version: 1\nactions: {a: {consequence: low, min_confidence_to_act: 1.1}}\n", 2, 56, "0 to 1"),
        ("version: 1\nactions: {a: {consequence: low, trust: fully}}\n", 2, 40, "trust should be one of always_ask"),
        ("version: 1\nspot_checks: 2\n", 2, 14, "0 to 1"),
        ("version: 1\ncanaries: 0.01\n", 2, 11, "0.02 to 0.04"),
        ("version: 1\ncanaries: 0.05\n", 2, 11, "0.02 to 0.04"),
        ("version: 1\nactions: {a: {consequence: low, max_scale: -1}}\n", 2, 44, "whole number"),
        ("version: 1\nactions: {a: {consequence: low, max_value: {amount: -1, currency: EUR}}}\n", 2, 53, "negative"),
        ("version: 1\nactions: {a: {consequence: low, max_value: {amount: 1, currency: eur}}}\n", 2, 66, "capital"),
        ("version: 1\nactions: {a: {consequence: low, scale_from: to}}\n", 2, 45, "JSON pointer"),
        ("version: 1\nactions: {a: {consequence: low, consequence_line: \"{who}\"}}\n", 2, 51, "{who}"),
        ("version: 1\nactions: {a: {consequence: low, executor: {argv: [true]}}}\n", 2, 50, "absolute"),
        ("version: 1\nactions: {a: {consequence: low, executor: {argv: [/a], timeout: 2d}}}\n", 2, 65, "24h"),
        ("version: 1\nrules: [{id: \"\", ruling: ask, when: {action: a}}]\n", 2, 14, "A-Z"),
        ("version: 1\nrules: [{id: r, ruling: allow, when: {action: a}}]\n", 2, 25, "forbid, ask_two"),
        ("version: 1\nrules: [{id: r, ruling: forbid, when: {action: a}}]\n", 2, 25, "because is missing"),
        ("version: 1\nrules: [{id: r, ruling: ask, when: {}}]\n", 2, 36, "says nothing"),
        ("version: 1\nrules: [{id: r, ruling: ask}]\n", 2, 9, "when is missing"),
        ("version: 1\nrules: [{id: r, ruling: ask, when: {action: \"^a\"}}]\n", 2, 45, "regular expression"),
        ("version: 1\nrules: [{id: r, ruling: ask, when: {agents: a}}]\n", 2, 37, "agents is not known"),
        ("version: 1\nrules: [{id: r, ruling: ask, when: {scale: {over: 3, under: 4}}}]\n", 2, 44, "no scale"),
        ("version: 1\nrules: [{id: r, ruling: ask, when: {value: {over: 1}}}]\n", 2, 44, "currency is missing"),
        ("version: 1\nrules: [{id: r, ruling: ask, when: {time: {from: 1, to: \"08:00\"}}}]\n", 2, 50, "18:00"),
        ("version: 1\nrules: [{id: r, ruling: ask, when: {weekday: [monday]}}]\n", 2, 47, "mon, tue"),
        ("version: 1\nrules: [{id: r, ruling: ask, when: {arguments: {to: a}}}]\n", 2, 49, "JSON pointer"),
        ("version: 1\nrules: [{id: r, ruling: ask, when: {arguments: {/to: null}}}]\n", 2, 54, "compared"),
        ("version: 1\nrules: [{id: r, ruling: ask, when: {arguments: {/to: {one_of: []}}}}]\n", 2, 54, "lists nothing"),
        ("version: 1\nrules: [{id: r, ruling: act, when: {external: false}}]\n", 2, 14, "every action"),
        ("version: 1\nrules: [{id: r, ruling: act, when: {action: \"*\"}}]\n", 2, 14, "lets every action act (*)"),
        ("version: 1\nrules: [{id: r, ruling: act, when: {action: \"?*\"}}]\n", 2, 14, "almost every action act (?*)"),
        ("version: 1\nrules: [{id: r, ruling: act, when: {action: [a, \"*.*\"]}}]\n", 2, 14, "almost every action act"),
        (
            "version: 1\nrules:\n  - {id: r, ruling: ask, when: {action: a}}\n  - {id: r, ruling: ask, when: {action: b}}\n",
            4, 10, "another rule"
        ),
        (
            "version: 1\nrules:\n  - id: r\n    ruling: ask\n    when: {action: a, scale: {over: 5}}\n    match:\n      - {action: a, scale: 5}\n",
            7, 9, "rule r does not match this case of match: scale is 5, not over 5"
        ),
        (
            "version: 1\nrules:\n  - id: r\n    ruling: ask\n    when: {action: a}\n    not_match: [{action: b}, {action: a}]\n",
            6, 30, "rule r matches this case of not_match"
        ),
        (
            "version: 1\nrules:\n  - id: r\n    ruling: ask\n    when: {action: a, account: x}\n    not_match: [{action: a}]\n",
            6, 17, "account is not stated"
        ),
        ("version: 1\n- a\n", 2, 1, "expected key"),
    ]

    @Test(arguments: errors.indices) func saysWhere(_ place: Int) {
        let (text, line, column, word) = Self.errors[place]
        let reading = PolicyReading(text, file: "policy.yaml")
        #expect(reading.policy == nil)
        let problems = reading.problems.filter { $0.severity == .error }
        #expect(problems.count == 1, "\(problems)")
        #expect(problems.first?.line == line, "\(problems)")
        #expect(problems.first?.column == column, "\(problems)")
        #expect(problems.first?.words.contains(word) == true, "\(problems)")
    }

    @Test func tellsAllAtOnce() {
        let text = """
            version: 1
            actions:
              a: {consequence: grave}
              b: {consequence: low, reversibel: true}
            rules:
              - {id: one, ruling: perhaps, when: {action: a}}
              - {id: two, ruling: ask, when: {action: "(x|y)"}}
            extra: 1
            """
        #expect(
            PolicyReading(text, file: "f").problems.map { [$0.line, $0.column] } == [
                [3, 20], [4, 25], [6, 23], [7, 43], [8, 1],
            ])
    }

    static let warnings: [(text: String, line: Int, column: Int, word: String)] = [
        // The same twice.
        (
            "rules:\n  - {id: a, ruling: ask, when: {action: x}}\n  - {id: b, ruling: ask, when: {action: x}}\n",
            4, 10, "rule b never decides: wherever it matches, rule a (line 3) says the same"
        ),
        // A stricter one that is as wide, or wider; the order means nothing.
        (
            "rules:\n  - {id: a, ruling: ask, when: {action: x, scale: {over: 9}}}\n  - {id: b, ruling: ask_two, when: {action: \"x*\", scale: {over: 5}}}\n",
            3, 10, "rule a never decides: wherever it matches, rule b (line 4) is stricter"
        ),
        // Only actions that the catalogue does not know, or that are boundaries.
        (
            "actions: {y: {consequence: low, reversible: true}}\nrules:\n  - {id: a, ruling: act, when: {action: x}}\n",
            4, 10, "the catalogue has no action x"
        ),
        (
            "actions: {x: {consequence: low}}\nrules:\n  - {id: a, ruling: act, when: {action: x}}\n",
            4, 10, "x is irreversible or external"
        ),
        // What is irreversible or external asks in any case.
        (
            "actions: {x: {consequence: low, reversible: true}}\nrules:\n  - {id: a, ruling: act, when: {action: x, external: true}}\n",
            4, 10, "rule a never lets anything act: it is about what is external"
        ),
        (
            "actions: {x: {consequence: low, reversible: true}}\nrules:\n  - {id: a, ruling: act, when: {action: x, reversible: false}}\n",
            4, 10, "rule a never lets anything act: it is about what is irreversible"
        ),
        // What is not in the catalogue counts as irreversible and external.
        (
            "rules:\n  - {id: a, ruling: ask_two, when: {action: x, external: false}}\n",
            3, 10,
            "rule a never matches: the catalogue has no action x, and what it does not have counts as external"
        ),
        (
            "actions: {x.a: {consequence: low}}\nrules:\n  - {id: a, ruling: ask, when: {action: \"y.*\", reversible: true}}\n",
            4, 10, "the catalogue has no action y.*, and what it does not have counts as irreversible"
        ),
        // Likely misspelt.
        (
            "actions: {email.send: {consequence: low}, email.draft: {consequence: low}}\nrules:\n  - {id: a, ruling: forbid, because: b, when: {action: [email.draft, emial.send]}}\n",
            4, 10, "rule a is about emial.send, which the catalogue does not have; it has email.send"
        ),
        (
            "actions: {email.send: {consequence: low}}\nrules:\n  - {id: a, ruling: ask_two, when: {action: payments.refund}}\n",
            4, 10, "rule a is about payments.refund, which the catalogue does not have"
        ),
        // Graver actions need more confidence.
        (
            "actions:\n  x: {consequence: low, reversible: true, min_confidence_to_act: 0.9}\n  y: {consequence: high, reversible: true, min_confidence_to_act: 0.8}\n",
            4, 67, "y (high) needs only 0.8 to act alone, although x (low) needs 0.9"
        ),
        (
            "actions:\n  x: {consequence: low, reversible: true, min_confidence_to_act: 0.9}\n  y: {consequence: high, reversible: true}\n",
            4, 3, "y (high) needs no confidence to act alone"
        ),
    ]

    @Test(arguments: warnings.indices) func warns(_ place: Int) {
        let (text, line, column, word) = Self.warnings[place]
        let reading = PolicyReading("version: 1\n" + text, file: "policy.yaml")
        #expect(reading.policy != nil)
        #expect(reading.problems.map(\.severity) == [.warning], "\(reading.problems)")
        #expect(reading.problems.first?.line == line, "\(reading.problems)")
        #expect(reading.problems.first?.column == column, "\(reading.problems)")
        #expect(reading.problems.first?.words.contains(word) == true, "\(reading.problems)")
    }

    @Test(arguments: [
        "rules:\n  - {id: a, ruling: ask, when: {action: x, scale: {over: 5}}}\n  - {id: b, ruling: ask_two, when: {action: x, scale: {over: 9}}}\n",
        "rules:\n  - {id: a, ruling: ask, when: {action: \"x*\"}}\n  - {id: b, ruling: forbid, because: b, when: {action: xy}}\n",
        "rules:\n  - {id: a, ruling: ask, when: {action: x}}\n  - {id: b, ruling: ask, when: {action: x, account: c}}\n",
        "actions:\n  x: {consequence: low, reversible: true, min_confidence_to_act: 0.9}\n  y: {consequence: high}\n",
        "actions: {x.a: {consequence: low, reversible: true}}\nrules:\n  - {id: a, ruling: act, when: {action: \"x.*\", external: false, reversible: true}}\n",
        "actions: {x.a: {consequence: low}}\nrules:\n  - {id: a, ruling: ask, when: {action: \"y.*\"}}\n  - {id: b, ruling: ask_two, when: {action: [\"x.*\", \"y.*\"], external: false}}\n",
    ])
    func doesNotWarnOf(_ text: String) {
        #expect(PolicyReading("version: 1\n" + text, file: "policy.yaml").problems.isEmpty)
    }

    /// What stands in a rule says whether it was tried, and where it fails.
    @Test func testsAreKept() {
        let text = """
            version: 1
            rules:
              - {id: a, ruling: ask, when: {action: x}, match: [{action: x}, {action: y}], not_match: [{action: x}]}
              - {id: b, ruling: ask, when: {action: y}}
            """
        let reading = PolicyReading(text, file: "f")
        #expect(reading.tests.map(\.rule) == ["a", "b"] && reading.tests.map(\.count) == [3, 0])
        #expect(reading.tests.map(\.place.line) == [3, 4])
        #expect(reading.tests[0].failures.map(\.column) == [66, 92])
        #expect(reading.problems == reading.tests[0].failures && reading.policy == nil)
    }

    @Test func starterIsGood() throws {
        let reading = PolicyReading(Policy.starter, file: "policy.yaml")
        #expect(reading.problems.isEmpty, "\(reading.problems)")
        #expect(reading.policy?.catalogue.count == 15)
        #expect(reading.policy?.rules.count == 6)
    }

    @Test func digestIsOfWhatIsSaid() throws {
        let standard = Hash256(of: Array(#"{"default":"ask","version":1}"#.utf8))
        #expect(Policy.standard.digest == standard)
        #expect(try policy("# Nothing\n").digest == standard)
        #expect(try policy("default: ask # an action\nversion: 1\n").digest == standard)
        #expect(try policy("{version: 1, default: ask_two}").digest != standard)
        let one = "version: 1\nactions: {a: {consequence: low, max_scale: 12345678901}}\n"
        #expect(try policy(one).digest != policy(one.replacing("901}", with: "902}")).digest)
    }

    @Test func executorIsKept() throws {
        let text = """
            version: 1
            actions:
              a:
                consequence: low
                executor: {argv: [/usr/bin/mail, -s], environment_file: /etc/mail.env, timeout: 30s, directory: /srv}
              b: {consequence: low, executor: {argv: [/bin/true]}}
            """
        let executor = try #require(try policy(text).entry("a")?.executor)
        #expect(executor.argv == ["/usr/bin/mail", "-s"])
        #expect(executor.environmentFile == "/etc/mail.env")
        #expect(executor.timeout == 30)
        #expect(executor.directory == "/srv")
        #expect(try policy(text).entry("b")?.executor?.timeout == Executor.standardTimeout)
    }
}
