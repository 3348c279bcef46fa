import HandoffCards
import StrictJSON

/// The policy in force: every action asks a person.
package struct StandingPolicy: Sendable, Equatable {
    package let document: JSONValue = ["default": "ask", "version": 1]

    package init() {}

    /// Goes into every decision, so that it shows under which policy it was made.
    package var digest: Hash256 { Hash256(of: document.canonicalBytes()) }

    package func ruling(on card: Card) -> Ruling {
        Ruling(ruling: "ask", because: ["every action asks"], triggers: Self.triggers(of: card))
    }

    /// The boundaries that the action's own facts show, after what the agent itself gives as its reason.
    private static func triggers(of card: Card) -> [String] {
        var triggers = [card.trigger.rawValue]
        if card.action.reversible != true { triggers.append("irreversible") }
        if card.action.external != false { triggers.append("external") }
        if (card.action.scale ?? 1) >= Risk.largeScale { triggers.append("scale") }
        return triggers
    }
}

/// What the policy says of one card.
package struct Ruling: Sendable, Equatable {
    package let ruling: String
    package let because: [String]
    package let triggers: [String]
}
