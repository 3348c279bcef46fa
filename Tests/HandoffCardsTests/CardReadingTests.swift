import HandoffCards
import StrictJSON
import TestSupport
import Testing

@Suite struct CardReadingTests {
    @Test func readsEveryMember() throws {
        let card = try ExampleCard.card()
        #expect([card.agent.name, card.agent.version, card.agent.run] == ["sales-assistant", "1.4", "run-81"])
        #expect(card.account == "acme")
        #expect(card.expires == Timestamp("2026-11-22T14:17:11Z"))
        #expect(card.action.type == "email.send")
        #expect(card.action.value?.description == "1200.00 EUR")
        #expect(card.trigger == .boundary)
        #expect(card.question?.options.map(\.id) == ["standard"])
        #expect(card.scope?.inScope?.arguments == ["body": "Short"])
        #expect(card.buttons.map(\.id) == ["send", "review", "skip"])
        #expect(card.defaultButton.id == "send")
        #expect(card.editable.map(\.description) == ["/arguments/body", "/arguments/subject"])
        #expect(card.metadata.map(\.name) == ["ticket"])
        #expect(card.lint().isEmpty)
    }

    @Test func fiveMembersAreEnough() throws {
        let text = #"{"handoff":1,"agent":{"name":"a"},"context":"C.","proposal":"P.","action":{"type":"t"}}"#
        let card = try Card(parsing: Array(text.utf8), id: #require(CardID("x")))
        #expect(card.trigger == .boundary)
        #expect(card.risk == .high)
        #expect(card.buttons.map(\.id) == ["approve", "review", "skip"])
    }

    static let refusals: [(pointer: String, value: JSONValue?, path: String)] = [
        ("/handoff", 2, "/handoff"), ("/handoff", nil, "/handoff"), ("/handoff", "1", "/handoff"),
        ("/id", "another", "/id"), ("/created", "yesterday", "/created"),
        ("/expires", "2026-11-22T14:02:11Z", "/expires"),
        ("/agent", nil, "/agent"), ("/agent/name", nil, "/agent/name"), ("/agent/name", " ", "/agent/name"),
        ("/agent/mood", "good", "/agent/mood"), ("/account", "", "/account"), ("/context", nil, "/context"),
        ("/context", "\n", "/context"), ("/proposal", nil, "/proposal"), ("/proposal", 1, "/proposal"),
        ("/action", nil, "/action"), ("/action/type", nil, "/action/type"), ("/action/type", "é", "/action/type"),
        ("/action/arguments", [], "/action/arguments"), ("/action/reversible", "no", "/action/reversible"),
        ("/action/scale", -1, "/action/scale"), ("/action/scale", 1.5, "/action/scale"),
        ("/action/value/amount", 12, "/action/value/amount"), ("/action/value/amount", "1,2", "/action/value/amount"),
        ("/action/value/amount", "1.", "/action/value/amount"),
        ("/action/value/currency", "eur", "/action/value/currency"),
        ("/trigger/kind", "whim", "/trigger/kind"), ("/trigger/why", "x", "/trigger/why"),
        ("/confidence", 1.01, "/confidence"), ("/confidence", "high", "/confidence"),
        ("/question/options", [], "/question/options"), ("/question/options/0/id", nil, "/question/options/0/id"),
        ("/scope/boundary", nil, "/scope/boundary"), ("/scope/saved", "../key", "/scope/saved"),
        ("/scope/saved", ".hidden", "/scope/saved"), ("/buttons", [], "/buttons"),
        ("/buttons/0/does", "explode", "/buttons/0/does"), ("/buttons/1/id", "send", "/buttons/1/id"),
        ("/buttons/0/option", "none", "/buttons/0/option"), ("/buttons/0/part", "all", "/buttons/0/part"),
        ("/buttons/2/option", "standard", "/buttons/2/does"), ("/default", "none", "/default"),
        ("/editable/0", "/arguments", "/editable/0"), ("/editable/0", "/arguments/none", "/editable/0"),
        ("/editable/0", "/proposal", "/editable/0"), ("/editable/0", "arguments", "/editable/0"),
        ("/attachments/0/text", nil, "/attachments/0/text"), ("/metadata/ticket", 118, "/metadata/ticket"),
        ("/surprise", true, "/surprise"),
    ]

    @Test(arguments: refusals)
    func refuses(pointer: String, value: JSONValue?, path: String) throws {
        let document = try ExampleCard.changed(pointer, to: value)
        let error = #expect(throws: JSONShapeError.self) { _ = try Card(document: document, id: ExampleCard.id) }
        #expect(error?.path == path)
    }

    @Test func aButtonMayApproveAnOptionOrThePartInScope() throws {
        let document = try ExampleCard.changed(
            "/buttons",
            to: [
                ["id": "send", "label": "A", "does": "approve", "option": "standard"],
                ["id": "b", "label": "B", "does": "approve", "part": "in_scope"],
            ])
        let card = try Card(document: document, id: ExampleCard.id)
        #expect(card.buttons.map(\.does) == [.approve(.option("standard")), .approve(.inScope)])
    }

    @Test(arguments: [
        ("", false), (".", false), ("..", false), (".x", false), ("a/b", false), ("a b", false), ("é", false),
        ("a", true), ("a.b_c-D9", true), (String(repeating: "x", count: 96), true),
        (String(repeating: "x", count: 97), false),
    ])
    func cardIDs(text: String, isValid: Bool) { #expect((CardID(text) != nil) == isValid) }

    @Test func uniqueIDsAreVersion7AndSortByTime() throws {
        var random = SeededRandom(seed: 9562)
        let early = CardID.unique(now: Timestamp(milliseconds: 1_645_557_742_000), using: &random)
        let late = CardID.unique(now: Timestamp(milliseconds: 1_645_557_742_001), using: &random)
        // The time of the example in RFC 9562, A.6.
        #expect(early.text.hasPrefix("017f22e2-79b0-7"))
        #expect("89ab".contains(early.text[early.text.index(early.text.startIndex, offsetBy: 19)]))
        #expect(early < late)
    }

    /// Too many programs take what is before it for the whole.
    @Test(arguments: ["/proposal", "/account", "/action/target", "/action/arguments/subject", "/metadata/ticket"])
    func aZeroCharacterIsRefused(pointer: String) throws {
        let document = try ExampleCard.changed(pointer, to: "Refund 5 EUR\u{0} and wire 90000")
        #expect(throws: JSONShapeError(path: pointer, problem: .invalid("it has the character U+0000"))) {
            try Card(document: document, id: ExampleCard.id)
        }
    }
}
