import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffQueue

extension Gate {
    /// Does what processes left undone that are gone: takes back the cards whose command nobody waits to run any more, and tells agents the results
    /// that were recorded and not handed on. What was started and has no result is for `askAboutUnknown`.
    package func settleAbandoned(now: Timestamp) throws {
        for id in marks.all() {
            guard let mark = marks.left(id) else { continue }
            try settle(id, mark, now: now)
        }
    }

    /// The same for one card that somebody wants to decide.
    func settleIfAbandoned(_ id: CardID, now: Timestamp) throws {
        guard let mark = marks.left(id) else { return }
        try settle(id, mark, now: now)
    }

    /// Takes the card back, unless it has ended: nobody is going to carry it out.
    package func giveUp(_ id: CardID, _ mark: RunMark, now: Timestamp) throws {
        let state = try index.record(of: id)?.state
        if state == nil || state == .pending {
            try store.retire(id)
            try withdraw([id], now: now)
        }
        mark.remove()
    }

    private func settle(_ id: CardID, _ mark: RunMark, now: Timestamp) throws {
        switch try index.record(of: id)?.execution {
        case .started: return
        case .finished:
            if let outcome = try recordedOutcome(of: id), try !isHandedOn(outcome) { try publish(outcome) }
            mark.remove()
        case nil, .none?, .unknown, .refused: try giveUp(id, mark, now: now)
        }
    }

    /// What the gate itself recorded; nil where an operator said what became of the action.
    private func recordedOutcome(of id: CardID) throws -> Outcome? {
        for line in try index.lines(about: id, in: log) ?? [] {
            guard case .executionFinished(let fact) = try line.fact, fact.reportedBy == AuditFact.Finished.byGate else {
                continue
            }
            return fact.outcome
        }
        return nil
    }

    private func isHandedOn(_ outcome: Outcome) throws(QueueError) -> Bool {
        var ordinal = 1
        while true {
            do {
                let file = try store.readOutcome(OutcomeEntry(of: outcome.card, ordinal: ordinal))
                if (try? Outcome(parsing: file.bytes))?.digest == outcome.digest { return true }
            } catch {
                if case .vanished = error { return false }
                // What stands there is not ours; the next name may be.
                guard error.isFileAtFault else { throw error }
            }
            ordinal += 1
        }
    }
}
