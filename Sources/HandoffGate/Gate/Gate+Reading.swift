import HandoffAudit
import HandoffCards
import HandoffIndex
import StrictJSON

/// A card as it was admitted, and what was recorded with it.
package struct Proposal: Sendable {
    package let card: Card
    /// What the policy said of it then.
    package let assessment: Assessment
    /// Nil for the gate's own user.
    package let submitter: Submitter?
}

extension Gate {
    /// The card as it was admitted, from the log and never again from a file that an agent could have changed: what the index says, what
    /// the line states and what the line holds must be one.
    package func card(_ record: CardRecord) throws -> Card { try proposal(record).card }

    /// The same, with what the policy said of it then.
    package func proposal(_ record: CardRecord) throws -> Proposal {
        let line = try log.line(at: record.proposed.offset, length: record.proposed.length)
        guard case .proposed(let fact) = try line.fact, fact.card == record.id else {
            throw GateError.indexDoesNotFit(record.id)
        }
        let card = try Card(document: fact.document, id: record.id)
        guard fact.digest == record.digest, card.digest() == record.digest, fact.assessment.risk == record.risk,
            fact.assessment.ruling == record.ruling
        else { throw GateError.indexDoesNotFit(record.id) }
        return Proposal(card: card, assessment: fact.assessment, submitter: fact.submitter)
    }

    /// How the card ended, as the log has it; nil while it is pending.
    package func decision(_ record: CardRecord) throws -> Decision? {
        guard let line = try endingLine(record) else { return nil }
        return try decision(record, in: line) { try card(record) }
    }

    /// The line that ended the card; nil while it is pending.
    func endingLine(_ record: CardRecord) throws -> AuditLine? {
        guard let span = record.decided else { return nil }
        return try log.line(at: span.offset, length: span.length)
    }

    /// - Parameter card: asked for only where the line leaves its arguments out.
    func decision(_ record: CardRecord, in line: AuditLine, of card: () throws -> Card) throws -> Decision {
        switch try line.fact {
        case .decided(let fact) where fact.card == record.id:
            var arguments = JSONObject()
            if fact.decision == .approved { arguments = try fact.arguments ?? card().action.arguments }
            return Decision(
                card: fact.card, kind: fact.decision, button: fact.button, edited: fact.edited, arguments: arguments,
                message: fact.message, operator: fact.operator, decided: line.time, basis: fact.basis,
                token: fact.token)
        case .expired(let fact) where fact.card == record.id:
            return Self.ending(fact.card, .expired, at: line.time, token: fact.token)
        case .withdrawn(let fact) where fact.card == record.id:
            return Self.ending(fact.card, .withdrawn, at: line.time, token: fact.token)
        default: throw GateError.indexDoesNotFit(record.id)
        }
    }
}
