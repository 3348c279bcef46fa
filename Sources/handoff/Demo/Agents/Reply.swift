import StrictJSON

/// A kind of reply that the mailer drafts, with `{first}` and `{company}` in its texts.
struct Reply {
    let subject: String
    let context: String
    let proposal: String
    let body: String
    let reasoning: String
    var euros: String?

    static let buttons: JSONValue = [
        ["id": "send", "label": "Send", "does": "approve"],
        ["id": "review", "label": "Review draft", "does": "review"],
        ["id": "skip", "label": "Skip for now", "does": "skip"],
    ]
    static let editable: JSONValue = ["/arguments/subject", "/arguments/body"]

    func draft(to customer: Customer, confidence: Double, ticket: Int) -> Proposal {
        func filled(_ text: String) -> String {
            text.replacing("{first}", with: customer.first).replacing("{company}", with: customer.company)
        }
        let value = euros.map { JSONValue.object(["amount": .string($0), "currency": "EUR"]) }
        return Proposal(
            members: [
                "context": .string(filled(context)),
                "proposal": .string(filled(proposal)),
                "consequence": .string(customer.consequence),
                "action": customer.mail(
                    subject: filled(subject), body: customer.letter(filled(body)), value: value),
                "confidence": .number(confidence),
                "buttons": Self.buttons,
                "default": "send",
                "reasoning": .string(filled(reasoning)),
                "editable": Self.editable,
                "metadata": ["ticket": .string("S-\(ticket)")],
            ], lifetime: 12)
    }

    static let all = [
        Reply(
            subject: "Moving your sign-in codes to a new phone",
            context: "Answering {first} of {company}, who cannot sign in since changing phones.",
            proposal: "Explain to {first} how to move the sign-in codes. No setting changes.",
            body: """
                You can sign in with one of the recovery codes that you printed when you turned sign-in codes on.
                After that, open Settings › Security and choose "Set up a new phone".

                If the codes are gone as well, just answer this mail: a colleague will then check who you are by phone.
                """,
            reasoning: """
                {first} wrote at 9:12 that the new phone shows no codes.
                The account has unused recovery codes, so that nothing needs to be reset.
                """),
        Reply(
            subject: "Your September invoice",
            context: "Answering {first}'s request for another copy of the September invoice.",
            proposal: "Send {first} a link to the September invoice of {company}.",
            body: """
                Your September invoice, and every one before it, is in your account under Billing › Invoices.
                You can have each new one sent to your bookkeeping: add its address under Billing › Copies.
                """,
            reasoning: """
                The mailbox of {first} refused the invoice of 30 September because it was full.
                The address on file is the one that this request came from.
                """),
        Reply(
            subject: "Your order arrives on Thursday",
            context: "Writing to {first} about the order of {company} that is two days late.",
            proposal: "Apologise to {first}, name Thursday as the new day and return the shipping fee.",
            body: """
                Your order left our warehouse two days late, and we are sorry for that. It will reach you on Thursday.
                We return the shipping fee of 12.50 EUR; you need to do nothing for it.
                """,
            reasoning: """
                The carrier's tracking shows the parcel in the regional depot since this morning.
                The fee is returned for delays of more than one day, by the terms of delivery.
                """,
            euros: "12.50"),
        Reply(
            subject: "How to export your data",
            context: "Answering {first}, who asks how to export everything that {company} has stored.",
            proposal: "Tell {first} where to start a full export and how long it takes.",
            body: """
                An owner of your account can start a full export under Settings › Data › Export.
                For an account of your size it takes about two hours. You then get a link that works for seven days.
                """,
            reasoning: """
                {first} is an owner of the account and can start the export.
                Exports of similar accounts took 80 to 130 minutes this month.
                """),
        Reply(
            subject: "Five more seats",
            context: "Answering {first}, who would like five more seats for {company}.",
            proposal: "Quote {first} 45.00 EUR a month for five seats. They can start today.",
            body: """
                Five more seats are 45.00 EUR a month at your plan's list price. They are yours as soon as you
                confirm with a short answer, and the first month is charged for the days that remain.
                """,
            reasoning: """
                The plan has 20 seats, all of them in use.
                List price: 9.00 EUR a seat and month; no discount is on file.
                """,
            euros: "45.00"),
        Reply(
            subject: "Your subscription ends on the last of this month",
            context: "Answering {first}, who wants to end the subscription of {company}.",
            proposal: "Confirm to {first} that it ends on the last of this month. Offer an export of the data.",
            body: """
                Your subscription ends on the last day of this month, as you wish; nothing will be charged after it.
                Your data stays for 30 days, and you can export it under Settings › Data › Export until then.
                """,
            reasoning: """
                {first} is an owner and wrote from the address on file.
                The notice period is met, and no invoice is open.
                """),
    ]
}
