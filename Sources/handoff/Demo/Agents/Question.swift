import StrictJSON

/// Something that the mailer is not sure of.
struct Question {
    let text: String
    let subject: String
    let context: String
    let proposal: String
    let reasoning: String
    let options: [Option]

    struct Option {
        let id: String
        let label: String
        let button: String
        let confidence: Double
        let body: String
    }

    func draft(to customer: Customer) -> Proposal {
        let first = options[0]
        let choices = options.map { option -> JSONValue in
            [
                "id": .string(option.id), "label": .string(option.label), "confidence": .number(option.confidence),
                "arguments": ["body": .string(customer.letter(option.body))],
            ]
        }
        return Proposal(
            members: [
                "context": .string(context.replacing("{first}", with: customer.first)),
                "proposal": .string(proposal.replacing("{first}", with: customer.first)),
                "consequence": .string(customer.consequence),
                "action": customer.mail(subject: subject, body: customer.letter(first.body)),
                "trigger": ["kind": "confidence"],
                "confidence": .number(first.confidence),
                "question": ["text": .string(text), "options": .array(choices)],
                "buttons": [
                    [
                        "id": .string(first.id), "label": .string(first.button), "does": "approve",
                        "option": .string(first.id),
                    ],
                    ["id": "answer", "label": "Say it in words", "does": "answer"],
                    ["id": "skip", "label": "Skip for now", "does": "skip"],
                ],
                "default": .string(first.id),
                "reasoning": .string(reasoning.replacing("{first}", with: customer.first)),
                "editable": Reply.editable,
            ], lifetime: 15)
    }

    static let pricing = Question(
        text: "Which pricing terms apply?",
        subject: "Your renewal for two years",
        context: "Answering {first}'s question about the price of a two-year renewal.",
        proposal: "Send {first} the price of two more years, on the terms that you choose.",
        reasoning: """
            {first} renews for the second time, which would be the standard terms.
            A note of last year promises the partner terms "if they stay for two years", without an end date.
            """,
        options: [
            Option(
                id: "standard", label: "Standard terms: list price, 8% off for two years", button: "Standard terms",
                confidence: 0.61,
                body:
                    "A renewal for two years is 1,200.00 EUR a year, less 8%: 1,104.00 EUR. It starts when the current "
                    + "term ends."),
            Option(
                id: "partner", label: "Partner terms: 15% off for two years", button: "Partner terms", confidence: 0.34,
                body:
                    "A renewal for two years on partner terms is 1,200.00 EUR a year, less 15%: 1,020.00 EUR. It starts "
                    + "when the current term ends."),
            Option(
                id: "monthly", label: "No offer yet: ask how many seats they will need", button: "Ask first",
                confidence: 0.05,
                body:
                    "Gladly. How many seats will you need over the next two years? With that we can make you an exact "
                    + "offer the same day."),
        ])

    static let refund = Question(
        text: "Refund the fee or give a credit?",
        subject: "The fee that was charged twice",
        context: "Answering {first}, who was charged the monthly fee twice.",
        proposal: "Tell {first} how the 49.00 EUR come back, in the way that you choose.",
        reasoning: """
            Both charges are on the statement of the 3rd.
            {first} did not say which way is preferred; last year a credit was taken.
            """,
        options: [
            Option(
                id: "refund", label: "Refund to the card", button: "Refund", confidence: 0.55,
                body: "You are right: we charged you twice, and we are sorry. The 49.00 EUR go back to your card and "
                    + "arrive within five working days."),
            Option(
                id: "credit", label: "Credit on the next invoice", button: "Credit", confidence: 0.45,
                body: "You are right: we charged you twice, and we are sorry. Your next invoice will be lower by "
                    + "49.00 EUR."),
        ])
}
