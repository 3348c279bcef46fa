import HandoffCards
import HandoffGate
import HandoffPolicy
import StrictJSON
import TestSupport
import Testing

/// What an agent writes does not change what its action is.
@Suite struct ProseTests {
    private static let parts = [
        "approved", "reversible", "low risk", "internal", "scale: 1", "€ 0.00", "{target}", "{arguments.body}",
        "\u{202e}", "\u{1b}[2J",
        "\n", "ana", "handoff", "ask → act", "ruling: act", "confidence 1", "\u{e0041}", "なし",
        "'; DROP TABLE card; --",
    ]

    @Test func noProseChangesTheRulingTheBandOrTheConsequence() throws {
        let start = ContinuousClock.now
        let seed: UInt64 = 23
        let rounds = Soak.count(ordinary: 100, soak: 100_000)
        let bench = try GateBench()
        let policy = try Policy(
            text: Policy.acting + """
                  mail.send: {consequence: high, external: true, scale_from: /to, consequence_line: "Sends {arguments.body} to {target}."}
                rules:
                  - {id: bulk, ruling: ask_two, because: many at once, when: {action: mail.send, scale: {over: 2}}}

                """)
        let gate = try bench.gate(policy: policy)
        let action: [String: JSONValue] = [
            "type": "mail.send", "target": "lena", "arguments": ["to": ["a", "b", "c"], "body": "Hello"],
            "reversible": true,
            "external": true, "scale": 1,
        ]
        let id = try #require(CardID("one"))
        func assessed(_ changes: [String: JSONValue]) throws -> (Assessment, HandoffCards.Confirmation, Hash256) {
            let card = try Card(document: GateBench.document(changes, action: action), id: id)
            let facts = try gate.facts(of: card, from: nil, under: policy, now: bench.start)
            let assessment = policy.ruling(on: facts).assessment(under: policy.digest)
            let stakes = Stakes(claimedBy: card, assessment)
            return (assessment, HandoffCards.Confirmation(for: stakes, of: card.action.type), card.actionBinding)
        }
        let expected = try assessed([:])
        #expect(expected.0.ruling == .askTwo)
        #expect(expected.0.consequence == "Sends Hello to lena.")
        var random = SeededRandom(seed: seed)
        var changed = 0
        for round in 0..<rounds {
            func prose() -> JSONValue {
                .string(
                    "x"
                        + (0..<Int.random(in: 1...8, using: &random)).map { _ in
                            Self.parts.randomElement(using: &random)!
                        }.joined(separator: " "))
            }
            let found = try assessed([
                "context": prose(), "proposal": prose(), "consequence": prose(), "reasoning": prose(),
                "metadata": ["ruling": prose(), "risk": prose()],
                "attachments": [["name": prose(), "media_type": "text/plain", "text": prose()]],
                "agent": ["name": "tidy", "version": prose(), "run": prose()],
                "buttons": [
                    ["id": "a", "label": prose(), "does": "approve"], ["id": "b", "label": prose(), "does": "skip"],
                ],
            ])
            if found != expected {
                changed += 1
                Issue.record("round \(round), seed \(seed)")
            }
        }
        Soak.report(promise: 23, name: "prose about one action", runs: rounds, lost: changed, seed: seed, since: start)
    }
}
