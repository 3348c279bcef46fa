import HandoffAudit
import HandoffCards
import HandoffIndex
import HandoffQueue
import StrictJSON

/// What an operator asks the gate to record.
package struct DecisionRequest: Sendable, Equatable {
    package var card: CardID
    /// Of the card as it was displayed; another one is refused.
    package var digest: Hash256
    package var press: Press
    /// Complete arguments in place of those proposed; only what the card lists as editable may differ.
    package var edited: JSONObject?
    package var message: String?
    package var confirmation: String?
    /// When the card first came on the operator's screen, and for how many milliseconds it was looked at.
    package var shown: Timestamp?
    package var looked: Int?

    package init(
        card: CardID, digest: Hash256, press: Press, edited: JSONObject? = nil, message: String? = nil,
        confirmation: String? = nil, shown: Timestamp? = nil, looked: Int? = nil
    ) {
        self.card = card
        self.digest = digest
        self.press = press
        self.edited = edited
        self.message = message
        self.confirmation = confirmation
        self.shown = shown
        self.looked = looked
    }
}

/// What came of it; each is recorded.
package enum DecisionResult: Sendable, Equatable {
    case decided(Decision)
    /// The card stays.
    case skipped
    /// It was the first of two approvals. The card waits for another operator.
    case endorsed
    /// The gate had made the card up; nothing was approved.
    case canary(isCaught: Bool, lesson: String)

    package var decision: Decision? { if case .decided(let decision) = self { decision } else { nil } }
}

extension Gate {
    /// Records what an operator decided, and hands it to the agent. The first decision on a card wins; it is durable before it is published.
    ///
    /// - Throws: `GateError.undelivered` when it was recorded and the agent could not be told, any other error when nothing was decided.
    package func decide(_ request: DecisionRequest, now: Timestamp) throws -> DecisionResult {
        try settleIfAbandoned(request.card, now: now)
        var isDue = false
        var isOwn = false
        let result: DecisionResult
        do {
            result = try change(now: now) { transaction in
                let now = transaction.now
                let record = try pending(request.card)
                isOwn = record.isOwn
                let card = try card(record)
                guard record.digest == request.digest else { throw GateError.changed(request.card) }
                if let expires = record.expires, expires <= now {
                    isDue = true
                    throw GateError.expired(request.card, at: expires)
                }
                return try decide(request, on: card, record, &transaction, now: now)
            }
        } catch let error as GateError where isDue {
            try expire([request.card], now: now)
            throw error
        }
        // Nobody waits for what the gate itself asked.
        if let decision = result.decision, !isOwn { try deliver([decision]) }
        return result
    }

    private func decide(
        _ request: DecisionRequest, on card: Card, _ record: CardRecord, _ transaction: inout GateTransaction,
        now: Timestamp
    ) throws -> DecisionResult {
        let verdict: Verdict
        do { verdict = try card.verdict(of: request.press) } catch { throw GateError.press(card.id, error) }
        let kind: Decision.Kind
        var pressed: String?
        var arguments = JSONObject()
        var isEdited = false
        switch verdict {
        case .review: throw GateError.decidesNothing(card.id)
        case .skip:
            transaction.append(.skipped(.init(card: card.id, operator: signer.operatorName)))
            return .skipped
        case .approve(let button, let whole):
            if !record.isOwn, let reason = transaction.policyProblem {
                throw GateError.policyUnusable(card.id, reason: reason)
            }
            arguments = try edited(request, on: card, whole)
            let stakes = try stakes(
                of: card, record, approving: arguments, under: transaction.policy, transaction.memo, now: now)
            if stakes.ruling == .forbid { throw GateError.forbidden(card.id, why: stakes.why) }
            let needed = Confirmation(for: stakes, of: card.action.type)
            guard needed.isSatisfied(by: request.confirmation) else {
                throw GateError.confirmationNeeded(card.id, needed)
            }
            (kind, pressed, isEdited) = (.approved, button, arguments != whole)
            if stakes.ruling == .askTwo, record.origin != .canary,
                try !endorse(request, on: card, record, arguments, &transaction, now: now)
            {
                return .endorsed
            }
        case .decline(let button): (kind, pressed) = (.declined, button)
        case .answer(let button):
            if record.isOwn {
                throw GateError.press(card.id, .wordsSettleNothing(has: card.buttons.map(\.id)))
            }
            guard let message = request.message, !message.isEmpty else { throw GateError.emptyAnswer(card.id) }
            (kind, pressed) = (.answered, button)
        }
        if record.origin == .canary {
            return try answerCanary(
                record, isCaught: kind != .approved || isEdited, looked: request.looked, &transaction, now: now)
        }
        let decision = try conclude(
            Conclusion(
                kind: kind, basis: .operator, button: pressed, arguments: arguments, isEdited: isEdited,
                message: request.message, shown: request.shown, looked: request.looked),
            on: card, digest: record.digest, &transaction, now: now)
        if record.isOwn { try settle(card, kind, &transaction, now: now) }
        return .decided(decision)
    }

    /// Takes the answer to what the gate itself asked.
    private func settle(
        _ question: Card, _ kind: Decision.Kind, _ transaction: inout GateTransaction, now: Timestamp
    ) throws {
        switch question.action.type {
        case Self.questionType: try settleUnknown(question, kind, &transaction, now: now)
        case Self.reviewType: try settleReview(question, kind, &transaction, now: now)
        default: return
        }
    }

    private func edited(_ request: DecisionRequest, on card: Card, _ whole: JSONObject) throws -> JSONObject {
        guard let edited = request.edited else { return whole }
        do { try card.checkEdit(of: whole, to: edited) } catch { throw GateError.press(card.id, error) }
        return edited
    }

    /// How a card ends, before it is signed.
    struct Conclusion {
        var kind: Decision.Kind
        var basis: Decision.Basis
        var button: String?
        var arguments = JSONObject()
        /// Whether the operator changed the arguments; to choose an option is no change.
        var isEdited = false
        var message: String?
        var shown: Timestamp?
        var looked: Int?
    }

    /// Signs the conclusion for the line that it is going to be, and appends it.
    func conclude(
        _ conclusion: Conclusion, on card: Card, digest: Hash256, _ transaction: inout GateTransaction, now: Timestamp
    ) throws -> Decision {
        let isPersons = conclusion.basis == .operator
        let differs = conclusion.kind == .approved && conclusion.arguments != card.action.arguments
        let action = differs ? card.actionBinding(arguments: conclusion.arguments) : card.actionBinding
        let token = try DecisionToken(
            issuer: issuer, subject: isPersons ? signer.operatorName : DecisionToken.gateItself, card: card.id,
            issued: now, expires: now.adding(seconds: approvalLifetime), decision: conclusion.kind, cardDigest: digest,
            action: action, policy: transaction.policy.digest, sequence: transaction.nextSequence
        ).signed(by: signer)
        let decision = Decision(
            card: card.id, kind: conclusion.kind, button: conclusion.button, edited: conclusion.isEdited,
            arguments: conclusion.arguments, message: conclusion.message,
            operator: isPersons ? signer.operatorName : nil, decided: now, basis: conclusion.basis, token: token)
        transaction.append(
            .decided(
                .init(
                    card: card.id, decision: decision.kind, basis: decision.basis, button: decision.button,
                    operator: decision.operator, digest: digest, action: action, policy: transaction.policy.digest,
                    arguments: differs ? decision.arguments : nil, edited: decision.edited, message: decision.message,
                    token: token, shown: conclusion.shown, looked: conclusion.looked)))
        return decision
    }

    private func pending(_ id: CardID) throws -> CardRecord {
        guard let record = try index.record(of: id) else { throw GateError.unknownCard(id) }
        if case .decided(let kind) = record.state { throw GateError.alreadyEnded(id, kind) }
        return record
    }
}
