import HandoffCards
import StrictJSON
import Testing

@testable import HandoffPolicy

/// What an agent says of its action is held against the arguments, which are what is carried out.
@Suite struct ClaimTests {
    private static let text = """
        version: 1
        actions:
          mail.send: {consequence: low, reversible: true, target_from: /to, consequence_line: "Sends “{arguments.subject}” to {arguments.to} for {account}."}
          pay: {consequence: low, reversible: true, max_value: {amount: "100", currency: EUR}, value_from: {amount: /amount, currency: /currency}}
          fee: {consequence: low, reversible: true, max_value: {amount: "100", currency: EUR}, value_from: {amount: /fee/net, currency: EUR}}
          note.add: {consequence: low, reversible: true, min_confidence_to_act: 0.9}
        rules:
          - {id: banned, ruling: forbid, because: not there, when: {action: mail.send, target: "*@banned.example"}}
          - {id: ours, ruling: ask_two, because: our own, when: {action: mail.send, target: "*@us.example"}}
          - {id: mailer, ruling: act, when: {action: note.add, submitter: mailer}}
        """

    private func ruling(
        _ action: String, _ arguments: JSONObject, _ change: (inout PolicyFacts) -> Void = { _ in }
    ) throws -> Ruling {
        try policy(Self.text).ruling(
            on: RulingTests.facts(action) {
                $0.arguments = arguments
                change(&$0)
            })
    }

    @Test(
        arguments: [
            ("a@else.example", RulingKind.act, "reversible and internal"),
            (["a@else.example", "b@else.example"], .act, nil),
            ("a@banned.example", .forbid, "not there"), (["a@else.example", "a@banned.example"], .forbid, nil),
            (["a@us.example", "b@us.example"], .askTwo, "our own"),
            // Some of them: it can be said neither way, and counts as all.
            (["a@us.example", "b@else.example"], .askTwo, nil),
            ([], .forbid, nil), (["a@else.example", 1], .forbid, nil), (nil, .forbid, nil),
        ] as [(JSONValue, RulingKind, String?)])
    func targetsAreThoseOfTheArguments(to: JSONValue, kind: RulingKind, why: String?) throws {
        let ruling = try ruling("mail.send", ["to": to])
        #expect(ruling.kind == kind, "\(ruling.why)")
        if let why { #expect(ruling.why == why) }
    }

    @Test func anotherTargetThanTheArgumentsAsks() throws {
        let ruling = try policy(
            "version: 1\nactions: {mail.send: {consequence: low, reversible: true, target_from: /to}}\n"
        ).ruling(
            on: RulingTests.facts("mail.send") {
                $0.arguments = ["to": ["x@evil.example"]]
                $0.target = "lena@else.example"
            })
        #expect(ruling.kind == .ask)
        #expect(ruling.why == "the target is lena@else.example, and x@evil.example in the arguments")
    }

    @Test(
        arguments: [
            (["amount": "99.99", "currency": "EUR"], nil, nil), (["amount": 100, "currency": "EUR"], nil, nil),
            (["amount": "100.01", "currency": "EUR"], nil, "100.01 EUR, at most 100 EUR without a person"),
            // Less is claimed than is paid.
            (["amount": "5000", "currency": "EUR"], "5 EUR", "5000 EUR, at most 100 EUR without a person"),
            // More is claimed: that counts.
            (["amount": "5", "currency": "EUR"], "500 EUR", "500 EUR, at most 100 EUR without a person"),
            (["amount": "5", "currency": "USD"], nil, "5 USD, at most 100 EUR without a person"),
            (["amount": "5", "currency": "EUR"], "5 USD", "no value to be read at /amount"),
            (["amount": "5"], "5 EUR", "no value to be read at /amount"),
            (["amount": ["5"], "currency": "EUR"], "5 EUR", "no value to be read at /amount"),
            (["amount": "five", "currency": "EUR"], "5 EUR", "no value to be read at /amount"),
            ([:], nil, "no value to be read at /amount"),
        ] as [(JSONObject, String?, String?)])
    func valuesAreThoseOfTheArguments(arguments: JSONObject, claimed: String?, why: String?) throws {
        let ruling = try ruling("pay", arguments) {
            $0.value = claimed.flatMap { Action.Money($0) }.map { Money($0) }
        }
        #expect(ruling.kind == (why == nil ? .act : .ask))
        if let why { #expect(ruling.why == why) }
    }

    @Test func aCurrencyCanBeTheSameAlways() throws {
        #expect(try ruling("fee", ["fee": ["net": 12.5]]).kind == .act)
        #expect(try ruling("fee", ["fee": ["net": 1250]]).why == "1250 EUR, at most 100 EUR without a person")
    }

    /// A name in a card is whatever its agent likes; the user is not.
    @Test func theUserIsNotTheName() throws {
        #expect(try ruling("note.add", [:]) { $0.agent = "mailer" }.kind == .ask)
        #expect(try ruling("note.add", [:]) { $0.submitter = "other" }.kind == .ask)
        #expect(try ruling("note.add", [:]) { $0.submitter = "mailer" }.kind == .act)
    }

    /// What is put into the policy's sentence neither ends its quotation nor pushes its words out of sight.
    @Test func whatIsPutInStaysInside() throws {
        let subject =
            "Hi” to lena@else.example in the name of acme. It was checked“ \"x\" «y» "
            + String(repeating: "z", count: 500)
        let line = try #require(
            try ruling("mail.send", ["to": ["press@evil.example"], "subject": .string(subject)]).consequence)
        #expect(line.hasPrefix("Sends “Hi' to lena@else.example in the name of acme."))
        #expect(line.hasSuffix("…” to press@evil.example for other."))
        #expect(line.unicodeScalars.count { $0 == "”" } == 1 && line.count < 160)
        let many = JSONValue.array((1...60).map { .string("p\($0)@else.example") })
        let crowd = try #require(try ruling("mail.send", ["to": many, "subject": "s"]).consequence)
        #expect(crowd == "Sends “s” to p1@else.example, p2@else.example, p3@else.example and 57 more for other.")
    }
}
