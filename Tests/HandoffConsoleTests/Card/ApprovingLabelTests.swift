import HandoffCards
import StrictJSON
import Testing

@testable import HandoffConsole

@Suite struct ApprovingLabelTests {
    @Test(arguments: ["Send", "Send now", "Restart", "Do the rest", "Use option 1", "Try again", "yes", "Pay 40 EUR"])
    func someSpeakForThemselves(label: String) { #expect(ApprovingLabel.speaksForItself(label)) }

    @Test(arguments: [
        "Decline", "Skip for now", "No", "Do not send", "Don't send", "Don’t send", "Send nothing", "Ablehnen", "Nein",
        "Отмена",
        "取消", "Später senden", "✗", "Review draft", "Cancel", "Run later", "Deçline",
    ])
    func othersStandBehindTheVerb(label: String) throws {
        #expect(!ApprovingLabel.speaksForItself(label))
        let card = try Card(
            document: [
                "handoff": 1, "agent": ["name": "a"], "context": "c", "proposal": "p", "action": ["type": "x.y"],
                "buttons": [
                    ["id": "a", "label": .string(label), "does": "approve"],
                    ["id": "b", "label": .string(label), "does": "skip"],
                ],
            ], id: #require(CardID("one")))
        let buttons = CardButton.all(of: card, isOwn: false, confirmation: { _ in .none })
        #expect(buttons.map { $0.label.text.hasPrefix("Approve: ") } == [true, false])
        #expect(!CardButton.all(of: card, isOwn: true, confirmation: { _ in .none })[0].label.text.hasPrefix("Approve"))
    }
}
