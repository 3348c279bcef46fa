import HandoffCards
import HandoffConsole
import HandoffTrust

/// Records of every standing, and a suggestion of each kind.
enum SampleTrust {
    static func record(
        _ approved: Int, edited: Int = 0, declined: Int = 0, alone: Int = 0, failed: Int = 0, undone: Int = 0
    ) -> TrustRecord {
        var record = TrustRecord()
        record.approved = approved
        record.edited = edited
        record.declined = declined
        record.alone = alone
        record.failed = failed
        record.undone = undone
        record.succeeded = max(0, approved + alone - failed - undone)
        // From 8 to 16 seconds each, and one of them at leisure.
        record.times = [
            .low: Array(repeating: 0, count: 13) + [max(0, record.decided - 1)],
            .high: Array(repeating: 0, count: 16) + [min(1, record.decided)],
        ]
        record.hasty = min(3, record.decided)
        return record
    }

    /// Stated with more confidence than it was right with.
    static let counts = [
        ConfidenceCount(confidence: 0.55, judged: 24, right: 11),
        ConfidenceCount(confidence: 0.7, judged: 30, right: 19),
        ConfidenceCount(confidence: 0.8, judged: 40, right: 26),
        ConfidenceCount(confidence: 0.9, judged: 60, right: 49),
        ConfidenceCount(confidence: 0.97, judged: 46, right: 45),
    ]

    static func row(
        _ action: String, _ record: TrustRecord, _ level: TrustLevel = .askUnlessAuthorized, account: String? = nil,
        weeks: [Double?] = []
    ) -> TrustRow {
        TrustRow(
            name: [action] + (account.map { [$0] } ?? []), subject: TrustSubject(action: action, account: account),
            level: level, because: "set by ana on 2026-11-20", record: record, weeks: weeks,
            counts: action == "email.send" ? counts : [])
    }

    static let rows = [
        row(
            "email.send", record(181, edited: 12, declined: 7, alone: 1204, failed: 3, undone: 2), .byConfidence,
            weeks: [nil, nil, 0.1, 0.3, 0.5, 0.7, nil, 0.8, 0.9, 1, 0.95, 1]),
        row("crm.update", record(41, edited: 2, declined: 1, undone: 1), weeks: [0.9, 1]),
        row("refund.pay", record(20, edited: 9, declined: 11), .alwaysAsk, weeks: [0.5, 0.4, nil, 0.6]),
        row("calendar.move", record(4, declined: 1), .aloneWithSpotChecks, weeks: [0.8]),
    ]

    static let pairs = [
        row("email.send", record(60, edited: 1), .byConfidence, account: "acme"),
        row("email.send", record(2), account: ""),
    ]

    static let accounts = [
        TrustRow(name: ["acme"], subject: nil, level: nil, because: nil, record: record(60, edited: 1)),
        TrustRow(name: [""], subject: nil, level: nil, because: nil, record: record(2)),
    ]

    static let raise = Suggestion(
        .raise(TrustSubject(action: "crm.update", account: "acme"), to: .byConfidence),
        evidence: "approved 31 of 31 unedited", covered: 31)
    static let grant = Suggestion(
        .grant(
            StandingGrant(
                effect: .approve, when: ["action": "email.send", "account": "acme"],
                caps: AuthorizationCaps(usesPerDay: 40, externalScale: 1),
                expires: Timestamp("2027-02-22T14:00:00Z") ?? Timestamp(milliseconds: 0), note: "suggested"),
            words: "email.send, account acme, target *@northwind.example"),
        evidence: "approved 58 of 58 unedited, none undone", covered: 58)
    static let threshold = Suggestion(
        .threshold(action: "calendar.move", confidence: 0.92), evidence: "197 of 200 were right from there on",
        covered: 200)

    static func overview(
        _ rows: [TrustRow] = rows, _ grouping: TrustGrouping = .action,
        suggestions: [Suggestion] = [raise, grant, threshold]
    ) -> TrustOverview { TrustOverview(grouping: grouping, rows: rows, suggestions: suggestions) }
}
