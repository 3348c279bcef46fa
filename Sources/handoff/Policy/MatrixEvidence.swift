import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffPolicy
import HandoffTrust
import StrictJSON

/// What became of each action lately, and how much of it is left to agents now: whether the matrix is what happens.
struct MatrixEvidence {
    /// The beginning of the first week that is counted.
    let since: Timestamp
    /// In the matrix's order, without what is not in it.
    let rows: [Row]

    struct Row {
        let action: String
        let level: TrustLevel
        let record: TrustRecord

        /// Of a person.
        var asked: Int { record.decided + record.expired }
    }

    init(_ policy: Policy, _ gate: Gate, now: Timestamp) throws {
        let first = now.week - Self.weeks + 1
        since = Timestamp(ofWeek: first)
        var records: [String: TrustRecord] = [:]
        for (_, tally) in try gate.index.weekTallies(from: first) {
            records[tally.key.actionType, default: TrustRecord()] += TrustRecord(tally)
        }
        rows = try policy.catalogue.map(\.action).map { action in
            let known = try gate.trust(of: TrustSubject(action: action, account: nil), under: policy)
            return Row(
                action: action, level: known?.level ?? Gate.start(of: action, under: policy),
                record: records[action] ?? TrustRecord())
        }
    }

    /// By action.
    var levels: [String: TrustLevel] { Dictionary(rows.map { ($0.action, $0.level) }) { first, _ in first } }

    /// Some 90 days.
    private static let weeks = 13
}

extension MatrixEvidence {
    var title: String { "Since \(since.description.prefix(10))" }

    static let titles = ["Action", "Trust", "Asked", "Approved", "Edited", "Declined", "Alone", "Undone"]

    static let note =
        "Trust is what is left to agents of an action for all accounts; of an account it may be less. Asked: of a person. Undone: of all that was decided since then."
}

extension MatrixEvidence.Row {
    /// As `titles` has them.
    var cells: [String] {
        [action, level.words]
            + [asked, record.approved, record.edited, record.declined, record.alone, record.undone].map(String.init)
    }

    var document: JSONValue {
        [
            "trust": .string(level.rawValue), "asked": .number(Double(asked)),
            "approved": .number(Double(record.approved)), "edited": .number(Double(record.edited)),
            "declined": .number(Double(record.declined)), "alone": .number(Double(record.alone)),
            "undone": .number(Double(record.undone)),
        ]
    }
}
