import HandoffCards
import HandoffTrust
import StrictJSON

/// One of the three agents whose year is played.
enum YearAgent: String, CaseIterable {
    /// Good: nearly always right, and says how sure it is.
    case tagger = "records-bot"
    /// Good until the autumn; then it drifts.
    case mailer = "mail-bot"
    /// Sure of itself, and wrong once in four.
    case closer = "ticket-bot"

    /// What it wants to do, and whether that is right, which nobody but the operator sees.
    struct Proposal {
        let document: JSONValue
        let isRight: Bool
        /// No operator overlooks that it is wrong.
        var isObvious = false
    }

    /// - Parameter day: of the year, from 0.
    func proposal(day: Int, number: Int, _ random: inout SplitMix64) -> Proposal {
        switch self {
        case .tagger:
            let confidence = [0.92, 0.95, 0.98, 0.99].randomElement(using: &random) ?? 0.95
            return proposal(
                account: Bool.random(using: &random) ? "acme" : "globex", confidence: confidence,
                isRight: Double.random(in: 0..<1, using: &random) < 0.995, context: "New records have no tags yet.",
                proposes: "Tag \(number % 40 + 2) records as “renewal”.",
                action: [
                    "type": "records.tag", "target": "crm",
                    "arguments": ["tag": "renewal", "count": .number(Double(number % 40 + 2))],
                    "reversible": true, "external": false, "scale": 1,
                ])
        case .mailer:
            let who = ["lena", "omar", "ida", "tom"].randomElement(using: &random) ?? "lena"
            let rate = day < Self.driftsFrom ? 0.998 : 0.75
            return proposal(
                account: "northwind", confidence: 0.97, isRight: Double.random(in: 0..<1, using: &random) < rate,
                context: "\(who) asked when the order arrives.", proposes: "Answer \(who) with the tracking link.",
                action: [
                    "type": "email.send", "target": .string("\(who)@northwind.example"),
                    "arguments": ["to": [.string("\(who)@northwind.example")], "template": "tracking"],
                    "reversible": false, "external": true, "scale": 1,
                ])
        case .closer:
            let confidence = [0.95, 0.97, 0.99].randomElement(using: &random) ?? 0.97
            let isSpam = number % 5 == 0
            var closing = proposal(
                account: "acme", confidence: confidence,
                isRight: !isSpam && Double.random(in: 0..<1, using: &random) < 0.75,
                context: "No answer on ticket \(day * 7 + number) for two weeks.",
                proposes: "Close it as \(isSpam ? "spam" : "solved").",
                action: [
                    "type": "ticket.close", "target": .string("ticket-\(day * 7 + number)"),
                    "arguments": ["reason": isSpam ? "spam" : "solved"], "reversible": true, "external": false,
                    "scale": 1,
                ])
            closing.isObvious = isSpam
            return closing
        }
    }

    /// The day of the year on which the mailer gets worse.
    static let driftsFrom = 250

    private func proposal(
        account: String, confidence: Double, isRight: Bool, context: String, proposes: String, action: JSONObject
    ) -> Proposal {
        Proposal(
            document: [
                "handoff": 1, "agent": ["name": .string(rawValue)], "account": .string(account),
                "context": .string(context), "proposal": .string(proposes), "confidence": .number(confidence),
                "action": .object(action),
            ], isRight: isRight)
    }

    /// What they may do.
    static let policy = """
        # What the agents of the year may do. See handoff policy matrix, and handoff trust.
        version: 1
        default: ask
        first_time: ask
        spot_checks: 0.2

        actions:
          records.tag:  {consequence: low, reversible: true, min_confidence_to_act: 0.9, max_scale: 100}
          ticket.close: {consequence: low, reversible: true, min_confidence_to_act: 0.9}
          email.send:
            consequence: medium
            external: true
            target_from: /to
            scale_from: /to
            consequence_line: "Sends an e-mail to {target}."

        """
}
