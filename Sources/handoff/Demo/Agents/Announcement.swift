import StrictJSON

/// A mail to many at once.
struct Announcement {
    let subject: String
    let context: String
    let proposal: String
    let body: String
    let reasoning: String

    private static let count = 40

    func draft() -> Proposal {
        let addresses = (1...Self.count).map { "customer-\($0 < 10 ? "0" : "")\($0)@customers.example" }
        return Proposal(
            members: [
                "context": .string(context),
                "proposal": .string(proposal),
                "consequence": .string("Sends the email to \(Self.count) customers from your support address."),
                "action": [
                    "type": "email.send", "target": .string("\(Self.count) customers"),
                    "arguments": [
                        "to": .array(addresses.map(JSONValue.string)), "subject": .string(subject),
                        "body": .string("Hello,\n\n" + body + "\n\nBest regards\nAcme support\n"),
                    ],
                    "reversible": false, "external": true, "scale": .number(Double(Self.count)),
                ],
                "confidence": 0.9,
                "buttons": [
                    ["id": "review", "label": "Review draft", "does": "review"],
                    ["id": "send", "label": .string("Send to all \(Self.count)"), "does": "approve"],
                    ["id": "skip", "label": "Skip for now", "does": "skip"],
                ],
                "default": "review",
                "reasoning": .string(reasoning),
                "editable": Reply.editable,
                "attachments": [
                    [
                        "name": "recipients.txt", "media_type": "text/plain",
                        "text": .string(addresses.joined(separator: "\n") + "\n"),
                    ]
                ],
            ], lifetime: 20)
    }

    static let maintenance = Announcement(
        subject: "Maintenance on Saturday, 22:00 to 23:00 UTC",
        context: "Preparing Saturday's maintenance, for which 40 customers are to be told in advance.",
        proposal: "Tell the 40 customers on cluster west-2 when it is and what will not work then.",
        body: """
            On Saturday from 22:00 to 23:00 UTC we move your data to new machines.
            Signing in and reading will work all the time. Changes are not possible for about ten minutes.
            """,
        reasoning: """
            The change calendar has the move as approved for Saturday.
            The 40 addresses are the owners of all accounts on cluster west-2.
            """)

    static let newAddress = Announcement(
        subject: "Webhooks come from a new address from Monday on",
        context: "Preparing the move of the webhooks to a new address on Monday.",
        proposal: "Tell the 40 customers who use webhooks the new address and what to change.",
        body: """
            From Monday on our webhooks come from 192.0.2.40 instead of 192.0.2.17.
            If your firewall knows our address, please add the new one before Monday. Nothing else changes.
            """,
        reasoning: """
            40 accounts received a webhook within the last 30 days.
            The network team confirmed the new address in the change request.
            """)
}
