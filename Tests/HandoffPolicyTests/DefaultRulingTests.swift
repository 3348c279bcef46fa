import HandoffCards
import StrictJSON
import Testing

@testable import HandoffPolicy

/// What becomes of actions that nobody knows.
@Suite struct DefaultRulingTests {
    private func policy(_ rules: String) throws -> Policy {
        try HandoffPolicyTests.policy("version: 1\ndefault: forbid\nrules: [\(rules)]\n")
    }

    private func kind(_ policy: Policy, _ action: String) -> RulingKind {
        policy.ruling(on: PolicyFacts(action: action)).kind
    }

    @Test func onlyARuleThatNamesTheActionReplacesIt() throws {
        let policy = try policy(
            """
            {id: all, ruling: ask, when: {reversible: false}}, {id: any, ruling: ask, when: {action: "*"}},
            {id: known, ruling: ask, when: {action: "report.*"}}, {id: leave, ruling: act, when: {action: note.add}}
            """)
        #expect(kind(policy, "disk.wipe") == .forbid)
        #expect(kind(policy, "report.make") == .ask)
        #expect(kind(policy, "note.add") == .ask)
        let row = try #require(policy.matrix.rows.last)
        #expect(row.need == .never)
        #expect(row.exceptions.map(\.rule).sorted() == ["known", "leave"])
        #expect(row.exceptions.allSatisfy { $0.ruling == .ask })
    }

    /// With the policy to begin with: dollars, and nothing at all, are no way around the second person.
    @Test(arguments: [
        #"{"amount": "1000000.00", "currency": "USD"}"#, #"{"amount": "9.00"}"#, "{}",
        #"{"amount": "1000.01", "currency": "EUR"}"#,
    ])
    func largePaymentsNeedTwoHoweverTheyAreSaid(_ arguments: String) throws {
        let policy = try #require(PolicyReading(Policy.starter, file: "policy.yaml").policy)
        var facts = PolicyFacts(action: "payments.transfer")
        facts.arguments = try #require(try JSONValue(parsing: Array(arguments.utf8)).object)
        facts.value = Money(amount: "1.00", currency: "EUR")
        #expect(policy.ruling(on: facts).kind == .askTwo)
    }
}
