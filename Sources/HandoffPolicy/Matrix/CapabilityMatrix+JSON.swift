import HandoffCards
import StrictJSON

extension CapabilityMatrix {
    package var document: JSONValue {
        [
            "policy": .string(digest.tagged), "first_time": .string(asksFirstTime ? "ask" : "act"),
            "actions": .array(rows.map(\.document)),
        ]
    }
}

extension CapabilityMatrix.Row {
    fileprivate var document: JSONValue {
        var members: JSONObject = [
            "action": action.map(JSONValue.string) ?? .null, "needs": .string(need.name), "words": .string(need.words),
            "why": .array(why.map(JSONValue.string)), "reversible": .bool(isReversible), "external": .bool(isExternal),
        ]
        members["consequence"] = consequence.map { .string($0.word) }
        members["min_confidence_to_act"] = confidenceToAct.map(JSONValue.number)
        members["max_scale"] = maxScale.map { .number(Double($0)) }
        members["max_value"] = maxValue.map { ["amount": .string($0.amount), "currency": .string($0.currency)] }
        members["consequence_line"] = consequenceLine.map(JSONValue.string)
        members["executor"] = .bool(hasExecutor)
        members["exceptions"] = .array(
            exceptions.map { exception in
                [
                    "rule": .string(exception.rule), "ruling": .string(exception.ruling.word),
                    "when": .string(exception.when), "because": exception.because.map(JSONValue.string) ?? .null,
                ]
            })
        return .object(members)
    }
}
