import Glibc
import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffQueue

extension Gate {
    /// Records what agents report, each report once, with the binding of what was carried out in the place of its arguments. A file that is no
    /// report, or one about a card that nobody knows, goes to `bad/`, or stays where even that cannot be done: an agent can put there what
    /// only itself can take away.
    ///
    /// - Returns: How many were recorded.
    @discardableResult
    package func recordOutcomes(_ entries: [OutcomeEntry], areSettled: Bool = true, now: Timestamp) throws -> Int {
        let unseen = Set(try index.unseenOutcomeFiles(among: entries.map(\.name)))
        var outcomes: [AuditFact.Finished] = []
        var read: [String] = []
        var refused: [(name: String, reason: String)] = []
        for entry in entries where unseen.contains(entry.name) {
            switch try readOutcome(entry) {
            case .outcome(let outcome):
                outcomes.append(outcome)
                read.append(entry.name)
            case .refusal(let reason):
                guard areSettled else { continue }
                // Another gate was quicker, and it records the refusal; or it cannot be moved away, and must not keep the others out.
                guard (try? store.quarantineOutcome(entry, reason: reason)) != nil else { continue }
                refused.append((entry.name, reason))
            case .nothing: continue
            }
        }
        var count = 0
        for start in stride(from: 0, to: outcomes.count, by: Self.outcomesAtOnce) {
            count += try record(outcomes[start..<min(start + Self.outcomesAtOnce, outcomes.count)], now: now)
        }
        if !refused.isEmpty {
            try change(now: now) { transaction in
                for (name, reason) in refused {
                    transaction.append(.refused(.init(card: nil, name: name, reason: reason)))
                }
            }
        }
        if !read.isEmpty { try index.noteOutcomeFiles(read) }
        return count
    }

    private func record(_ reports: ArraySlice<AuditFact.Finished>, now: Timestamp) throws -> Int {
        try change(now: now) { transaction in
            var recorded: Set<Hash256> = []
            for report in reports {
                guard try !transaction.index.has(report.outcome),
                    recorded.insert(report.outcome.digest).inserted
                else { continue }
                transaction.append(.executionFinished(report))
            }
            return recorded.count
        }
    }

    private static let outcomesAtOnce = 512

    private enum Report {
        case outcome(AuditFact.Finished)
        case refusal(reason: String)
        /// The file is gone or not ready to be read: it comes again or never.
        case nothing
    }

    private func readOutcome(_ entry: OutcomeEntry) throws -> Report {
        let submission: Submission
        do { submission = try store.readOutcome(entry) } catch {
            switch error {
            case .vanished, .changedWhileRead: return .nothing
            default: break
            }
            guard error.isFileAtFault else { throw error }
            return .refusal(reason: error.description)
        }
        let outcome: Outcome
        do { outcome = try Outcome(parsing: submission.bytes) } catch {
            return .refusal(reason: Self.cut(error.description))
        }
        if let record = try index.record(of: outcome.card) {
            guard try mayReport(submission.owner, on: record) else {
                return .refusal(reason: "user \(submission.owner) did not hand the card \(outcome.card) in")
            }
            let by =
                record.submitter == nil || record.submitter == submission.owner
                ? AuditFact.Finished.byAgent : AuditFact.Finished.byOwner
            if outcome.arguments == nil { return .outcome(.init(outcome: outcome, reportedBy: by)) }
            guard let recorded = outcome.recorded(on: try card(record)) else {
                return .refusal(reason: "the arguments are not those of the action that it names")
            }
            return .outcome(.init(outcome: recorded, reportedBy: by))
        }
        // Reported before anybody admitted the card: both are there at the next look.
        return store.isNew(outcome.card) ? .nothing : .refusal(reason: "no card \(outcome.card) was ever proposed")
    }

    /// Whoever handed the card in, and this gate's own user: one agent cannot speak for another.
    private func mayReport(_ user: UInt32, on record: CardRecord) throws -> Bool {
        if user == geteuid() || user == 0 { return true }
        return try proposal(record).submitter?.user == user
    }
}
