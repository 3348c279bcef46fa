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
        let waiting = try transaction.memo.spotChecks ?? index.waiting(ofType: CardIndex.spotCheckType)
        // Nobody looks at what piles up, and the share is for the record's sake.
        guard waiting < Self.mostWaiting else { return }
        let question = try Self.spotCheck(of: card, assessment, as: CardID.unique(now: now))
        transaction.append(
            .proposed(
                .init(
                    card: question.id, digest: question.digest(), action: question.actionBinding,
                    document: question.document,
                    assessment: Assessment(
                        ruling: .ask, risk: .low, because: ["one of those that went alone"], triggers: ["spot_check"],
                        consequence: nil, policy: transaction.policy.digest), isOwn: true)))
        transaction.memo.spotChecks = waiting + 1
    }

    private static let mostWaiting = 20

    private static func spotCheck(of card: Card, _ assessment: Assessment, as id: CardID) throws -> Card {
        var document: JSONObject = [
            "handoff": 1, "agent": ["name": .string(DecisionToken.gateItself)],
            "context": .string("\(card.action.type) went ahead without a person: \(assessment.why)."),
            "proposal": .string("Say whether it was right: \(card.proposal)"),
            "action": [
                "type": .string(CardIndex.spotCheckType), "target": .string(card.id.text),
                "arguments": [
                    "card": .string(card.id.text), "target": JSONValue(card.action.target),
                    "arguments": .object(card.action.arguments),
                ],
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
