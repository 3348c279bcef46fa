import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffPolicy

/// Cards that should not be approved, among those of agents: who approves them unread learns of it at once, and the share that is missed says how
/// well the others are looked at. Like the threat images that are projected on the screens of baggage scanners.
extension Gate {
    /// Now and then makes one up. Called for each card that a person is asked about.
    ///
    /// - Parameter submitter: who handed that card in; so this one seems to come.
    func proposeCanary(beside submitter: Submitter?, _ transaction: inout GateTransaction, now: Timestamp) throws {
        let share = transaction.policy.canaries
        guard share > 0, chance() < share, !transaction.memo.hasCanary, try !index.hasWaitingCanary() else { return }
        let canaries = canaries()
        guard !canaries.isEmpty else { return }
        let canary = canaries[min(Int(chance() * Double(canaries.count)), canaries.count - 1)]
        let card = try canary.card(as: CardID.unique(now: now), now: now)
        let answer = try answer(to: card, from: submitter?.user, transaction, now: now)
        // What a person is not asked about is no test of one.
        guard case .asks = answer.verdict else { return }
        transaction.append(
            .proposed(
                .init(
                    card: card.id, digest: card.digest(), action: card.actionBinding, document: card.document,
                    assessment: answer.assessment, canary: canary.lesson, submitter: submitter)))
        transaction.memo.hasCanary = true
    }

    /// Whatever an operator does with it ends it, and no approval of it is ever signed.
    func answerCanary(
        _ record: CardRecord, isCaught: Bool, looked: Int?, _ transaction: inout GateTransaction, now: Timestamp
    ) throws -> DecisionResult {
        let line = try log.line(at: record.proposed.offset, length: record.proposed.length)
        guard case .proposed(let fact) = try line.fact, let lesson = fact.canary else {
            throw GateError.unknownCard(record.id)
        }
        transaction.append(
            .canaryAnswered(
                .init(card: record.id, operator: signer.operatorName, isCaught: isCaught, looked: looked)))
        let ending = try conclusion(.withdrawn, of: record, transaction, now: now)
        transaction.append(.withdrawn(.init(card: record.id, token: ending.token)))
        return .canary(isCaught: isCaught, lesson: lesson)
    }
}
