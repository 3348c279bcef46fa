import GRDB
import HandoffCards

/// Counts how often agents were right, by the confidence that they had stated.
struct ConfidenceLabels {
    private struct Key: Hashable {
        let actionType: String
        let agent: String
        /// In thousandths.
        let confidence: Int
    }

    private var counts: [Key: (judged: Int, right: Int)] = [:]
    private var statement: RawStatement

    init(_ db: Database) throws {
        statement = try RawStatement(
            """
            INSERT INTO confidence_label (action_type, agent, confidence, judged, right) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET judged = judged + excluded.judged, right = right + excluded.right
            """, db)
    }

    mutating func count(_ found: StoredCase, from before: Bool?, to label: Bool?) {
        guard let confidence = found.confidence, before != label else { return }
        func judged(_ label: Bool?) -> Int { label == nil ? 0 : 1 }
        func right(_ label: Bool?) -> Int { label == true ? 1 : 0 }
        let key = Key(actionType: found.actionType, agent: found.agent, confidence: confidence)
        let known = counts[key] ?? (0, 0)
        counts[key] = (known.judged + judged(label) - judged(before), known.right + right(label) - right(before))
    }

    mutating func write() throws {
        for (key, count) in counts {
            statement.bind(key.actionType)
            statement.bind(key.agent)
            statement.bind(key.confidence)
            statement.bind(count.judged)
            statement.bind(count.right)
            try statement.run()
        }
        counts = [:]
    }
}
