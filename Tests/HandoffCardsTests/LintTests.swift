import HandoffCards
import StrictJSON
import Testing

@Suite struct LintTests {
    static let table: [(pointer: String, value: JSONValue?, warning: CardWarning)] = [
        ("/context", "One. Two.", .tooManySentences(member: "context", count: 2, limit: 1)),
        ("/proposal", "One. Two! Three?", .tooManySentences(member: "proposal", count: 3, limit: 2)),
        ("/consequence", nil, .missingConsequence), ("/action/reversible", true, .consequenceOnReversible),
        ("/action/reversible", nil, .unstated(member: "reversible")),
        ("/action/external", nil, .unstated(member: "external")), ("/action/scale", nil, .unstated(member: "scale")),
        ("/expires", nil, .missingExpiry), ("/reasoning", nil, .missingReasoning),
        (
            "/context", .string(String(repeating: "a", count: 161)),
            .tooLong(member: "context", columns: 161, limit: 160)
        ),
        (
            "/buttons/0/label", "Send it to all customers",
            .labelTooLong(button: "send", columns: 24, limit: 20)
        ),
    ]

    @Test(arguments: table)
    func warns(pointer: String, value: JSONValue?, warning: CardWarning) throws {
        let card = try Card(document: ExampleCard.changed(pointer, to: value), id: ExampleCard.id)
        #expect(card.lint().contains(warning))
    }

    @Test(arguments: [
        ("", 0), ("One", 1), ("One.", 1), ("One. Two", 2), ("At 3.5 percent.", 1), ("Ask e.g. her.", 1),
        ("Eh?! Yes.", 2),
        ("好。是。", 2), ("v1.4 is out. It works.", 2), ("Wait… what?", 1),
    ])
    func countsSentences(text: String, count: Int) throws {
        guard count > 0 else { return }
        let card = try Card(document: ExampleCard.changed("/context", to: .string(text)), id: ExampleCard.id)
        let found = card.lint().contains(.tooManySentences(member: "context", count: count, limit: 1))
        #expect(found == (count > 1))
    }
}
