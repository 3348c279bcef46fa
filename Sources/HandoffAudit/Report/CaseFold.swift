import HandoffCards

/// Makes cases of a log's facts. It holds all of them; the index makes the same of the log and holds them on the disk.
package struct CaseFold: Sendable {
    /// In the order in which they were proposed.
    package private(set) var cases: [AuditCase] = []
    private var places: [CardID: Int] = [:]
    /// What other users' agents handed in, and of that what the gate carried out itself: of this it tells itself, or its user does.
    private var foreign: Set<CardID> = []
    private var begun: Set<CardID> = []

    package init() {}

    package func find(_ card: CardID) -> AuditCase? { places[card].map { cases[$0] } }

    package mutating func take(_ fact: AuditFact, at time: Timestamp, span: LineSpan) {
        if case .proposed(let fact) = fact { return propose(fact, time, span) }
        guard let place = fact.card.flatMap({ places[$0] }) else { return }
        switch fact {
        case .skipped: cases[place].skips += 1
        case .executionStarted(let fact): if foreign.contains(fact.card) { begun.insert(fact.card) }
        case .executionFinished(let fact):
            cases[place].outcomes.append(span)
            if fact.reportedBy == AuditFact.Finished.byAgent, begun.contains(fact.outcome.card) { return }
            if cases[place].outcome?.isFinal != true {
                cases[place].outcome = fact.outcome.status
                cases[place].outcomeAt = time
            }
            cases[place].executed = fact.outcome.action ?? cases[place].executed
        case .decided(let fact) where cases[place].decision == nil:
            cases[place].basis = fact.basis
            cases[place].operator = fact.operator
            cases[place].edited = fact.edited
            cases[place].looked = fact.looked
            cases[place].approved = fact.action
            end(place, fact.decision, time, span)
        case .expired where cases[place].decision == nil: end(place, .expired, time, span)
        case .withdrawn where cases[place].decision == nil: end(place, .withdrawn, time, span)
        default: break
        }
    }

    private mutating func end(_ place: Int, _ kind: Decision.Kind, _ time: Timestamp, _ span: LineSpan) {
        cases[place].decision = kind
        cases[place].decidedAt = time
        cases[place].decided = span
    }

    private mutating func propose(_ fact: AuditFact.Proposed, _ time: Timestamp, _ span: LineSpan) {
        guard places[fact.card] == nil else { return }
        if fact.submitter != nil { foreign.insert(fact.card) }
        let card = fact.document.object
        let action = card?["action"]?.object
        var found = AuditCase(
            row: Int64(cases.count + 1), card: fact.card, account: card?["account"]?.string,
            agent: card?["agent"]?.object?["name"]?.string ?? "", actionType: action?["type"]?.string ?? "",
            target: action?["target"]?.string, risk: fact.assessment.risk, ruling: fact.assessment.ruling,
            proposedAt: time, proposed: span,
            action: fact.action)
        let trigger = card?["trigger"]?.object?["kind"]?.string
        found.isCanary = fact.canary != nil
        found.trigger = trigger.flatMap(Card.Trigger.init) ?? .boundary
        places[fact.card] = cases.count
        cases.append(found)
    }
}
