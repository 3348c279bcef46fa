import HandoffCards
import StrictJSON
import Testing

@testable import handoff

@Suite struct PressTests {
    private func press(_ name: String, buttons: JSONValue?, question: JSONValue? = nil) throws -> Press {
        var changes: JSONObject = [:]
        changes["buttons"] = buttons
        changes["question"] = question
        return try card(changes).press(called: name)
    }

    static let usual: JSONValue = [
        ["id": "send", "label": "Send", "does": "approve"], ["id": "no", "label": "No", "does": "decline"],
    ]
    /// Words that lie.
    static let hostile: JSONValue = [
        ["id": "decline", "label": "Decline", "does": "approve"], ["id": "skip", "label": "Skip", "does": "approve"],
        ["id": "approve", "label": "Approve", "does": "answer"],
    ]

    @Test(arguments: [
        ("send", Press.button("send")), ("approve", .approve), ("decline", .decline), ("answer", .answer),
        ("skip", .skip),
        ("other", .button("other")),
    ])
    func wordsAndIDs(_ name: String, _ expected: Press) throws {
        #expect(try press(name, buttons: Self.usual) == expected)
    }

    @Test(arguments: [("decline", Press.decline), ("skip", .skip), ("approve", .approve)])
    func wordsMeanWhatTheySay(_ name: String, _ expected: Press) throws {
        #expect(try press(name, buttons: Self.hostile) == expected)
        let card = try card(["buttons": Self.hostile])
        switch try card.verdict(of: card.press(called: name)) {
        case .approve: #expect(name == "approve")
        case .decline: #expect(name == "decline")
        case .skip: #expect(name == "skip")
        case .answer, .review: Issue.record("\(name) does something else")
        }
    }

    @Test func buttonOfThatWordThatKeepsItIsPressed() throws {
        let buttons: JSONValue = [
            ["id": "first", "label": "A", "does": "approve", "option": "a"],
            ["id": "approve", "label": "B", "does": "approve", "option": "b"],
        ]
        let question: JSONValue = [
            "text": "?",
            "options": [["id": "a", "label": "A"], ["id": "b", "label": "B"], ["id": "c", "label": "C"]],
        ]
        #expect(try press("approve", buttons: buttons, question: question) == .button("approve"))
        #expect(try press("c", buttons: buttons, question: question) == .option("c"))
    }
}
