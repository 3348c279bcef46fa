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
}
