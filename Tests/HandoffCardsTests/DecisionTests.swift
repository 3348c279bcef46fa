import HandoffCards
import StrictJSON
import Testing

@Suite struct DecisionTests {
    static let decision = Decision(
        card: ExampleCard.id, kind: .approved, button: "send", edited: true, arguments: ["to": ["x"]], message: nil,
        operator: "ana", decided: Timestamp("2026-11-22T14:02:19Z")!, basis: .operator, token: "a.b.c")

    @Test func roundTrips() throws {
        #expect(try Decision(parsing: Self.decision.document.bytes()) == Self.decision)
    }

    @Test func isWrittenInTheDocumentedOrder() {
        let text = String(decoding: Self.decision.document.bytes(), as: UTF8.self)
        #expect(
            text
                == #"{"card":"0193f1d2-7c1e-7d3a-9a55-0f2b6c1d8e90","decision":"approved","button":"send","edited":true,"#
                + #""arguments":{"to":["x"]},"message":null,"operator":"ana","decided":"2026-11-22T14:02:19Z","#
                + #""basis":"operator","token":"a.b.c"}"#)
    }

    @Test(
        arguments: [
            ("decision", "maybe"), ("basis", "luck"), ("card", "../x"), ("decided", "now"), ("token", JSONValue.null),
            ("more", "x"),
        ] as [(String, JSONValue)])
    func refuses(name: String, value: JSONValue) throws {
        var members = try #require(Self.decision.document.object)
        members[name] = value
        #expect(throws: CardError.self) { _ = try Decision(parsing: JSONValue.object(members).bytes()) }
    }

    @Test(arguments: Outcome.Status.allCases)
    func outcomesRoundTrip(status: Outcome.Status) throws {
        let outcome = Outcome(
            card: ExampleCard.id, status: status, detail: "done", finished: Timestamp(milliseconds: 1_000))
        #expect(try Outcome(parsing: outcome.document.bytes()) == outcome)
    }

    @Test func outcomesOfUnknownStatusAreRefused() {
        let text = #"{"card":"x","status":"great","detail":null,"finished":"2026-11-22T14:02:19Z"}"#
        #expect(throws: CardError.self) { _ = try Outcome(parsing: Array(text.utf8)) }
    }

    @Test func anOutcomeSaysWhatWasCarriedOut() throws {
        let action = Hash256(of: [1])
        let outcome = Outcome(
            card: ExampleCard.id, status: .succeeded, detail: nil, finished: Timestamp(milliseconds: 1_000),
            action: action, arguments: ["to": ["x"]])
        #expect(try Outcome(parsing: outcome.document.bytes()) == outcome)
        #expect(
            String(decoding: outcome.document.bytes(), as: UTF8.self)
                == #"{"card":"0193f1d2-7c1e-7d3a-9a55-0f2b6c1d8e90","status":"succeeded","detail":null,"#
                + #""finished":"1970-01-01T00:00:01Z","action":"\#(action.tagged)","arguments":{"to":["x"]}}"#)
    }

    @Test(
        arguments: [("action", "sha256:no"), ("action", 1), ("arguments", "x"), ("arguments", [])]
            as [(String, JSONValue)])
    func outcomesWithoutABindingAreRefused(name: String, value: JSONValue) throws {
        var members = try #require(
            JSONValue(parsing: #"{"card":"x","status":"failed","finished":"2026-11-22T14:02:19Z"}"#).object)
        _ = try Outcome(document: .object(members))
        members[name] = value
        #expect(throws: CardError.self) { _ = try Outcome(parsing: JSONValue.object(members).bytes()) }
    }

    @Test func argumentsBecomeTheBindingOfTheCardsActionWithThem() throws {
        let card = try ExampleCard.card()
        var outcome = Outcome(
            card: card.id, status: .succeeded, detail: nil, finished: Timestamp(milliseconds: 1_000),
            arguments: card.action.arguments)
        #expect(outcome.recorded(on: card)?.action == card.actionBinding)
        #expect(outcome.recorded(on: card)?.arguments == nil)
        outcome.action = card.actionBinding
        #expect(outcome.recorded(on: card)?.action == card.actionBinding)
        outcome.arguments?["subject"] = "Another"
        #expect(outcome.recorded(on: card) == nil)
        outcome.action = nil
        #expect(try #require(outcome.recorded(on: card)?.action) != card.actionBinding)
    }
}
