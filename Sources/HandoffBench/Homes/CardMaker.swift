import HandoffCards
import StrictJSON

/// Cards of about 1.2 KB as agents write them; the same number gives the same card in every run.
///
/// They were created long ago and expire in many years, so that no age and no countdown on the screen changes while it is measured.
struct CardMaker {
    let number: Int
    private var random: SplitMix64
    /// Letters that no other card has: they show on the screen that this very card was painted.
    let mark: String

    init(_ number: Int) {
        self.number = number
        random = SplitMix64(seed: UInt64(bitPattern: Int64(number)) &+ 0x0068_616e_646f_6666)
        let letters = Array("bcdfghjkmnpqrstvwxz")
        var mark = ""
        for _ in 0..<12 { mark.append(letters.randomElement(using: &random) ?? "x") }
        self.mark = mark
    }

    /// - Parameters:
    ///   - risk: nil for a mixture: half of the cards low, a hundredth critical.
    ///   - created: nil for a minute after the card before.
    mutating func card(risk: Risk? = nil, created: Timestamp? = nil) -> MadeCard {
        let risk = risk ?? mixedRisk()
        let created = created ?? Self.beginning.adding(seconds: number * 60)
        let id = CardID.unique(now: created, using: &random)
        let task = Task.all.randomElement(using: &random) ?? Task.all[0]
        let target = task.target(Int.random(in: 100...9999, using: &random))
        var document: JSONObject = [
            "handoff": 1, "id": .string(id.text), "created": .string(created.description),
            "expires": .string("20\(Int.random(in: 90...99, using: &random))-06-30T12:00:00Z"),
            "agent": ["name": .string(task.agent), "version": "1.4", "run": .string("run-\(number)")],
            "account": .string(["acme", "northwind", "globex"].randomElement(using: &random) ?? "acme"),
            "context": .string("Working through the list of \(task.agent), entry \(number)."),
            "proposal": .string("\(mark) \(task.verb) \(target). It was checked twice and is ready to go."),
        ]
        if risk >= .medium { document["consequence"] = .string("\(task.verb) \(target) for good.") }
        document["action"] = .object(action(task, target, risk))
        document["trigger"] = ["kind": .string(Int.random(in: 0..<10, using: &random) == 0 ? "failure" : "boundary")]
        document["confidence"] = .number(Double(Int.random(in: 50...99, using: &random)) / 100)
        document["reasoning"] = .string(prose(bytes: 280))
        document["metadata"] = ["ticket": .string("CRM-\(number)"), "shard": .string("eu-\(number % 7)")]
        return MadeCard(id: id, mark: mark, document: JSONValue.object(document).bytes())
    }

    private mutating func action(_ task: Task, _ target: String, _ risk: Risk) -> JSONObject {
        let scale = risk == .critical ? 40 : risk == .high ? 5 : 1
        return [
            "type": .string(task.action), "target": .string(target),
            "arguments": [
                "to": .array([.string(target)]), "subject": .string("About \(target)"),
                "body": .string(prose(bytes: 260)),
            ],
            "reversible": .bool(risk == .low), "external": .bool(risk != .low), "scale": .number(Double(scale)),
        ]
    }

    private mutating func mixedRisk() -> Risk {
        switch Int.random(in: 0..<100, using: &random) {
        case 0: .critical
        case ..<15: .high
        case ..<50: .medium
        default: .low
        }
    }

    private mutating func prose(bytes: Int) -> String {
        var text = ""
        while text.utf8.count < bytes { text += Self.sentences.randomElement(using: &random) ?? "" }
        return text
    }

    /// 2024-01-01T00:00:00Z
    static let beginning = Timestamp(milliseconds: 1_704_067_200_000)

    private static let sentences = [
        "The customer wrote on Tuesday and asked for an answer before noon. ",
        "Errors stand at 4.1% since 13:55, on three of five machines. ",
        "Die Prüfung der Unterlagen ergab keine Abweichung. ",
        "The last two times this was approved without a change. ",
        "Costs stay below the “small repairs” limit – see ticket.\n",
        "Nothing else depends on it, as far as the inventory tells. ",
        "It says \"renewal\" in the subject, and the path is C:\\exports. ",
    ]
}

/// A card's file, and how to find it.
struct MadeCard {
    let id: CardID
    let mark: String
    let document: [UInt8]
}

/// What one kind of agent does all day.
private struct Task {
    let agent: String
    let action: String
    let verb: String
    let target: @Sendable (Int) -> String

    static let all = [
        Task(agent: "support-mailer", action: "email.send", verb: "Answer") { "customer\($0)@northwind.example" },
        Task(agent: "deploy-bot", action: "service.restart", verb: "Restart") { "payments-api-\($0)" },
        Task(agent: "records-cleaner", action: "records.delete", verb: "Delete the records of") { "account \($0)" },
        Task(agent: "triage-bot", action: "ticket.close", verb: "Close") { "ticket \($0)" },
        Task(agent: "billing-assistant", action: "refund.pay", verb: "Refund") { "invoice \($0)" },
        Task(agent: "docs-bot", action: "page.publish", verb: "Publish") { "changelog 1.\($0)" },
    ]
}
