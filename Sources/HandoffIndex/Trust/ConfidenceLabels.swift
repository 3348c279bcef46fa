import GRDB
import HandoffCards
import StrictJSON

/// Counts how often agents were right, by the confidence that they had stated. An agent is a name and the user who hands its cards in: a name alone
/// is anybody's.
struct ConfidenceLabels {
    private struct Key: Hashable {
        let actionType: JSONText
        let agent: JSONText
        let submitter: Int
        /// In thousandths.
        let confidence: Int
    }

    private var counts: [Key: (judged: Int, right: Int)] = [:]
    private var statement: RawStatement

    init(_ db: Database) throws {
        statement = try RawStatement(
            """
            INSERT INTO confidence_label (action_type, agent, submitter, confidence, judged, right) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET judged = judged + excluded.judged, right = right + excluded.right
            """, db)
    }

    mutating func count(_ found: StoredCase, from before: Bool?, to label: Bool?) {
        guard let confidence = found.confidence, before != label else { return }
        func judged(_ label: Bool?) -> Int { label == nil ? 0 : 1 }
        func right(_ label: Bool?) -> Int { label == true ? 1 : 0 }
        let key = Key(
            actionType: JSONText(found.actionType), agent: JSONText(found.agent),
            submitter: Self.stored(found.submitter),
            confidence: confidence)
        let known = counts[key] ?? (0, 0)
        counts[key] = (known.judged + judged(label) - judged(before), known.right + right(label) - right(before))
    }

    /// Users have numbers from 0; -1 is the gate's own, who has none here.
    static func stored(_ submitter: UInt32?) -> Int { submitter.map(Int.init) ?? -1 }

    mutating func write() throws {
        for (key, count) in counts {
            statement.bind(key.actionType.text)
            statement.bind(key.agent.text)
            statement.bind(key.submitter)
            statement.bind(key.confidence)
            statement.bind(count.judged)
            statement.bind(count.right)
            try statement.run()
        }
        counts = [:]
    }
}
