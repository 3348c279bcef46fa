import HandoffCards

/// Why a card needs a person, apart from rules.
package enum Trigger: Sendable, Equatable {
    case irreversible
    case external
    case firstTime(account: String?)
    case scale(Int, most: Int)
    case scaleUnstated(most: Int)
    /// Where an array should be whose elements are counted.
    case scaleUncountable(pointer: String)
    case value(Money, most: Money)
    case valueUnstated(most: Money)
    /// Where an amount should be.
    case valueUnreadable(pointer: String)
    /// Where the target should be.
    case targetUnreadable(pointer: String)
    /// The card names another target than its arguments.
    case targetContradicted(words: String)
    case confidence(stated: Double, needed: Double)
    case confidenceUnstated(needed: Double)
    case confidenceTooEarly(stated: Double, more: Int)
    case confidenceUnproven(stated: Double)
    case confidenceWorth(stated: Double, worth: Double, needed: Double)
    /// Less is left to agents than the policy would leave.
    case trust(TrustInForce)
    /// The agent itself says so.
    case agent(Card.Trigger)
    /// Neither a rule nor the catalogue knows the action.
    case unknownAction(String)
    /// A rule cannot be held against the card.
    case fault(rule: String, words: String)
}

extension Trigger {
    /// One word for records.
    package var name: String {
        switch self {
        case .irreversible: "irreversible"
        case .external: "external"
        case .firstTime: "first_time"
        case .scale, .scaleUnstated, .scaleUncountable: "scale"
        case .value, .valueUnstated, .valueUnreadable: "value"
        case .targetUnreadable, .targetContradicted: "target"
        case .confidence, .confidenceUnstated, .confidenceTooEarly, .confidenceUnproven, .confidenceWorth:
            "confidence"
        case .trust: "trust"
        case .agent(let trigger): trigger == .confidence ? "unsure" : trigger.rawValue
        case .unknownAction: "unknown_action"
        case .fault: "fault"
        }
    }

    /// A few words for a person. An account's and an action's name are an agent's text.
    package var words: String {
        switch self {
        case .irreversible: "irreversible"
        case .external: "external"
        case .firstTime(let account): account.map { "first time for " + $0 } ?? "first time"
        case .scale(let count, let most): "\(count) at once, at most \(most) without a person"
        case .scaleUnstated(let most): "scale not stated, at most \(most) without a person"
        case .scaleUncountable(let pointer): "nothing to count at \(pointer)"
        case .value(let value, let most): "\(value), at most \(most) without a person"
        case .valueUnstated(let most): "value not stated, at most \(most) without a person"
        case .valueUnreadable(let pointer): "no value to be read at \(pointer)"
        case .targetUnreadable(let pointer): "no target to be read at \(pointer)"
        case .targetContradicted(let words): "the target is " + words
        case .confidence(let stated, let needed): "confidence \(stated) of \(needed) needed"
        case .confidenceUnstated(let needed): "no confidence stated, \(needed) needed"
        case .confidenceTooEarly(let stated, let more):
            "confidence \(stated) does not count yet: \(more) more \(more == 1 ? "decision" : "decisions") needed"
        case .confidenceUnproven(let stated): "confidence \(stated) does not count: no record shows what it is worth"
        case .confidenceWorth(let stated, let worth, let needed):
            "confidence \(stated) was right \(Self.percent(worth)) of the time, \(needed) needed"
        case .trust(let trust): trust.words
        case .agent(let trigger):
            switch trigger {
            case .boundary: "the agent asks"
            case .confidence: "the agent is unsure"
            case .scope: "beyond the agent's scope"
            case .failure: "the agent tried and failed"
            }
        case .unknownAction(let action): "\(action) is not in the catalogue"
        case .fault(let rule, let words): "rule \(rule): \(words)"
        }
    }

    /// What would make it go away, for an action that the catalogue does not itself call irreversible or external.
    package var remedy: String {
        switch self {
        case .irreversible: "the card did not call it irreversible"
        case .external: "the card did not call it external"
        case .firstTime: "the account had had this action before"
        case .scale(_, let most), .scaleUnstated(let most): "it touched at most \(most)"
        case .scaleUncountable(let pointer): "there were an array at \(pointer)"
        case .value(_, let most), .valueUnstated(let most): "its value were at most \(most)"
        case .valueUnreadable(let pointer): "there were an amount at \(pointer), in the currency that the card states"
        case .targetUnreadable(let pointer): "there were a text, or an array of texts, at \(pointer)"
        case .targetContradicted: "the card named the target of its arguments"
        case .confidence(_, let needed), .confidenceUnstated(let needed):
            "a confidence of \(needed) or more were stated, and counted"
        case .confidenceTooEarly(_, let more): "there were \(more) more decisions about this agent and action"
        case .confidenceUnproven: "the record showed that the agent's confidence counts"
        case .confidenceWorth: "the agent had been right as often as it says"
        case .trust(let trust): "more of \(trust.subject.words) were left to agents"
        case .agent: "the agent did not itself ask"
        case .unknownAction: "the catalogue or a rule knew the action"
        case .fault(let rule, _): "rule \(rule) could be held against it"
        }
    }

    /// Rounded down: what is nearly enough is not enough.
    private static func percent(_ share: Double) -> String { "\(Int(share * 100))%" }
}
