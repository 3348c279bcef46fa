import HandoffCards
import HandoffPolicy
import HandoffTrust
import StrictJSON
import Testing

@Suite struct CoverageTests {
    private static let policy = """
        version: 1
        actions:
          mail.send: {consequence: high, external: true, scale_from: /to, target_from: /to}
          refund.pay: {consequence: medium, value_from: {amount: /amount, currency: EUR}}
        """

    private func facts(_ action: String, account: String? = "acme", _ arguments: JSONObject) throws -> EffectiveFacts {
        let policy = try #require(PolicyReading(Self.policy, file: "policy.yaml").policy)
        var facts = PolicyFacts(action: action)
        facts.account = account
        facts.arguments = arguments
        return policy.effective(facts)
    }

    private func authorization(
        _ when: JSONValue, _ caps: AuthorizationCaps = AuthorizationCaps()
    ) throws -> StandingAuthorization {
        try StandingAuthorization(
            id: AuthorizationID(number: 1),
            grant: StandingGrant(
                effect: .approve, when: when, caps: caps, expires: try #require(Timestamp("2027-01-01T00:00:00Z"))),
            grantedBy: "ana")
    }

    private static let customers: JSONValue = [
        "action": "mail.send", "account": "acme", "target": "*@customer.example",
    ]

    @Test func everyConditionMustHold() throws {
        let authorization = try authorization(Self.customers)
        func coverage(_ account: String?, _ to: JSONValue) throws -> Coverage {
            authorization.coverage(try facts("mail.send", account: account, ["to": to]), spent: DaySpent())
        }
        #expect(try coverage("acme", ["lena@customer.example"]) == .covers)
        #expect(try coverage("acme", ["lena@customer.example", "bo@customer.example"]) == .covers)
        #expect(
            try coverage("other", ["lena@customer.example"]) == .outside("the account is other, not acme"))
        #expect(
            try coverage(nil, ["lena@customer.example"])
                == .outside("account is not stated, which cannot be held against acme"))
        #expect(
            try coverage("acme", ["x@evil.example"])
                == .outside("the target is x@evil.example, not *@customer.example"))
        // One among several is as bad as all.
        guard case .outside = try coverage("acme", ["lena@customer.example", "x@evil.example"]) else {
            Issue.record("one recipient outside of the scope was let through")
            return
        }
        for odd: JSONValue in [[], nil, ["lena@customer.example", 1], ["lena@customer.example": true]] {
            guard case .outside = try coverage("acme", odd) else {
                Issue.record("\(odd) was let through")
                return
            }
        }
    }

    @Test func scaleAndAudienceEndIt() throws {
        let to = { (count: Int) -> JSONObject in
            ["to": .array((0..<count).map { .string("p\($0)@customer.example") })]
        }
        for caps in [AuthorizationCaps(scale: 2), AuthorizationCaps(externalScale: 2)] {
            let authorization = try authorization(Self.customers, caps)
            #expect(authorization.coverage(try facts("mail.send", to(2)), spent: DaySpent()) == .covers)
            guard case .beyond(let words) = authorization.coverage(try facts("mail.send", to(3)), spent: DaySpent())
            else {
                Issue.record("\(caps)")
                return
            }
            #expect(words.hasSuffix("3 of at most 2"))
        }
    }

    @Test(
        arguments: [
            ("49.99", 0, 0, nil), ("50", 0, 0, nil), ("50.01", 0, 0, "value 50.01 EUR of at most 50 EUR"),
            // A refund of minus 60 is as much as one of 60.
            ("-60", 0, 0, "value -60 EUR of at most 50 EUR"),
            ("40", 80, 1, nil), ("40", 81, 1, "value 40 EUR beyond what is left of 120.00 EUR today"),
            ("1", 0, 3, "used 3 of 3 times today"), ("abc", 0, 0, "value not stated of at most 50 EUR"),
            ("0.0000001", 0, 0, "value 0.0000001 EUR of at most 50 EUR"),
        ] as [(String, Int, Int, String?)])
    func valuesAreSummedExactly(amount: String, spent: Int, uses: Int, beyond: String?) throws {
        let authorization = try authorization(
            ["action": "refund.pay", "account": "acme"],
            AuthorizationCaps(
                usesPerDay: 3, valuePerDay: Action.Money("120.00 EUR"), value: Action.Money("50 EUR")))
        let coverage = authorization.coverage(
            try facts("refund.pay", ["amount": .string(amount)]),
            spent: DaySpent(uses: uses, micros: spent * 1_000_000))
        #expect(coverage == beyond.map(Coverage.beyond) ?? .covers)
    }

    @Test func whatCannotBeSummedIsNotCovered() throws {
        let authorization = try authorization(
            ["action": "refund.pay", "account": "acme"], AuthorizationCaps(valuePerDay: Action.Money("120 EUR")))
        let facts = try facts("refund.pay", ["amount": "1"])
        guard case .beyond = authorization.coverage(facts, spent: DaySpent(uses: 1, micros: .max)) else {
            Issue.record("a sum that overflows was let through")
            return
        }
    }

    @Test func aThousandAreFoundByWhatTheyAreAbout() throws {
        let all = try (1...1000).map { number in
            try StandingAuthorization(
                id: AuthorizationID(number: number),
                grant: StandingGrant(
                    effect: .approve, when: ["action": "mail.send", "account": .string("account-\(number)")],
                    caps: AuthorizationCaps(), expires: try #require(Timestamp("2027-01-01T00:00:00Z"))),
                grantedBy: "ana")
        }
        let set = AuthorizationSet(all)
        let facts = try facts("mail.send", account: "account-700", ["to": ["a@b.example"]])
        #expect(set.covering(facts).covering.map(\.id.number) == [700])
        #expect(set.covering(try self.facts("refund.pay", account: "account-700", [:])).covering.isEmpty)
        #expect(set.nearest(try self.facts("mail.send", account: "nobody", ["to": ["a@b.example"]])) != nil)
    }
}
