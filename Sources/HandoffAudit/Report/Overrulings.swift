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
/// It remembers the refusals and nothing else.
package struct Overrulings: Sendable {
    /// In seconds, for the second rule.
    package let window: Int
    private var refusals: [Refusal] = []
    /// Places in `refusals`.
    private var byBinding: [Hash256: [Int]] = [:]
    private var byKey: [Key: [Int]] = [:]

    package static let standardWindow = 7 * 86_400

    private struct Refusal: Sendable {
        let card: CardID
        let at: Timestamp
        var isOverruled = false
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
            byBinding[auditCase.action, default: []].append(refusals.count)
            if let key = Self.key(auditCase) { byKey[key, default: []].append(refusals.count) }
            refusals.append(Refusal(card: auditCase.card, at: at))
            return []
        case .approved: return overruled(by: auditCase, at)
        default: return []
        }
    }

    private mutating func overruled(by auditCase: AuditCase, _ at: Timestamp) -> [CardID] {
        var places: [Int] = []
        if let approved = auditCase.approved, let same = byBinding[approved] {
            places += same.filter { refusals[$0].at < at }
        }
        if auditCase.edited, let key = Self.key(auditCase), let alike = byKey[key] {
            places += alike.filter { refusals[$0].at < at && at.seconds(since: refusals[$0].at) <= window }
        }
        return places.compactMap { place in
            guard !refusals[place].isOverruled else { return nil }
            refusals[place].isOverruled = true
            return refusals[place].card
        }
    }

    private static func key(_ auditCase: AuditCase) -> Key? {
        auditCase.target.map {
            Key(account: auditCase.account, agent: auditCase.agent, action: auditCase.actionType, target: $0)
        }
    }
}
