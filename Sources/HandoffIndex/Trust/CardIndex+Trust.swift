import GRDB
import HandoffCards
import HandoffTrust
import StrictJSON

/// What an agent stated, and what came of it.
package struct StatedConfidence: Sendable, Equatable {
    package let actionType: String
    package let agent: String
    /// The user who handed the cards in; nil for the gate's own.
    package let submitter: UInt32?
    package let counts: [ConfidenceCount]

    /// Whose confidence, and about what.
    package struct Key: Hashable, Sendable {
        package let actionType: String
        package let agent: String
        package let submitter: UInt32?

        package init(actionType: String, agent: String, submitter: UInt32?) {
            self.actionType = actionType
            self.agent = agent
            self.submitter = submitter
        }

        // By bytes, as SQLite compares them: two ways to write é are two agents.
        package static func == (left: Key, right: Key) -> Bool {
            left.actionType.hasSameBytes(as: right.actionType) && left.agent.hasSameBytes(as: right.agent)
                && left.submitter == right.submitter
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(bytesOf: actionType)
            hasher.combine(bytesOf: agent)
            hasher.combine(submitter)
        }
    }
}

extension CardIndex {
    /// By action, agent and user, in this order.
    package func statedConfidences() throws(IndexError) -> [StatedConfidence] {
        try reading { db in
            let sql = """
                SELECT action_type, agent, submitter, confidence, judged, right FROM confidence_label
                ORDER BY action_type, agent, submitter, confidence
                """
            var found: [StatedConfidence] = []
            let rows = try Row.fetchCursor(db.cachedStatement(sql: sql))
            while let row = try rows.next() {
                let (action, agent, user): (String, String, Int64) = (row[0], row[1], row[2])
                let submitter = UInt32(exactly: user)
                let count = ConfidenceCount(confidence: Double(row[3] as Int) / 1000, judged: row[4], right: row[5])
                if let last = found.last, last.actionType == action, last.agent == agent, last.submitter == submitter {
                    found[found.count - 1] = StatedConfidence(
                        actionType: action, agent: agent, submitter: submitter, counts: last.counts + [count])
                } else {
                    found.append(
                        StatedConfidence(actionType: action, agent: agent, submitter: submitter, counts: [count]))
                }
            }
            return found
        }
    }

    /// What came of what one agent stated about one kind of action, by confidence, ascending. An agent is its name and the user who hands its
    /// cards in.
    package func statedConfidence(_ key: StatedConfidence.Key) throws(IndexError) -> [ConfidenceCount] {
        try reading { db in
            let sql = """
                SELECT confidence, judged, right FROM confidence_label
                WHERE action_type = ? AND agent = ? AND submitter = ? ORDER BY confidence
                """
            return try Row.fetchAll(
                db.cachedStatement(sql: sql),
                arguments: [key.actionType, key.agent, ConfidenceLabels.stored(key.submitter)]
            ).map { ConfidenceCount(confidence: Double($0[0] as Int) / 1000, judged: $0[1], right: $0[2]) }
        }
    }

    /// What became of the cards of this account, action and agent.
    package func tally(of key: TallyKey) throws(IndexError) -> Tally {
        try reading { db in
            var tally = Tally(key: key)
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: "SELECT kind, count FROM tally WHERE account = ? AND action_type = ? AND agent = ?"),
                arguments: [key.account, key.actionType, key.agent])
            while let row = try rows.next() { tally.add(row[1], stored: row[0]) }
            return tally
        }
    }
}

extension TrustRecord {
    package init(_ tally: Tally) {
        self.init()
        // Edits are approvals, and a person's: what acts alone is approved as it is.
        edited = tally.edited
        approved = tally.approved - tally.alone - tally.edited
        declined = tally.declined
        answered = tally.answered
        expired = tally.expired
        alone = tally.alone
        succeeded = tally.succeeded
        failed = tally.failed
        undone = tally.rolledBack
        times = tally.decisionTimes
        hasty = tally.hasty
    }
}
