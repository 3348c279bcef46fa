import HandoffCards
import StrictJSON

extension Ruling {
    package var document: JSONValue {
        [
            "ruling": .string(kind.word), "risk": .string(risk.word), "why": .string(why),
            "because": .array(because.map(JSONValue.string)),
            "triggers": .array(triggers.map { ["name": .string($0.name), "words": .string($0.words)] }),
            "consequence": consequence.map(JSONValue.string) ?? .null,
        ]
    }
}

extension Explanation {
    package var document: JSONValue {
        var members = ruling.document.object ?? JSONObject()
        members["policy"] = .string(digest.tagged)
        members["deciding"] = .array(deciding.map(JSONValue.string))
        members["matched"] = .array(matched.map(\.document))
        members["faulty"] = .array(faulty.map(\.document))
        members["facts"] = .array(
            facts.map {
                ["name": .string($0.name), "value": .string($0.value), "origin": .string($0.origin.rawValue)]
            })
        members["nearest_miss"] = nearestMiss?.document ?? .null
        members["would_change"] = .array(wouldChange.map(JSONValue.string))
        return .object(members)
    }
}

extension Explanation.RuleSaid {
    fileprivate var document: JSONValue {
        [
            "id": .string(id), "line": .number(Double(line)), "ruling": .string(ruling.word), "words": .string(words),
        ]
    }
}

extension Explanation.Miss {
    fileprivate var document: JSONValue {
        var members = rule.document.object ?? JSONObject()
        members["failing"] = .array(
            failing.map { ["name": .string($0.name), "wanted": .string($0.wanted), "found": .string($0.found)] })
        return .object(members)
    }
}
