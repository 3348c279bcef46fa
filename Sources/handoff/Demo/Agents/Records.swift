import StrictJSON

/// The customer records that the cleaner looks after: rows of a small CSV file without quoting.
struct Records {
    struct Row {
        var id: String
        var account: String
        var status: String
        var year: String
        var tag: String
    }

    var rows: [Row]

    static let file = "records.csv"
    private static let heading = "id,account,status,last_change,tag"

    /// Lines with another number of fields are left out.
    init(text: String) {
        rows = text.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 5 else { return nil }
            return Row(id: fields[0], account: fields[1], status: fields[2], year: fields[3], tag: fields[4])
        }
    }

    var text: String {
        rows.reduce(into: Self.heading + "\n") { text, row in
            text += [row.id, row.account, row.status, row.year, row.tag].joined(separator: ",") + "\n"
        }
    }

    func count(_ group: RecordGroup) -> Int { rows.count(where: group.holds) }

    mutating func remove(_ group: RecordGroup) { rows.removeAll(where: group.holds) }

    mutating func add(_ count: Int, account: String = "", status: String, year: String) {
        let last = rows.last.flatMap { Int($0.id.dropFirst()) } ?? 9999
        for number in last + 1..<last + 1 + count {
            rows.append(Row(id: "r\(number)", account: account, status: status, year: year, tag: ""))
        }
    }

    /// - Returns: How many rows have the tag now.
    mutating func tag(_ tag: String, where group: RecordGroup) -> Int {
        for place in rows.indices where group.holds(rows[place]) { rows[place].tag = tag }
        return count(group)
    }
}

extension Records {
    /// What the file holds when the demo begins: 1,400 records in use, and the groups to clean up.
    static let sample: Records = {
        var records = Records(text: "")
        for (year, count) in [("2018", 9), ("2019", 24), ("2020", 17), ("2024", 420), ("2025", 930)] {
            records.add(count, status: "active", year: year)
        }
        for (account, count) in [("Halden Bikes", 14), ("Studio Lumen", 6), ("Kiosk 21", 3)] {
            records.add(count, account: account, status: "active", year: "2025")
        }
        for group in RecordGroup.all { records.add(group.sampleSize, status: group.status, year: group.year) }
        return records
    }()
}

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
            reasoning: "None of them was ever a customer.\nThe privacy notice promises to delete them within four years of leaving."),
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
