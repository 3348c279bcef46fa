import HandoffAudit
import HandoffCards
import HandoffGate

/// Everything that a report says, whatever form it takes.
struct OversightReport {
    let figures: AuditReport
    let chain: ChainStatus
    /// What a checkpoint calls the log.
    let origin: String
    /// The filter as it was given; nil for the whole log.
    let filter: String?

    var made: Timestamp { figures.terms.now }
    var version: String { HandoffVersion.current }
    var total: ActionOversight { figures.total }

    /// Classes of failures that have cases, gravest first.
    var exceptions: [FailureClass] { FailureClass.allCases.filter { figures.list($0).count > 0 } }

    var period: String {
        guard let period = figures.period else { return "nothing recorded" }
        let (first, last) = (Figures.day(period.lowerBound), Figures.day(period.upperBound))
        return first == last ? first : first + " to " + last
    }

    /// The one account that everything is about.
    var account: String? {
        guard figures.accounts.count == 1, let name = figures.accounts.keys.first, !name.isEmpty else { return nil }
        return name
    }
}

/// What no report of this program can show, said in every one.
enum Limits {
    static let sentences = [
        "What agents do without asking. The record has what was handed in as a card; actions that never were are not in it.",
        "Whether reports are true. What became of an action, and which action it was, is the agent's own word.",
        "Attention. A decision that took long enough for reading may still have been made without it.",
        "Times more exact than the clock of the machine that wrote the log.",
        "Tampering by whoever holds the signing key and every copy of the checkpoints, or is root on the gate's machine. "
            + "Checkpoints that are kept elsewhere are what a rewritten log can be held against.",
    ]
}
