import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffPolicy
import StrictJSON

extension Gate {
    /// Asks an operator afterwards about a share of what goes alone, so that there is always somebody who says whether it is right. Called
    /// for each card that was approved without a person.
    func spotCheck(_ card: Card, _ assessment: Assessment, _ transaction: inout GateTransaction, now: Timestamp) throws
    {
        guard transaction.policy.spotChecks > 0, chance() < transaction.policy.spotChecks else { return }
        let type = card.action.type
        let waiting = try transaction.memo.spotChecks[type] ?? index.waitingSpotChecks(of: type)
        // Nobody looks at what piles up, and the share is for the record's sake. One action keeps no other from being looked at.
        guard waiting < Self.mostWaiting else { return }
        // What cannot be asked about is not asked about: it must not keep other cards out.
        guard let question = try? Self.spotCheck(of: card, assessment, as: CardID.unique(now: now)) else { return }
        transaction.append(
            .proposed(
                .init(
                    card: question.id, digest: question.digest(), action: question.actionBinding,
                    document: question.document,
                    assessment: Assessment(
                        ruling: .ask, risk: .low, because: ["one of those that went alone"], triggers: ["spot_check"],
                        consequence: nil, policy: transaction.policy.digest), isOwn: true)))
        transaction.memo.spotChecks[type] = waiting + 1
    }

    private static let mostWaiting = 5

    private static func spotCheck(of card: Card, _ assessment: Assessment, as id: CardID) throws -> Card {
        var what: JSONObject = ["card": .string(card.id.text), "target": JSONValue(card.action.target)]
        // Here they stand one level deeper, and the log takes no more of them than a card has.
        let arguments = JSONValue.object(card.action.arguments)
        what["arguments"] =
            arguments.nests(atMost: JSONValue.depthLimit - 3)
            ? arguments : .string(String(decoding: arguments.canonicalBytes(), as: UTF8.self))
        var document: JSONObject = [
            "handoff": 1, "agent": ["name": .string(DecisionToken.gateItself)],
            "context": .string("\(card.action.type) went ahead without a person: \(assessment.why)."),
            "proposal": .string("Say whether it was right: \(card.proposal)"),
            "action": [
                "type": .string(CardIndex.spotCheckType), "target": .string(card.id.text),
                "arguments": .object(what),
                "reversible": true, "external": false, "scale": 1,
            ],
            "trigger": ["kind": "boundary"],
            "buttons": [
                ["id": "right", "label": "Right", "does": "approve"],
                ["id": "wrong", "label": "Wrong", "does": "decline"],
                ["id": "skip", "label": "Skip for now", "does": "skip"],
            ],
            "default": "skip",
            "reasoning": .string("By \(card.agent.name). What you say counts for its record; it undoes nothing."),
        ]
        if let account = card.account { document["account"] = .string(account) }
        return try Card(document: .object(document), id: id)
    }
}
