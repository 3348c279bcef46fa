import HandoffCards

/// Finds out which refusals were overruled, in one pass over the cases in the order in which they were proposed.
///
/// A declined card is overruled by a card that was proposed after it and approved after its refusal, by a person or by a standing
/// authorization, when one of these holds:
///
/// - *the same*: what was approved has the binding of what had been declined, however much later;
/// - *the same but for an edit*: account, agent, action type and target are the same, the target is stated, and an operator edited the
///   later card's arguments before approving it, within `window` of the refusal. The refusal could have been such an edit.
///
/// A new proposal that the agent itself worded differently overrules nothing: there the refusal did what it was for.
///
/// It remembers the refusals and nothing else, and looks at each of them twice at most, however many cards are approved.
package struct Overrulings: Sendable {
    /// In seconds, for the second rule.
    package let window: Int
    private var byBinding: [Hash256: Refusals] = [:]
    private var byKey: [Key: Refusals] = [:]
    /// Those that are in one of the two still and are overruled already.
    private var overruled: Set<CardID> = []

    package static let standardWindow = 7 * 86_400

    private struct Refusal: Sendable {
        let card: CardID
        let at: Timestamp
        /// Whether it is in `byKey`, too.
        let hasKey: Bool
    }

    /// Earliest first: cards are not always refused in the order in which they were proposed.
    private struct Refusals: Sendable {
        private var refusals: ArraySlice<Refusal> = []

        var isEmpty: Bool { refusals.isEmpty }

        mutating func insert(_ refusal: Refusal) { refusals.insert(refusal, at: place(of: refusal.at)) }

        mutating func take(from start: Timestamp?, before end: Timestamp) -> ArraySlice<Refusal> {
            let range = (start.map(place) ?? refusals.startIndex)..<place(of: end)
            let taken = refusals[range]
            if range.lowerBound == refusals.startIndex {
                refusals = refusals[range.upperBound...]
            } else {
                refusals.removeSubrange(range)
            }
            return taken
        }

        /// Of the first one that is not earlier.
        private func place(of time: Timestamp) -> Int {
            var (low, high) = (refusals.startIndex, refusals.endIndex)
            while low < high {
                let middle = low + (high - low) / 2
                if refusals[middle].at < time { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }

    private struct Key: Hashable, Sendable {
        let account: String?
        let agent: String
        let action: String
        let target: String
    }

    package init(window: Int = standardWindow) { self.window = window }

    /// Takes the next case in.
    ///
    /// - Returns: The refusals that it overrules, each once.
    package mutating func take(_ auditCase: AuditCase) -> [CardID] {
        guard let at = auditCase.decidedAt else { return [] }
        switch auditCase.decision {
        case .declined:
            // What the policy refused no person did.
            guard auditCase.basis == .operator else { return [] }
            let key = Self.key(auditCase)
            let refusal = Refusal(card: auditCase.card, at: at, hasKey: key != nil)
            byBinding[auditCase.action, default: Refusals()].insert(refusal)
            if let key { byKey[key, default: Refusals()].insert(refusal) }
            return []
        case .approved: return overruled(by: auditCase, at)
        default: return []
        }
    }

    private mutating func overruled(by auditCase: AuditCase, _ at: Timestamp) -> [CardID] {
        var cards: [CardID] = []
        if let approved = auditCase.approved {
            for refusal in Self.take(from: nil, before: at, of: approved, in: &byBinding) {
                note(refusal, hasAnother: refusal.hasKey, in: &cards)
            }
        }
        if auditCase.edited, let key = Self.key(auditCase) {
            for refusal in Self.take(from: at.adding(seconds: -window), before: at, of: key, in: &byKey) {
                note(refusal, hasAnother: true, in: &cards)
            }
        }
        return cards
    }

    private static func take<Name>(
        from start: Timestamp?, before end: Timestamp, of name: Name, in refusals: inout [Name: Refusals]
    ) -> ArraySlice<Refusal> {
        guard let place = refusals.index(forKey: name) else { return [] }
        let taken = refusals.values[place].take(from: start, before: end)
        if refusals.values[place].isEmpty { refusals.remove(at: place) }
        return taken
    }

    /// A refusal that was taken out of one table and is in the other still must not be overruled again.
    private mutating func note(_ refusal: Refusal, hasAnother: Bool, in cards: inout [CardID]) {
        if overruled.remove(refusal.card) != nil { return }
        if hasAnother { overruled.insert(refusal.card) }
        cards.append(refusal.card)
    }

    private static func key(_ auditCase: AuditCase) -> Key? {
        auditCase.target.map {
            Key(account: auditCase.account, agent: auditCase.agent, action: auditCase.actionType, target: $0)
        }
    }
}
