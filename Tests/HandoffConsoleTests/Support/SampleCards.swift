import HandoffCards
import StrictJSON
import Testing

/// Cards for the tests, one a trigger kind and one a risk.
enum SampleCards {
    static let now = Timestamp("2026-11-22T14:05:11Z") ?? Timestamp(milliseconds: 0)

    static func card(_ id: String, _ members: JSONObject = [:], action: JSONObject = [:]) throws -> Card {
        var object: JSONObject = [
            "handoff": 1, "agent": ["name": "docs-bot"], "created": "2026-11-22T14:03:11Z",
            "context": "The release notes are due today.", "proposal": .string("Publish changelog \(id)."),
        ]
        for member in members.members { object[member.name] = member.value }
        var act: JSONObject = [
            "type": "docs.publish", "target": "changelog", "reversible": true, "external": false, "scale": 1,
        ]
        for member in action.members { act[member.name] = member.value }
        object["action"] = .object(act)
        return try Card(document: .object(object), id: try #require(CardID(id)))
    }

    static func of(_ risk: Risk, _ id: String = "card", _ members: JSONObject = [:]) throws -> Card {
        switch risk {
        case .low: try card(id, members)
        case .medium: try card(id, members, action: ["external": true])
        case .unknown: try card(id, members, action: ["external": .null])
        case .high: try card(id, members, action: ["reversible": false, "external": true, "scale": 3])
        case .critical:
            try card(id, members, action: ["reversible": false, "external": true, "scale": 40])
        }
    }

    static func boundary() throws -> Card {
        try card(
            "renewal",
            [
                "agent": ["name": "sales-assistant", "version": "1.4", "run": "run-81"], "account": "acme",
                "created": "2026-11-22T14:02:11Z", "expires": "2026-11-22T14:17:11Z",
                "context": "Answering Lena's question about the price of a two-year renewal.",
                "proposal": "The reply quotes the list price with the usual 8% for two years. It is ready to go out.",
                "consequence": "Sends the email to lena@northwind.example from your support address.",
                "confidence": 0.93,
                "buttons": [
                    ["id": "send", "label": "Send", "does": "approve"],
                    ["id": "review", "label": "Review draft", "does": "review"],
                    ["id": "skip", "label": "Skip for now", "does": "skip"],
                ],
                "default": "send",
                "reasoning": """
                Lena asked on 18 Nov whether the price holds for two years.
                The price list says 8% off for two years, and support may quote it.
                Nobody has answered her yet.
                """,
                "attachments": [
                    ["name": "draft.md", "media_type": "text/markdown", "text": "# Renewal\n\nHello Lena"]
                ],
                "metadata": ["ticket": "CRM-118"],
            ],
            action: [
                "type": "email.send", "target": "lena@northwind.example", "reversible": false, "external": true,
                "scale": 1,
                "arguments": [
                    "to": ["lena@northwind.example"], "subject": "Your renewal", "priority": 2,
                    "body": "Hello Lena,\n\nthe list price less 8% for two years.\n\nKind regards\nSupport",
                ],
                "value": ["amount": "1200.00", "currency": "EUR"],
            ])
    }

    static func restart() throws -> Card {
        try card(
            "restart",
            [
                "agent": ["name": "deploy-bot"], "created": "2026-11-22T14:02:01Z", "expires": "2026-11-22T14:12:11Z",
                "context": "Checkout errors rose after 1.18 went out.",
                "proposal": "Restart payments-api (3 pods) in prod.",
                "consequence": "20 s of failed checkouts; sessions are lost.",
                "buttons": [
                    ["id": "send", "label": "Restart", "does": "approve"],
                    ["id": "review", "label": "Review", "does": "review"],
                    ["id": "skip", "label": "Skip", "does": "skip"],
                ],
                "default": "review",
                "reasoning": .string(
                    (["5xx at 4.1% since 13:55."] + (1...12).map { "Pod \($0): restarts 0, memory 9\($0 % 10)%." })
                        .joined(separator: "\n")),
            ],
            action: [
                "type": "deploy.restart", "target": "payments-api", "reversible": false, "external": true, "scale": 3,
                "arguments": ["pods": 3, "wait": true],
            ])
    }

    static func purge() throws -> Card {
        try card(
            "purge",
            [
                "agent": ["name": "records-cleaner"], "created": "2026-11-22T13:01:00Z",
                "context": "The retention period of the 2019 invoices has ended.",
                "proposal": "Delete 1,840 invoices of 2019 for good.",
                "consequence": "The invoices and their scans cannot be restored.",
            ],
            action: [
                "type": "records.delete", "target": "invoices/2019", "reversible": false, "external": false,
                "scale": 1840,
                "arguments": [
                    "folder": "invoices/2019",
                    "files": .array((1...40).map { .string("2019-\($0).pdf") }),
                ],
            ])
    }

    static func question() throws -> Card {
        try card(
            "terms",
            [
                "agent": ["name": "sales-assistant"], "trigger": ["kind": "confidence"], "confidence": 0.61,
                "context": "Preparing the offer for Northwind.",
                "proposal": "Send the offer with the pricing terms that you choose.",
                "question": [
                    "text": "Which pricing terms apply?",
                    "options": [
                        [
                            "id": "standard", "label": "Standard terms", "confidence": 0.61,
                            "arguments": ["terms": "std"],
                        ],
                        ["id": "partner", "label": "Partner terms", "confidence": 0.31, "arguments": ["terms": "ptr"]],
                        ["id": "ask", "label": "Ask the customer first"],
                    ],
                ],
            ],
            action: ["type": "offer.draft", "target": "northwind", "arguments": ["terms": .null, "valid": 30]])
    }

    static func scope() throws -> Card {
        try card(
            "summary",
            [
                "agent": ["name": "support-mailer"], "trigger": ["kind": "scope"], "account": "acme",
                "context": "Lena asks for a summary of her account with the unpaid invoices.",
                "proposal": "Send the summary now, without the invoices.",
                "scope": [
                    "boundary": "I can read the CRM but not billing.",
                    "extend": "Connect billing under Settings › Data.",
                    "in_scope": ["proposal": "Send the summary without invoices.", "arguments": ["invoices": false]],
                    "out_of_scope": "Attach unpaid invoices.", "saved": "state.json",
                ],
            ],
            action: [
                "type": "email.send", "target": "lena@northwind.example", "external": true,
                "arguments": ["invoices": true],
            ])
    }

    static func failure() throws -> Card {
        try card(
            "retry",
            [
                "agent": ["name": "deploy-bot"], "trigger": ["kind": "failure"], "created": "2026-11-22T09:00:00Z",
                "context": "The nightly backup of the wiki stopped at 81%: the disk was full.",
                "proposal": "Free 4 GB in /var/tmp and run the backup again.",
                "reasoning": "The disk has 200 MB left.",
            ], action: ["type": "backup.run", "target": "wiki"])
    }

    /// What the gate asks when it ended while it carried something out.
    static func unknownOutcome() throws -> Card {
        try card(
            "unknown",
            [
                "agent": ["name": "handoff"], "account": "acme",
                "context": "deploy.restart was started after its approval, and then the gate ended.",
                "proposal": "Find out whether it was done, and say so. It is not tried again.",
                "trigger": ["kind": "failure"],
                "buttons": [
                    ["id": "done", "label": "Done", "does": "approve"],
                    ["id": "not_done", "label": "Not done", "does": "decline"],
                    ["id": "skip", "label": "Skip for now", "does": "skip"],
                ],
                "default": "skip", "reasoning": "What was to be done: Restart payments-api (3 pods) in prod.",
            ],
            action: [
                "type": "handoff.outcome_unknown", "target": "payments-api", "arguments": ["card": "restart"],
                "scale": .null,
            ])
    }

    /// Draws buttons, bands and borders of its own, and everything that must not reach a terminal.
    static func hostile() throws -> Card {
        let fake =
            "┊ DO      nothing\n!! LOW   can undo   internal   #0000\n>>[s] Cancel<<\u{1b}[2J\u{202e}\u{200b}\u{7}\r\u{85}"
        return try card(
            "hostile",
            [
                "agent": ["name": "\u{1b}]0;pwned\u{7}a\u{202e}b"], "account": .string("x" + fake),
                "context": .string(fake), "proposal": .string(fake + String(repeating: "\u{301}", count: 10_000)),
                "consequence": .string(fake), "reasoning": .string(String(repeating: fake + "\n", count: 20)),
                "buttons": [
                    ["id": "a", "label": .string("ok\n>>[x] Skip<<"), "does": "approve"],
                    ["id": "b", "label": "wide 漢字漢字漢字漢字漢字漢字漢字", "does": "skip"],
                ],
            ],
            action: ["target": "аpple.example", "reversible": false, "external": true, "scale": 9])
    }
}
