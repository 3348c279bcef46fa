import HandoffCards
import StrictJSON

/// Answers customers. Mail cannot be called back, so that every one of them asks.
struct SupportMailer: SampleAgent {
    let name = DemoAgentName.mailer
    let version = "2.3"
    private let stage: Stage
    private var random: SplitMix64
    private var turn = 0
    private var replies: [Reply] = []
    private var customers: [Customer] = []

    init(stage: Stage, random: SplitMix64) {
        self.stage = stage
        self.random = random
    }

    mutating func opening() -> [Proposal] {
        [reply(), Question.pricing.draft(to: Customer.all[0]), Announcement.maintenance.draft(), reply()]
    }

    mutating func next() -> Proposal? {
        turn += 1
        switch turn % 8 {
        case 3: return Question.refund.draft(to: customer())
        case 5: return (turn % 16 == 5 ? Announcement.newAddress : .maintenance).draft()
        case 7: return Question.pricing.draft(to: customer())
        default: return reply()
        }
    }

    func perform(_ card: Card, _ arguments: JSONObject, saved: JSONValue?) throws -> Report {
        let to = (arguments["to"]?.array ?? []).compactMap(\.string)
        let visible = to.count == 1 ? to[0] : "undisclosed-recipients:;"
        var headers = ["From: Acme support <support@acme.example>", "To: " + visible]
        if to.count > 1 { headers.append("Bcc: " + to.joined(separator: ",\r\n ")) }
        headers.append(
            "Subject: " + arguments.text("subject").split(whereSeparator: \.isNewline).joined(separator: " "))
        headers += ["Content-Type: text/plain; charset=utf-8", "X-Handoff-Card: " + card.id.text]
        var lines = arguments.text("body").split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        let file = "sent/" + card.id.text + ".eml"
        try stage.write((headers + [""] + lines.map(String.init)).joined(separator: "\r\n") + "\r\n", to: file)
        return Report(detail: to.count == 1 ? "Sent to \(to[0])." : "Sent to \(to.count) recipients.")
    }

    func followUp(on card: Card, answer: String) -> Proposal? {
        guard card.trigger == .confidence, let to = card.action.target,
            let customer = Customer.all.first(where: { $0.address == to })
        else { return nil }
        return Proposal(
            members: [
                "context": .string("Using your answer about \(customer.first)'s question."),
                "proposal": .string("Send \(customer.first) the reply with your words in it."),
                "consequence": .string(customer.consequence),
                "action": customer.mail(
                    subject: card.action.arguments.text("subject"), body: customer.letter(answer)),
                "confidence": 0.97,
                "buttons": Reply.buttons,
                "default": "review",
                "reasoning": .string("You answered: " + answer),
                "editable": Reply.editable,
            ], lifetime: 10)
    }

    /// Everybody is written to once before somebody is written to again.
    private mutating func customer() -> Customer {
        if customers.isEmpty { customers = Customer.all.shuffled(using: &random) }
        return customers.removeLast()
    }

    /// Every kind of reply comes once before one comes again.
    private mutating func reply() -> Proposal {
        if replies.isEmpty { replies = Reply.all.shuffled(using: &random) }
        let confidence = Double(Int.random(in: 88...97, using: &random)) / 100
        let reply = replies.removeLast()
        return reply.draft(to: customer(), confidence: confidence, ticket: Int.random(in: 2100...2900, using: &random))
    }
}
