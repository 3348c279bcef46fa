import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffQueue
import StrictJSON

extension Gate {
    /// Ends pending cards whose time is over.
    ///
    /// - Returns: How many.
    @discardableResult
    package func expireDue(now: Timestamp) throws -> Int {
        var count = 0
        while true {
            let due = try index.due(now: now, limit: Self.endedAtOnce)
            if due.isEmpty { return count }
            let ended = try expire(due, now: now)
            // By the log's clock, which may have been set back meanwhile, their time is not over.
            if ended == 0 { return count }
            count += ended
        }
    }

    @discardableResult
    func expire(_ ids: [CardID], now: Timestamp) throws -> Int {
        try end(ids, as: .expired, now: now) { record, now in record.expires.map { $0 <= now } ?? false }
    }

    /// Ends pending cards whose file an agent took out of `new/`.
    @discardableResult
    package func withdraw(_ ids: [CardID], now: Timestamp) throws -> Int {
        try end(ids, as: .withdrawn, now: now) { record, _ in record.origin == .agent && !store.isNew(record.id) }
    }

    /// The same for any number of cards, the lock being given up now and then.
    func withdrawInParts(_ ids: [CardID], now: Timestamp) throws {
        for start in stride(from: 0, to: ids.count, by: Self.endedAtOnce) {
            try withdraw(Array(ids[start..<min(start + Self.endedAtOnce, ids.count)]), now: now)
        }
    }

    private func end(
        _ ids: [CardID], as kind: Decision.Kind, now: Timestamp, where condition: (CardRecord, Timestamp) -> Bool
    ) throws -> Int {
        let (count, ended) = try change(now: now) { transaction in
            let now = transaction.now
            var (count, ended): (Int, [Decision]) = (0, [])
            for id in ids {
                guard let record = try index.record(of: id), record.state == .pending, condition(record, now) else {
                    continue
                }
                let decision = try conclusion(kind, of: record, transaction, now: now)
                if kind == .expired {
                    transaction.append(.expired(.init(card: id, token: decision.token)))
                } else {
                    transaction.append(.withdrawn(.init(card: id, token: decision.token)))
                }
                count += 1
                // Nobody waits for what the gate itself made.
                if record.origin == .agent { ended.append(decision) }
            }
            return (count, ended)
        }
        try deliver(ended)
        return count
    }

    func conclusion(
        _ kind: Decision.Kind, of record: CardRecord, _ transaction: GateTransaction, now: Timestamp
    ) throws -> Decision {
        let token = try DecisionToken(
            issuer: issuer, subject: DecisionToken.gateItself, card: record.id, issued: now,
            expires: now.adding(seconds: approvalLifetime), decision: kind, cardDigest: record.digest,
            action: try card(record).actionBinding, policy: transaction.policy.digest,
            sequence: transaction.nextSequence
        ).signed(by: signer)
        return Self.ending(record.id, kind, at: now, token: token)
    }

    static func ending(_ id: CardID, _ kind: Decision.Kind, at time: Timestamp, token: String) -> Decision {
        Decision(
            card: id, kind: kind, button: nil, edited: false, arguments: JSONObject(), message: nil, operator: nil,
            decided: time, basis: .policy, token: token)
    }

    /// Writes each decision where its agent waits for it, then takes the card out of `new/`. The log has them already: what fails here
    /// is tried again by whoever next sees the card's file in `new/`.
    ///
    /// - Throws: `GateError.undelivered` for the first that failed, after all were tried.
    func deliver(_ decisions: [Decision]) throws(GateError) {
        var failure: GateError?
        for decision in decisions {
            do { try store.publish(Self.published(decision), for: decision.card) } catch {
                failure = failure ?? .undelivered(decision.card, decision.kind, reason: error.description)
                continue
            }
            // Its agent has been told; what stands in the card's place meanwhile is looked at with the other files.
            try? store.retire(decision.card)
        }
        if let failure { throw failure }
    }

    private static func published(_ decision: Decision) -> [UInt8] {
        decision.document.bytes() + [UInt8(ascii: "\n")]
    }

    /// Writes the decision file again from the log, where it is missing or not what the log says. Nobody waits for what the gate itself asked.
    package func republish(_ record: CardRecord) throws {
        guard record.origin == .agent, let decision = try decision(record) else { return }
        let bytes = Self.published(decision)
        // What cannot be read is not what the log says either.
        if (try? store.decision(for: record.id)) != bytes { try store.publish(bytes, for: record.id) }
    }

    private static let endedAtOnce = 512
}
