import HandoffCards
import StrictJSON

/// Deletes what nobody needs from the stage's `records.csv`. Its numbers are counted in that file, and counted again before it acts.
struct RecordsCleaner: SampleAgent {
    let name = DemoAgentName.cleaner
    let version = "0.9"
    private let stage: Stage
    private var turn = 0
    private var groups = RecordGroup.all[...]
    private var accounts = ["Halden Bikes", "Studio Lumen", "Kiosk 21"][...]

    init(stage: Stage) { self.stage = stage }

    mutating func opening() throws -> [Proposal] {
        try stage.write(Records.sample.text, to: Records.file)
        return [try deletion(), try closing(), try tagging(year: "2019")].compactMap { $0 }
    }

    mutating func next() throws -> Proposal? {
        turn += 1
        switch turn % 5 {
        case 2: return try tagging(year: String(2018 + turn / 5 % 3))
        case 4: return try closing() ?? deletion()
        default: return try deletion()
        }
    }

    func perform(_ card: Card, _ arguments: JSONObject, saved: JSONValue?) throws -> Report {
        var records = Records(text: try stage.read(Records.file))
        let report: Report
        switch card.action.type {
        case "records.delete": report = delete(arguments, from: &records)
        case "records.tag":
            let count = records.tag(arguments.text("tag"), where: RecordGroup(arguments))
            report = Report(detail: "Tagged \(count) records as \(arguments.text("tag")).")
        case "account.close": report = close(arguments, saved: saved, in: &records)
        default: report = Report(status: .notAttempted, detail: "This agent cannot do \(card.action.type).")
        }
        if report.status == .succeeded { try stage.write(records.text, to: Records.file) }
        return report
    }

    private func delete(_ arguments: JSONObject, from records: inout Records) -> Report {
        let group = RecordGroup(arguments)
        let approved = arguments["count"]?.integer ?? 0
        let found = records.count(group)
        guard found == approved else {
            return Report(
                status: .notAttempted,
                detail: "\(approved) deletions were approved, but there are \(found) such records now.")
        }
        records.remove(group)
        return Report(detail: "Deleted \(found) records; \(records.rows.count) are left.")
    }

    private func close(_ arguments: JSONObject, saved: JSONValue?, in records: inout Records) -> Report {
        guard let saved, arguments["billing"]?.bool == false else {
            return Report(status: .notAttempted, detail: "Billing is still out of reach, and nothing was changed.")
        }
        let account = arguments.text("account")
        let contacts = Set((saved.object?["contacts"]?.array ?? []).compactMap(\.string))
        let before = records.rows.count
        records.rows.removeAll { contacts.contains($0.id) }
        return Report(
            detail:
                "Deleted \(before - records.rows.count) contacts of \(account) from the saved list; billing is as it was."
        )
    }

    func followUp(on card: Card, answer: String) -> Proposal? {
        guard card.trigger == .scope else { return nil }
        let account = card.action.arguments.text("account")
        return Proposal(
            members: [
                "context": .string("Going on with the account of \(account) after your answer."),
                "proposal": .string(
                    "Tag the contacts of \(account) as closing, so that nobody writes to them. Billing stays with you."),
                "action": [
                    "type": "records.tag", "target": .string(account),
                    "arguments": ["account": .string(account), "tag": "closing"],
                    "reversible": true, "external": false, "scale": .number(Double(card.action.scale ?? 1)),
                ],
                "confidence": 0.95,
                "reasoning": .string("You answered: " + answer),
            ], lifetime: 10)
    }

    // MARK: What it proposes

    /// Nil after the last group.
    private mutating func deletion() throws -> Proposal? {
        let records = Records(text: try stage.read(Records.file))
        while let group = groups.popFirst() {
            let count = records.count(group)
            if count > 0 { return group.draft(count: count, of: records.rows.count) }
        }
        try restock()
        return nil
    }

    /// The stage has no importer that leaves new litter behind: this does it in its stead.
    private mutating func restock() throws {
        var records = Records(text: try stage.read(Records.file))
        for group in RecordGroup.all { records.add(group.sampleSize, status: group.status, year: group.year) }
        try stage.write(records.text, to: Records.file)
        groups = RecordGroup.all[...]
    }

    private func tagging(year: String) throws -> Proposal? {
        let group = RecordGroup(status: "active", year: year)
        let count = Records(text: try stage.read(Records.file)).rows.count { group.holds($0) && $0.tag.isEmpty }
        guard count > 0 else { return nil }
        return Proposal(
            members: [
                "context": .string("Looking for records that nobody has changed since \(year)."),
                "proposal": .string("Tag \(count) records as to-check, so that their owners look at them."),
                "action": [
                    "type": "records.tag", "target": .string(Records.file),
                    "arguments": ["status": "active", "year": .string(year), "tag": "to-check"],
                    "reversible": true, "external": false, "scale": .number(Double(count)),
                ],
                "confidence": 0.96,
                "reasoning": "A tag changes nothing else and can be removed in one step.",
            ], lifetime: 13)
    }

    private mutating func closing() throws -> Proposal? {
        guard let account = accounts.popFirst() else { return nil }
        let contacts = Records(text: try stage.read(Records.file)).rows.filter { $0.account == account }.map(\.id)
        return Proposal(
            members: [
                "context": .string("Closing the account of \(account), as its owner asked on Monday."),
                "proposal": .string("Delete the \(contacts.count) contacts of \(account) and settle its last invoice."),
                "consequence": .string("The \(contacts.count) contacts are gone for good."),
                "action": [
                    "type": "account.close", "target": .string(account),
                    "arguments": ["account": .string(account), "billing": true],
                    "reversible": false, "external": false, "scale": .number(Double(contacts.count)),
                ],
                "trigger": ["kind": "scope"],
                "confidence": 0.9,
                "scope": [
                    "boundary": "I can read and change the CRM, but not billing.",
                    "extend": "Give records-cleaner the role \"billing reader\" under Settings › Agents.",
                    "in_scope": [
                        "proposal": .string("Delete the \(contacts.count) contacts now and leave billing alone."),
                        "arguments": ["billing": false],
                    ],
                    "out_of_scope": "Look for unpaid invoices and settle the last one.",
                    "saved": "state.json",
                ],
                "buttons": [
                    ["id": "contacts", "label": "Only the contacts", "does": "approve", "part": "in_scope"],
                    ["id": "answer", "label": "Say what to do", "does": "answer"],
                    ["id": "skip", "label": "Skip for now", "does": "skip"],
                ],
                "default": "contacts",
                "reasoning": "The contacts are listed and saved, so that the rest can be done once billing is settled.",
            ], lifetime: 15,
            saved: [
                "account": .string(account), "contacts": .array(contacts.map(JSONValue.string)),
                "done": ["contacts listed"], "left": ["contacts deleted", "last invoice settled"],
            ])
    }
}
