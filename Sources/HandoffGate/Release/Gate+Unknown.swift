import HandoffAudit
import HandoffCards
import HandoffIndex
import StrictJSON

extension Gate {
    /// What was started by a process that is gone: nobody can tell whether it was done, and it is never tried again. A card asks an operator.
    ///
    /// - Returns: How many such cards there are now for the first time.
    @discardableResult
    package func askAboutUnknown(now: Timestamp) throws -> Int {
        let lost = try index.running().filter { !marks.isTaken($0) }
        if lost.isEmpty { return 0 }
        return try change(now: now) { transaction in
            let now = transaction.now
            var count = 0
            for id in lost {
                // It may have been finished, and its mark taken away, since.
                guard let record = try index.record(of: id), record.execution == .started, !marks.isTaken(id) else {
                    continue
                }
                let question = try Self.question(
                    about: try card(record), approved: try decision(record)?.arguments, as: CardID.unique(now: now))
                transaction.append(.executionUnknown(.init(card: id, asked: question.id)))
                transaction.append(
                    .proposed(
                        .init(
                            card: question.id, digest: question.digest(), action: question.actionBinding,
                            document: question.document,
                            assessment: Assessment(
                                ruling: .ask, risk: max(record.risk, .unknown),
                                because: ["the gate ended while it was carried out"], triggers: ["execution_unknown"],
                                consequence: nil, policy: transaction.policy.digest), isOwn: true)))
                marks.clear(id)
                count += 1
            }
            return count
        }
    }

    static let questionType = "handoff.outcome_unknown"

    private static func question(about card: Card, approved: JSONObject?, as id: CardID) throws -> Card {
        var action: JSONObject = [
            "type": .string(questionType), "arguments": ["card": .string(card.id.text)], "reversible": true,
            "external": false,
        ]
        if let target = card.action.target { action["target"] = .string(target) }
        var document: JSONObject = [
            "handoff": 1, "agent": ["name": .string(DecisionToken.gateItself)],
            "context": .string(
                "\(card.action.type) was started after its approval, and then the gate ended. It may still be running."),
            "proposal": "Find out whether it was done, and say so. It is not tried again.",
            "action": .object(action), "trigger": ["kind": "failure"],
            "buttons": [
                ["id": "done", "label": "Done", "does": "approve"],
                ["id": "not_done", "label": "Not done", "does": "decline"],
                ["id": "skip", "label": "Skip for now", "does": "skip"],
            ],
            "default": "skip",
            "reasoning": .string(
                "What was to be done: \(cut(card.proposal))\nIt was approved with: "
                    + cut(approved.map { String(decoding: JSONValue.object($0).bytes(), as: UTF8.self) } ?? "?")),
        ]
        if let account = card.account { document["account"] = .string(account) }
        return try Card(document: .object(document), id: id)
    }

    /// Takes an operator's answer to such a card for the record of the action that it asks about.
    func settleUnknown(
        _ question: Card, _ kind: Decision.Kind, _ transaction: inout GateTransaction, now: Timestamp
    ) throws {
        guard let about = question.action.arguments["card"]?.string.flatMap(CardID.init)
        else { return }
        let status: Outcome.Status
        switch kind {
        case .approved: status = .succeeded
        case .declined: status = .notAttempted
        case .answered, .expired, .withdrawn: return
        }
        let outcome = Outcome(card: about, status: status, detail: "as \(signer.operatorName) found", finished: now)
        transaction.append(.executionFinished(.init(outcome: outcome, reportedBy: signer.operatorName)))
    }
}
