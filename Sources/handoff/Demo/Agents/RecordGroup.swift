import StrictJSON

/// Records with one status that were last changed in one year, or all of one account.
struct RecordGroup {
    let status: String
    let year: String
    var account = ""
    /// How many the sample has.
    var sampleSize = 0
    var what = ""
    var context = ""
    var reasoning = ""

    func holds(_ row: Records.Row) -> Bool {
        account.isEmpty ? row.status == status && row.year == year : row.account == account
    }

    func draft(count: Int, of total: Int) -> Proposal {
        Proposal(
            members: [
                "context": .string(context),
                "proposal": .string("Delete \(count) of \(total) records: \(what)."),
                "consequence": .string("The \(count) records are gone for good; no backup has them."),
                "action": [
                    "type": "records.delete", "target": .string(Records.file),
                    "arguments": [
                        "status": .string(status), "year": .string(year), "count": .number(Double(count)),
                    ],
                    "reversible": false, "external": false, "scale": .number(Double(count)),
                ],
                "confidence": 0.92,
                "buttons": [
                    ["id": "delete", "label": .string("Delete \(count)"), "does": "approve"],
                    ["id": "review", "label": "Review", "does": "review"],
                    ["id": "skip", "label": "Skip for now", "does": "skip"],
                ],
                "default": "review",
                "reasoning": .string(reasoning),
            ], lifetime: 11)
    }
}

extension RecordGroup {
    init(status: String, year: String) { self.init(status: status, year: year, account: "") }

    /// What a card's arguments name.
    init(_ arguments: JSONObject) {
        self.init(status: arguments.text("status"), year: arguments.text("year"), account: arguments.text("account"))
    }

    static let all = [
        RecordGroup(
            status: "bounced", year: "2022", sampleSize: 312, what: "contacts whose mail has come back since 2022",
            context: "Looking for customers who cannot be written to any more.",
            reasoning: """
                Each of them refused at least five mails, the last one in 2022.
                None belongs to an open order or an unpaid invoice.
                """),
        RecordGroup(
            status: "test", year: "2024", sampleSize: 7, what: "what a load test left behind",
            context: "Looking for records that belong to nobody.",
            reasoning: "The load test of 2024 made them: their addresses end in .test, and they have no orders."),
        RecordGroup(
            status: "duplicate", year: "2025", sampleSize: 18, what: "contacts that were imported twice",
            context: "Checking what last night's import brought.",
            reasoning: """
                Name, address and phone number are the same as in an older record.
                The older record has the orders and stays.
                """),
        RecordGroup(
            status: "unsubscribed", year: "2021", sampleSize: 96, what: "newsletter readers who left in 2021",
            context: "Looking for personal data whose time is over.",
            reasoning:
                "None of them was ever a customer.\nThe privacy notice promises to delete them within four years of leaving."
        ),
        RecordGroup(
            status: "duplicate", year: "2024", sampleSize: 5, what: "contacts that were entered twice",
            context: "Looking for customers who are in the records twice.",
            reasoning: "The pairs differ in capital letters only; the record with orders stays."),
        RecordGroup(
            status: "bounced", year: "2023", sampleSize: 164, what: "contacts whose mail has come back since 2023",
            context: "Looking for customers who cannot be written to any more.",
            reasoning: """
                Each of them refused at least five mails, the last one in 2023.
                None belongs to an open order or an unpaid invoice.
                """),
    ]
}
