import HandoffCards
import StrictJSON

@testable import HandoffPolicy

extension ReferenceFacts {
    /// A card that says so, with this prose around it.
    func card(_ prose: [String] = ["C.", "P.", "Q.", "R."]) throws -> Card {
        var arguments: JSONObject = [:]
        arguments["subject"] = Self.json(subject)
        arguments["to"] = Self.json(recipients)
        arguments["dry_run"] = Self.json(dryRun)
        arguments["priority"] = Self.json(priority)
        if let cents = amount as? Int {
            // Every second one as a text.
            arguments["amount"] = cents % 2 == 0 ? .string(hundredths(cents)) : .number(Double(hundredths(cents))!)
        } else {
            arguments["amount"] = Self.json(amount)
        }
        if hasNote { arguments["note"] = "n" }
        var action: JSONObject = ["type": .string(self.action), "arguments": .object(arguments)]
        action["target"] = target.map(JSONValue.string)
        action["reversible"] = isReversible.map(JSONValue.bool)
        action["external"] = isExternal.map(JSONValue.bool)
        action["scale"] = scale.map { .number(Double($0)) }
        action["value"] = value.map {
            ["amount": .string(hundredths($0.cents)), "currency": .string($0.currency)]
        }
        var card: JSONObject = [
            "handoff": 1, "agent": ["name": .string(agent)], "context": .string(prose[0]),
            "proposal": .string(prose[1]), "consequence": .string(prose[2]), "reasoning": .string(prose[3]),
            "action": .object(action),
        ]
        card["account"] = account.map(JSONValue.string)
        card["trigger"] = trigger.map { ["kind": .string($0)] }
        card["confidence"] = confidence.map { .number(Double(hundredths($0))!) }
        return try Card(document: .object(card), id: CardID("x")!)
    }

    private static func json(_ value: Any?) -> JSONValue? {
        switch value {
        case let text as String: .string(text)
        case let bool as Bool: .bool(bool)
        case let number as Int: .number(Double(number))
        case let texts as [String]: .array(texts.map(JSONValue.string))
        case let numbers as [Int]: .array(numbers.map { .number(Double($0)) })
        default: nil
        }
    }

    func policyFacts(_ card: Card) -> PolicyFacts {
        let calibration: Calibration =
            switch missingDecisions {
            case nil: .unknown
            case 0?: .counts
            case let more?: .needs(more: more)
            }
        return PolicyFacts(
            card, isFirstTime: isFirstTime, calibration: calibration,
            time: time.flatMap { TimeOfDay(hour: $0 / 60, minute: $0 % 60) },
            weekday: weekday.flatMap(Weekday.init(rawValue:)))
    }
}

/// A policy that must be good.
func policy(_ text: String) throws -> Policy {
    let reading = PolicyReading(text, file: "policy.yaml")
    guard let policy = reading.policy else { throw BadPolicy(problems: reading.problems) }
    return policy
}

struct BadPolicy: Error { let problems: [PolicyProblem] }
