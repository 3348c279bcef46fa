import HandoffCards
import StrictJSON
import TestSupport
import Testing

@testable import HandoffPolicy

/// Promise 29: a policy error never lets an action through.
@Suite struct FaultTests {
    /// An action that acts alone unless a rule says otherwise, with every fact stated.
    static func whole() -> PolicyFacts {
        var facts = PolicyFacts(action: "file.move")
        facts.account = "acme"
        facts.agent = "bot"
        facts.target = "/srv"
        facts.arguments = ["to": ["a"], "n": 5, "text": "x", "flag": true, "sum": "12.50"]
        facts.scale = 1
        facts.value = Money(amount: "1.00", currency: "EUR")
        facts.confidence = 1
        facts.isFirstTime = false
        facts.calibration = .counts
        facts.time = TimeOfDay("12:00")
        facts.weekday = .mon
        return facts
    }

    typealias Break = @Sendable (inout PolicyFacts) -> Void

    /// A condition that holds, and what makes it faulty.
    static let cases: [(when: String, break: Break)] = [
        ("account: acme", { $0.account = nil }),
        ("agent: bot", { $0.agent = nil }),
        ("target: /srv", { $0.target = nil }),
        ("arguments: {/to/0: a}", { $0.arguments["to"] = nil }),
        ("arguments: {/to/0: a}", { $0.arguments["to"] = [1] }),
        ("arguments: {/to/0: a}", { $0.arguments["to"] = "a" }),
        ("arguments: {/n: 5}", { $0.arguments["n"] = "5" }),
        ("arguments: {/n: 5}", { $0.arguments["n"] = .null }),
        ("arguments: {/flag: true}", { $0.arguments["flag"] = 1 }),
        ("arguments: {/n: {over: 4}}", { $0.arguments["n"] = nil }),
        ("arguments: {/n: {over: 4}}", { $0.arguments["n"] = true }),
        ("arguments: {/sum: {over: 12.49, under: 12.51}}", { $0.arguments["sum"] = "12,50" }),
        ("arguments: {/sum: {under: 13}}", { $0.arguments["sum"] = "1e" }),
        ("arguments: {/sum: {under: 13}}", { $0.arguments["sum"] = ["12"] }),
        ("arguments: {/text: {one_of: [x, y]}}", { $0.arguments["text"] = 3 }),
        ("arguments: {/text: {one_of: [x, y]}}", { $0.arguments["text"] = nil }),
        ("scale: {under: 2}", { $0.scale = nil }),
        ("value: {under: 2, currency: EUR}", { $0.value = nil }),
        ("value: {under: 2, currency: EUR}", { $0.value = Money(amount: "1.00", currency: "USD") }),
        ("value: {under: 2, currency: EUR}", { $0.value = Money(amount: "much", currency: "EUR") }),
        ("confidence: {over: 0.9}", { $0.confidence = nil }),
        ("time: {from: \"11:00\", to: \"13:00\"}", { $0.time = nil }),
        ("weekday: [mon]", { $0.weekday = nil }),
    ]

    static func policy(_ when: String, _ ruling: RulingKind) throws -> Policy {
        try HandoffPolicyTests.policy(
            """
            version: 1
            actions: {file.move: {consequence: low, reversible: true}}
            rules:
              - {id: r, ruling: \(ruling.word), because: b, when: {action: file.move, \(when)}}
            """)
    }

    @Test(arguments: cases.indices, RulingKind.allCases)
    func aFaultIsNoWayAroundTheRule(_ place: Int, _ kind: RulingKind) throws {
        let (when, spoil) = Self.cases[place]
        let policy = try Self.policy(when, kind)
        var facts = Self.whole()
        let sound = policy.ruling(on: facts)
        #expect(sound.kind == kind, "\(when)")
        #expect(sound.because == ["b"])
        spoil(&facts)
        let ruling = policy.ruling(on: facts)
        #expect(ruling.kind == max(kind, .ask), "\(when)")
        #expect(ruling.triggers.map(\.name) == ["fault"])
        #expect(policy.explanation(of: facts).faulty.map(\.id) == ["r"])
        #expect(ruling.why.hasPrefix("rule r: "))
    }

    /// Counts what the faults let through, for the table of the promises.
    @Test func noFaultLetsAnActionThrough() throws {
        let start = ContinuousClock.now
        var (tries, through) = (0, 0)
        for (when, spoil) in Self.cases {
            for kind in RulingKind.allCases {
                var facts = Self.whole()
                spoil(&facts)
                tries += 1
                if try Self.policy(when, kind).ruling(on: facts).kind < max(kind, .ask) { through += 1 }
            }
        }
        #expect(through == 0)
        Soak.report(promise: 29, name: "faults in each predicate", runs: tries, lost: through, since: start)
    }

    /// A condition that fails settles it, wherever it stands.
    @Test(arguments: cases.indices)
    func aRuleThatCannotMatchHasNoFault(_ place: Int) throws {
        let (when, spoil) = Self.cases[place]
        var facts = Self.whole()
        spoil(&facts)
        for other in ["\(when), external: true", "first_time: true, \(when)"] {
            let ruling = try Self.policy(other, .forbid).ruling(on: facts)
            #expect(ruling.kind == .act && ruling.triggers.isEmpty, "\(other)")
        }
    }

    @Test func whatCannotBeCountedAsks() throws {
        let policy = try HandoffPolicyTests.policy(
            "version: 1\nactions: {file.move: {consequence: low, reversible: true, scale_from: /to}}\n")
        var facts = Self.whole()
        #expect(policy.ruling(on: facts).kind == .act)
        for wrong in [nil, "a", 1, ["a": 1]] as [JSONValue?] {
            facts.arguments["to"] = wrong
            let ruling = policy.ruling(on: facts)
            #expect(ruling.kind == .ask)
            #expect(ruling.why == "nothing to count at /to")
        }
    }
}
