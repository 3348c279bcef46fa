import HandoffAudit
import HandoffCards
import Terminal

extension CaseText {
    func did() -> [TextRow] {
        var rows: [TextRow] = []
        if let found = record.found, found.differs { rows += difference(found) + [.blank] }
        let reports = record.reports.compactMap { line -> (AuditLine, AuditFact.Finished)? in
            guard case .executionFinished(let fact)? = try? line.fact else { return nil }
            return (line, fact)
        }
        let steps = self.steps
        rows += steps
        for (line, fact) in reports { rows += report(fact, line) + [.blank] }
        if reports.isEmpty, steps.isEmpty { rows += own("", nothing, "text.muted") }
        return rows
    }

    /// What the gate recorded while it carried the action out.
    private var steps: [TextRow] {
        record.steps.flatMap { line -> [TextRow] in
            switch try? line.fact {
            case .executionStarted(let fact):
                return own("started", "by the gate, with handoff \(fact.by)", "history.actor")
                    + own("at", Words.moment(line.time)) + place(line) + [.blank]
            case .executionUnknown(let fact):
                return own(
                    "UNKNOWN", "The gate ended meanwhile: nobody can tell whether it was done.", "verdict.failed")
                    + own("asked", fact.asked.text) + place(line) + [.blank]
            default: return []
            }
        }
    }

    private func difference(_ found: AuditCase) -> [TextRow] {
        own("! OTHER", "Something else was carried out than was approved.", "verdict.failed")
            + own("approved", found.approved.map { String($0.hex.prefix(12)) }, "text.muted")
            + own("did", found.executed.map { String($0.hex.prefix(12)) }, "card.changed")
    }

    private func report(_ fact: AuditFact.Finished, _ line: AuditLine) -> [TextRow] {
        let (word, style): (String, StyleName) =
            switch fact.outcome.status {
            case .succeeded: ("succeeded", "verdict.approved")
            case .failed: ("FAILED", "verdict.failed")
            case .rolledBack: ("rolled back: done, then undone", "verdict.undone")
            case .notAttempted: ("not attempted", "verdict.skipped")
            }
        // What the gate saw itself, or an operator told it, is no agent's word.
        let isReport = [AuditFact.Finished.byAgent, AuditFact.Finished.byOwner].contains(fact.reportedBy)
        let said = isReport ? text : own
        return said("result", word, style) + said("at", Words.moment(fact.outcome.finished), "card.fact")
            + own("after", after(fact))
            + own("by", fact.reportedBy, "history.actor")
            + (isReport
                ? folded("says", fact.outcome.detail, limit: 8, "card.context")
                : own("says", fact.outcome.detail, "card.context"))
            + run(fact.run)
            + own("heard", Words.moment(line.time), "text.muted") + place(line)
            + said("binding", fact.outcome.action.map { String($0.hex.prefix(12)) }, "text.muted")
    }

    /// What the gate saw of the program; its output is as little to be trusted as a card.
    private func run(_ run: ProgramRun?) -> [TextRow] {
        guard let run else { return [] }
        return own("took", Words.duration(run.duration))
            + (run.output.isEmpty
                ? own("output", "none", "text.muted") : folded("output", run.output, limit: 4, "card.context"))
    }

    /// From the decision on; a late one says so.
    private func after(_ fact: AuditFact.Finished) -> String? {
        guard let decided = record.decided else { return nil }
        let milliseconds = Int(fact.outcome.finished.milliseconds - decided.time.milliseconds)
        guard milliseconds >= 0 else { return nil }
        return Words.duration(milliseconds) + (milliseconds >= Self.late ? ", LATE" : "")
    }

    /// A day.
    private static let late = 86_400_000

    private var nothing: String {
        if record.found?.isOwn == true { return "Nothing: the answer stands with the action that it is about." }
        return switch record.found?.decision {
        case .approved?: "No outcome reported yet."
        case .declined?, .expired?, .withdrawn?: "Nothing: it was not approved."
        case .answered?: "Nothing to report: the agent got an answer."
        case nil: "Nothing yet: it is not decided."
        }
    }
}
