import HandoffAudit
import HandoffCards
import StrictJSON
import Testing

@testable import HandoffConsole

/// Cases with their lines, for records.
enum SampleCase {
    /// Approved with edits after a skip, done otherwise than approved, and undone three days after.
    static func edited() throws -> CaseRecord {
        let card = try SampleCards.boundary()
        var arguments = card.action.arguments
        arguments["subject"] = "Your renewal for two years"
        arguments["body"] =
            "Hello Lena,\n\nthe list price less 8%, for two years from 1 December.\n\nKind regards\nSupport"
        arguments["priority"] = nil
        arguments["cc"] = ["sales@acme.example"]
        let reports = [
            report(.succeeded, "message 118 sent", after: 141, Hash256(of: [1])),
            report(.rolledBack, "recalled: the customer had been promised 10%", after: 3 * 86_400 + 7000, nil),
        ]
        return try record(
            card, decision: decided(card, arguments: arguments), reports: reports, executed: Hash256(of: [1]))
    }

    /// `SampleLog`'s times: the decision a minute and a half after the proposal.
    static func record(
        _ card: Card, _ assessment: Assessment? = nil, decision: AuditFact.Decided?,
        reports: [(AuditFact, Int)] = [], steps: [AuditFact] = [], executed: Hash256? = nil
    ) throws -> CaseRecord {
        let log = try AuditLog(directory: "/audit", disk: MemoryDisk())
        let start = SampleCards.now.adding(seconds: -4 * 86_400)
        var facts: [(AuditFact, Int)] = [(SampleLog.proposed(card, assessment), 0)]
        if let decision { facts.append((.decided(decision), 92)) }
        facts += reports
        facts += steps.map { ($0, 94) }
        for (fact, seconds) in facts {
            let time = start.adding(seconds: seconds)
            try log.transaction(now: time) { _ = try $0.append([fact], at: time) }
        }
        let lines = try log.lines(before: nil, count: 1000)
        func span(_ line: AuditLine) -> LineSpan { LineSpan(offset: line.offset, length: line.length) }
        var found = AuditCase(
            row: 1, card: card.id, account: card.account, agent: card.agent.name, actionType: card.action.type,
            target: card.action.target, risk: card.risk, proposedAt: start, proposed: span(lines[0]),
            action: card.actionBinding)
        found.decision = decision?.decision
        found.basis = decision?.basis
        found.operator = decision?.operator
        found.edited = decision?.edited ?? false
        found.decidedAt = decision == nil ? nil : start.adding(seconds: 92)
        found.approved = decision?.action
        found.skips = 1
        found.outcome = reports.isEmpty ? nil : .rolledBack
        found.executed = executed
        return CaseRecord(
            query: RecordQuery(card: card.id, sequence: 0), line: lines[0], found: found, proposed: lines[0],
            decided: decision == nil ? nil : lines[1], reports: Array(lines.dropFirst(2).prefix(reports.count)),
            steps: Array(lines.dropFirst(2 + reports.count)))
    }

    static func decided(
        _ card: Card, _ kind: Decision.Kind = .approved, button: String? = "send", arguments: JSONObject? = nil,
        edited: Bool = true
    ) -> AuditFact.Decided {
        AuditFact.Decided(
            card: card.id, decision: kind, basis: .operator, button: button, operator: "ana", digest: card.digest(),
            action: card.actionBinding(arguments: arguments ?? card.action.arguments), policy: card.digest(),
            arguments: arguments, edited: edited, message: "from 1 December, not from today", token: "t",
            shown: SampleCards.now.adding(seconds: -4 * 86_400 + 60), looked: 31_400)
    }

    private static func report(
        _ status: Outcome.Status, _ detail: String, after seconds: Int, _ action: Hash256?
    ) -> (AuditFact, Int) {
        let time = SampleCards.now.adding(seconds: -4 * 86_400 + seconds)
        let outcome = Outcome(card: CardID("renewal")!, status: status, detail: detail, finished: time, action: action)
        return (.executionFinished(.init(outcome: outcome, reportedBy: "agent")), seconds + 1)
    }
}
