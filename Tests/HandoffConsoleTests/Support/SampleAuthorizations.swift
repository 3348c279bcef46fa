import HandoffCards
import HandoffConsole

/// Standing authorizations of every state.
enum SampleAuthorizations {
    static func row(
        _ number: Int, _ state: AuthorizationRow.State, _ scope: String, uses: Int = 0, undone: Int = 0,
        review: String? = "2026-12-22T14:00:00Z"
    ) -> AuthorizationRow {
        AuthorizationRow(
            id: AuthorizationID(number: number), state: state, scope: scope, uses: uses, undone: undone,
            review: review.flatMap { Timestamp($0) }, grantedBy: "ana",
            details: [
                .init("SCOPE", scope), .init("CAPS", "at most external audience 1, 40 uses a day"),
                .init("GRANTED", "by ana on 2026-11-22 14:00:00"),
                .init("USES", "\(uses) actions let through, 3 today; 0 failed, \(undone) undone"),
                .init("LAST", "card-1"), .init("", "card-2"),
                .init("LOG", "2026-11-22 14:00:00  granted  A\(number) by ana"),
            ])
    }

    /// In the order in which they were granted.
    static let rows = [
        row(1, .expired, "email.label, agent triage-bot", uses: 1204, review: nil),
        row(
            2, .due, "email.send, account acme, target *@northwind.example", uses: 212,
            review: "2026-11-21T09:00:00Z"),
        row(
            3, .suspended, "crm.update, agent sales-assistant, the argument /fields/owner is absent", uses: 31,
            undone: 2),
        row(4, .revoked, "refund.pay, account acme\u{202E}, the argument /reason is damaged", uses: 3, review: nil),
        row(5, .active, "decline calendar.move, account acme, it is between 12:00 and 14:00", uses: 12),
    ]
}
