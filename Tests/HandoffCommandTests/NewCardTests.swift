import HandoffCards
import StrictJSON
import Testing

@testable import handoff

@Suite struct NewCardTests {
    static let now = Timestamp(milliseconds: 1_700_000_000_000)

    @Test func completeCardGoesInByteForByte() throws {
        let text =
            #"{ "handoff":1, "id":"mine", "created":"2026-11-22T14:02:11Z", "agent":{"name":"a"}, "#
            + #""context":"c", "proposal":"p", "action":{"type":"t"} }"#
        let submission = try NewCard(Array(text.utf8), name: "card.json", now: Self.now)
        #expect(submission.bytes == Array(text.utf8))
        #expect(submission.card.id.text == "mine")
    }

    @Test(arguments: [#""id":null,"#, ""]) func missingIDAndTimeAreFilledIn(_ id: String) throws {
        let text = #"{"handoff":1,\#(id)"agent":{"name":"a"},"context":"c","proposal":"p","action":{"type":"t"}}"#
        let submission = try NewCard(Array(text.utf8), name: "card.json", now: Self.now)
        let written = try JSONValue(parsing: submission.bytes)
        #expect(written.object?.members.map(\.name).prefix(3) == ["handoff", "id", "created"])
        #expect(written.object?["id"]?.string == submission.card.id.text)
        #expect(submission.card.created == Self.now)
        #expect(try Card(parsing: submission.bytes, id: submission.card.id) == submission.card)
    }

    @Test(arguments: [
        ("{\n  \"handoff\": 1,\n  \"handoff\": 1}", "card.json:3:3: "),
        ("[]", "card.json: a card is a JSON object"),
        (#"{"handoff":1,"id":"../x"}"#, "card.json: /id "),
        (#"{"handoff":1,"agent":{"name":"a"},"context":"c","proposal":"p","action":{}}"#, "card.json: /action/type "),
        (
            #"{"handoff":1,"agent":{"name":"a"},"context":"c","proposal":"p","action":{"type":"t"},"x":1}"#,
            "card.json: /x "
        ),
        (
            #"{"handoff":1,"agent":{"name":"Handoff "},"context":"c","proposal":"p","action":{"type":"t"}}"#,
            "card.json: /agent/name: only the gate itself is called handoff"
        ),
        (
            #"{"handoff":1,"agent":{"name":"a"},"context":"c","proposal":"p","action":{"type":"handoff.t"}}"#,
            "card.json: /action/type: only the gate itself has actions whose type begins with handoff."
        ),
    ])
    func saysWhereItIsNoCard(_ text: String, _ beginning: String) {
        let failure = #expect(throws: Failure.self) {
            _ = try NewCard(Array(text.utf8), name: "card.json", now: Self.now)
        }
        #expect(failure?.status == .badInput)
        #expect(failure?.what.hasPrefix(beginning) == true, "\(failure?.what ?? "")")
    }

    @Test func lintFindsTheSame() {
        let bad = LintFinding(Array("{\"handoff\":01}".utf8), file: "x")
        #expect(bad.error?.place?.line == 1 && bad.error?.place?.column == 12)
        let shape = LintFinding(Array(#"{"handoff":2}"#.utf8), file: "x")
        #expect(shape.error?.pointer == "/handoff")
        let name = LintFinding(
            JSONValue.object(TestHome.card.overlaid(with: ["agent": ["name": "handoff"]])).bytes(), file: "x")
        #expect(name.error?.pointer == "/agent/name" && name.document.object?["card"] == false)
        let action = LintFinding(
            JSONValue.object(TestHome.card.overlaid(with: ["action": ["type": "handoff.x"]])).bytes(), file: "x")
        #expect(action.error?.pointer == "/action/type" && action.warnings.isEmpty)
        let good = LintFinding(JSONValue.object(TestHome.card).bytes(), file: "x")
        #expect(good.error == nil)
        #expect(good.warnings.contains(.missingExpiry))
        #expect(good.document.object?["warnings"]?.array?.count == good.warnings.count)
    }
}
