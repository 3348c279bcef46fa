import HandoffCards
import StrictJSON
import Testing

@Suite struct RiskTests {
    static let table: [(reversible: Bool?, external: Bool?, scale: Int?, risk: Risk)] = [
        (true, false, nil, .low), (true, false, 1, .low), (true, false, 25, .low), (true, false, 26, .medium),
        (true, false, 1001, .high), (true, true, 1, .medium), (true, true, 25, .medium), (true, true, 26, .high),
        (true, true, 5000, .critical), (false, false, 1, .medium), (false, false, nil, .medium),
        (false, false, 312, .high), (false, false, 2000, .critical), (false, true, 1, .medium),
        (false, true, nil, .high), (false, true, 2, .high), (false, true, 26, .critical), (nil, nil, nil, .high),
        (nil, nil, 1, .unknown), (nil, false, 1, .unknown), (true, nil, 1, .unknown), (nil, true, 40, .critical),
    ]

    @Test(arguments: table)
    func followsReversibilityAudienceAndScale(reversible: Bool?, external: Bool?, scale: Int?, risk: Risk) {
        #expect(Risk(of: Self.action(reversible, external, scale)) == risk)
    }

    /// Leaving a fact out never makes the risk smaller than stating it.
    @Test(arguments: table)
    func silenceNeverLowersTheRisk(reversible: Bool?, external: Bool?, scale: Int?, risk: Risk) {
        #expect(Risk(of: Self.action(nil, external, scale)) >= risk)
        #expect(Risk(of: Self.action(reversible, nil, scale)) >= risk)
    }

    @Test func confirmationGrowsWithTheRisk() throws {
        func confirmation(_ pointer: String, _ value: JSONValue?) throws -> HandoffCards.Confirmation {
            let card = try Card(document: ExampleCard.changed(pointer, to: value), id: ExampleCard.id)
            return HandoffCards.Confirmation(for: Stakes(claimedBy: card, .asking(card.risk)), of: card.action.type)
        }
        #expect(try confirmation("/action/scale", 1) == .none)
        #expect(try confirmation("/action/scale", 2) == .yes)
        #expect(try confirmation("/action/scale", 40) == .typed(value: "1200.00", what: "amount"))
    }

    @Test(arguments: [
        (HandoffCards.Confirmation.none, nil, true), (.yes, nil, false), (.yes, "yes", true), (.yes, "Y", true),
        (.yes, "y", false),
        (.typed(value: "40", what: "n"), "yes", false), (.typed(value: "40", what: "n"), "40", true),
        (.typed(value: "40", what: "n"), "40 ", false), (.typed(value: "é", what: "n"), "e\u{301}", false),
    ])
    func onlyTheRightAnswerConfirms(confirmation: HandoffCards.Confirmation, given: String?, holds: Bool) {
        #expect(confirmation.isSatisfied(by: given) == holds)
    }

    static func action(_ reversible: Bool?, _ external: Bool?, _ scale: Int?) -> Action {
        var members: JSONObject = ["type": "t"]
        members["reversible"] = reversible.map(JSONValue.bool)
        members["external"] = external.map(JSONValue.bool)
        members["scale"] = scale.map { .number(Double($0)) }
        let card: JSONValue = [
            "handoff": 1, "agent": ["name": "a"], "context": "C.", "proposal": "P.", "action": .object(members),
        ]
        return try! Card(document: card, id: CardID("x")!).action
    }
}
