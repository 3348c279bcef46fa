import HandoffCards
import HandoffGate
import StrictJSON
import Testing

@testable import handoff

@Suite struct CardReferenceTests {
    private let home: TestHome
    private let gate: Gate
    private let ids: [CardID]

    init() throws {
        home = try TestHome()
        let store = try home.workplace().store()
        ids = ["report-1", "report-12", "rest"].compactMap { CardID($0) }
        for id in ids {
            let document: JSONValue = [
                "handoff": 1, "id": .string(id.text), "agent": ["name": "a"], "context": "C.", "proposal": "P.",
                "action": ["type": "x.y", "arguments": ["of": .string(id.text)]],
            ]
            try store.submit(document.bytes(), as: id)
        }
        gate = try home.workplace().gate(of: nil)
        try gate.bringUpToDate()
    }

    private func id(_ text: String) throws -> String {
        try #require(CardReference(argument: text)).id(in: home.workplace()).text
    }

    @Test(arguments: [
        ("report-1", "report-1"), ("report-12", "report-12"), ("rest", "rest"), ("res", "res"), ("report-", nil),
        ("unknown", "unknown"), ("rest-", "rest-"), ("report", nil),
    ])
    func anIDIsItselfOrWhatItBeginsWith(text: String, expected: String?) throws {
        if let expected {
            #expect(try id(text) == expected)
        } else {
            let failure = #expect(throws: Failure.self) { try id(text) }
            #expect(failure?.what == "\(text) may be report-1, report-12")
        }
    }

    @Test func aDigestIsThatOfACardThatWaits() throws {
        let record = try #require(try gate.index.record(of: ids[2]))
        for count in [4, 7, 64] {
            #expect(try id("#" + record.digest.hex.prefix(count)) == "rest")
            #expect(try id("#" + record.digest.hex.prefix(count).uppercased()) == "rest")
        }
        // What an agent calls its card is an ID.
        #expect(try id(String(record.digest.hex.prefix(4))) == String(record.digest.hex.prefix(4)))
        _ = try gate.decide(
            DecisionRequest(card: ids[2], digest: record.digest, press: .decline), now: .now)
        #expect(throws: Failure.self) { try id("#" + record.digest.hex.prefix(8)) }
        #expect(try id("rest") == "rest")
    }

    @Test(arguments: ["", "#", "#4f0", "#xyzw", "a b", "#" + String(repeating: "0", count: 65)])
    func somethingElseNamesNoCard(text: String) { #expect(CardReference(argument: text) == nil) }
}
