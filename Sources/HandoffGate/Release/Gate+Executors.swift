import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffPolicy
import HandoffQueue

/// Approved actions that were taken for their executors.
package struct ExecutorReleases: Sendable {
    /// The executor is there.
    package var released: [Release] = []
    /// What is not carried out, and why; each is recorded.
    package var refused: [(card: CardID, error: ReleaseError)] = []
}

extension Gate {
    /// Approved actions that the policy has an executor for, that nobody began or refused, and whose approval may still be good.
    ///
    /// - Parameters:
    ///   - limit: at most so many: of each agent those that were approved first.
    ///   - rota: whose turn it is; remembers who had theirs.
    package func awaitingExecutors(now: Timestamp, limit: Int, rota: inout ExecutorRota) throws -> [CardID] {
        let actions = policy.current().policy.catalogue.filter { $0.executor != nil }.map(\.action)
        if actions.isEmpty { return [] }
        // A token is good for that long at most, whoever set the lifetime when it was signed: what is older is over, and not looked at.
        let start = now.adding(seconds: -max(approvalLifetime, Self.standardLifetime))
        return try index.holdingStill {
            let found = try rota.next(of: actions, in: index, decidedAfter: start, limit: limit)
            if found.count == limit { return found }
            let rest = try actions.flatMap { try index.releasable($0, decidedAfter: start, limit: limit) }
                .sorted { $0.decided < $1.decided }.map(\.id).filter { !found.contains($0) }
            return found + rest.prefix(limit - found.count)
        }
    }

    /// Takes approvals for their executors, in one write. Those that another process takes meanwhile are left out, and while the policy cannot
    /// be used, all are: they may hold again when it can.
    package func releaseToExecutors(_ ids: [CardID], by: String, now: Timestamp) throws -> ExecutorReleases {
        var marks: [RunMark?] = []
        do {
            for id in ids { marks.append(try self.marks.take(id)) }
            return try releaseToExecutors(ids, marks, by: by, now: now)
        } catch {
            for mark in marks { mark?.remove() }
            throw error
        }
    }

    private func releaseToExecutors(
        _ ids: [CardID], _ marks: [RunMark?], by: String, now: Timestamp
    ) throws -> ExecutorReleases {
        try change(now: now) { transaction in
            var releases = ExecutorReleases()
            guard transaction.policyProblem == nil else {
                for mark in marks { mark?.remove() }
                return releases
            }
            for (id, mark) in zip(ids, marks) {
                guard let mark else { continue }
                guard let record = try index.record(of: id), record.execution == .none else {
                    mark.remove()
                    continue
                }
                do {
                    let type = try card(record).action.type
                    guard transaction.policy.entry(type)?.executor != nil else {
                        throw ReleaseError.noExecutor(action: type)
                    }
                    releases.released.append(try release(record, by: by, mark, &transaction))
                } catch let error as ReleaseError {
                    mark.remove()
                    transaction.append(.refused(.init(card: id, reason: "not released: \(error)")))
                    releases.refused.append((id, error))
                }
            }
            return releases
        }
    }

    /// Lets the agent read what became of its action, from `queue/outcomes`. The report is known to the log already.
    package func publish(_ outcome: Outcome, of release: Release) throws {
        try publish(outcome)
        release.mark.remove()
    }

    func publish(_ outcome: Outcome) throws(QueueError) {
        try store.reportOutcome(outcome.document.bytes() + [UInt8(ascii: "\n")], for: outcome.card)
    }
}
