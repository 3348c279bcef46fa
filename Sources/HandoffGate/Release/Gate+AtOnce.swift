import HandoffAudit
import HandoffCards
import HandoffIndex

/// What the policy lets happen to a card that is to be carried out at once.
package enum ImmediateRelease: Sendable {
    case released(Release)
    /// The policy forbids it, and that is recorded.
    case declined(Decision)
    /// People decide. Nothing was recorded: the card goes into the queue. Whoever waits for the decision holds the mark until then, by which others
    /// can tell that somebody does; nil where that cannot be had.
    case asks(RunMark?)
}

extension Gate {
    /// Records a card, the policy's decision on it and that it starts, in one write and without a file in the queue.
    ///
    /// - Parameter by: what is going to carry it out, a word for the record.
    package func proposeAndRelease(_ card: Card, by: String, now: Timestamp) throws -> ImmediateRelease {
        // The gate's own cards are nobody's to propose, and the queue says so.
        guard card.pretence == nil else { return .asks(nil) }
        guard let mark = try marks.take(card.id) else { return .asks(nil) }
        let result = try change(now: now) { transaction -> ImmediateRelease in
            let now = transaction.now
            guard try index.record(of: card.id) == nil, card.expires.map({ now < $0 }) ?? true else {
                return .asks(mark)
            }
            let answer = try answer(to: card, from: nil, transaction, now: now)
            if case .asks = answer.verdict { return .asks(mark) }
            let digest = card.digest()
            guard let decision = try propose(card, digest: digest, answer, from: nil, &transaction, now: now) else {
                return .asks(mark)
            }
            guard decision.kind == .approved else { return .declined(decision) }
            let (action, sequence) = (card.actionBinding, transaction.nextSequence - 1)
            do { try check(decision, action, sequence, digest: digest, trusted(), transaction, now: now) } catch let
                error as ReleaseError
            {
                // Nothing of it is recorded, then: what this gate signs counts for nothing here.
                throw GateError.notReleased(card.id, error)
            }
            transaction.append(.executionStarted(.init(card: card.id, action: action, decision: sequence, by: by)))
            try spotCheck(card, answer.assessment, &transaction, now: now)
            return .released(
                Release(
                    card: card, arguments: decision.arguments, action: action, target: card.action.target,
                    executor: transaction.policy.entry(card.action.type)?.executor, mark: mark))
        }
        if case .declined = result { mark.remove() }
        return result
    }
}
