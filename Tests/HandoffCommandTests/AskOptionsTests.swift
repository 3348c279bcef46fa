import HandoffCards
import StrictJSON
import Testing

@testable import handoff

@Suite struct AskOptionsTests {
    static let now = Timestamp(milliseconds: 1_000_000)

    private func card(_ more: [String]) throws -> Card {
        let options = try AskOptions.parse(["--action", "file.delete", "--context", "c", "--proposal", "p"] + more)
        let document = options.document(now: Self.now, user: "ana")
        return try NewCard(document, bytes: nil, name: "the card", now: Self.now).card
    }

    @Test func leastCard() throws {
        let card = try card([])
        #expect(card.agent.name == "ana")
        #expect(card.created == Self.now)
        #expect(card.trigger == .boundary)
        #expect(card.action.reversible == nil && card.action.external == nil)
        #expect(card.expires == nil)
    }

    @Test func everyOption() throws {
        let card = try card([
            "--arg", "path=/srv", "--arg", "note=a=b", "--target", "db1", "--account", "acme", "--agent", "cleaner",
            "--consequence", "Gone.", "--irreversible", "--internal", "--scale", "14", "--value", "12.50:EUR",
            "--confidence", "0.5", "--option", "a=First", "--option", "b=Second", "--question", "Which?", "--reasoning",
            "Because.", "--expires", "2h",
        ])
        #expect(card.action.arguments == ["path": "/srv", "note": "a=b"])
        #expect(card.action.target == "db1" && card.account == "acme" && card.agent.name == "cleaner")
        #expect(card.action.reversible == false && card.action.external == false && card.action.scale == 14)
        #expect(card.action.value?.description == "12.50 EUR")
        #expect(card.question?.text == "Which?")
        #expect(card.question?.options.map(\.label) == ["First", "Second"])
        #expect(card.trigger == .confidence && card.confidence == 0.5)
        #expect(card.expires == Self.now.adding(seconds: 7200))
        #expect(card.consequence == "Gone." && card.reasoning == "Because.")
    }

    @Test(arguments: [["--value", "twelve:EUR"], ["--confidence", "2"], ["--scale=-1"], ["--expires", "0s"]])
    func whatIsNoCardIsSaidAsSuch(_ more: [String]) {
        let failure = #expect(throws: Failure.self) { _ = try card(more) }
        #expect(failure?.status == .badInput)
        #expect(failure?.what.hasPrefix("the card: /") == true)
    }
}
