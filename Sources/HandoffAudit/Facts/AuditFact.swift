import HandoffCards
import StrictJSON

/// What a line of the log says happened.
package enum AuditFact: Sendable, Equatable {
    case proposed(Proposed)
    case endorsed(Endorsed)
    case decided(Decided)
    case skipped(Skipped)
    case expired(Ended)
    case withdrawn(Ended)
    case refused(Refused)
    case executionStarted(Started)
    case executionFinished(Finished)
    /// Whether the action was done cannot be told any more.
    case executionUnknown(Unknown)
    case authorizationGranted(AuthorizationGranted)
    case authorizationUsed(AuthorizationUsed)
    case authorizationChanged(AuthorizationChange)
    case trustChanged(TrustChange)
    case suggestionChanged(SuggestionChange)
    case canaryAnswered(CanaryAnswered)
    case policyLoaded(PolicyLoaded)
    case logOpened(Opened)
    case logRecovered(Recovered)
    case logCheckpoint(Checkpointed)
    case clockStepped(ClockStepped)
    /// A type that is not known here.
    case other(type: String, body: JSONObject)

    package var type: String {
        switch self {
        case .proposed: "handoff.proposed"
        case .endorsed: "handoff.endorsed"
        case .decided: "handoff.decided"
        case .skipped: "handoff.skipped"
        case .expired: "handoff.expired"
        case .withdrawn: "handoff.withdrawn"
        case .refused: "handoff.refused"
        case .executionStarted: "execution.started"
        case .executionFinished: "execution.finished"
        case .executionUnknown: "execution.unknown"
        case .authorizationGranted: "authorization.granted"
        case .authorizationUsed: "authorization.used"
        case .authorizationChanged(let fact): fact.kind.type
        case .trustChanged(let fact): fact.kind.type
        case .suggestionChanged(let fact): fact.kind.type
        case .canaryAnswered: "canary.answered"
        case .policyLoaded: "policy.loaded"
        case .logOpened: "log.opened"
        case .logRecovered: "log.recovered"
        case .logCheckpoint: "log.checkpoint"
        case .clockStepped: "log.clock_stepped"
        case .other(let type, _): type
        }
    }

    /// The card that it is about; nil where there is none.
    package var card: CardID? {
        switch self {
        case .proposed(let fact): fact.card
        case .endorsed(let fact): fact.card
        case .decided(let fact): fact.card
        case .skipped(let fact): fact.card
        case .expired(let fact), .withdrawn(let fact): fact.card
        case .refused(let fact): fact.card
        case .executionStarted(let fact): fact.card
        case .executionUnknown(let fact): fact.card
        case .executionFinished(let fact): fact.outcome.card
        case .authorizationUsed(let fact): fact.card
        case .canaryAnswered(let fact): fact.card
        case .authorizationGranted, .authorizationChanged, .trustChanged, .suggestionChanged, .policyLoaded,
            .logOpened, .logRecovered, .logCheckpoint,
            .clockStepped:
            nil
        case .other(_, let body): body["card"]?.string.flatMap(CardID.init)
        }
    }

    /// The body's members in the order in which they are written.
    package var body: JSONObject {
        switch self {
        case .proposed(let fact): fact.body
        case .endorsed(let fact): fact.body
        case .decided(let fact): fact.body
        case .skipped(let fact): fact.body
        case .expired(let fact), .withdrawn(let fact): fact.body
        case .refused(let fact): fact.body
        case .executionStarted(let fact): fact.body
        case .executionUnknown(let fact): fact.body
        case .authorizationGranted(let fact): fact.body
        case .authorizationUsed(let fact): fact.body
        case .authorizationChanged(let fact): fact.body
        case .trustChanged(let fact): fact.body
        case .suggestionChanged(let fact): fact.body
        case .canaryAnswered(let fact): fact.body
        case .policyLoaded(let fact): fact.body
        case .executionFinished(let fact): fact.body
        case .logOpened(let fact): fact.body
        case .logRecovered(let fact): fact.body
        case .logCheckpoint(let fact): fact.body
        case .clockStepped(let fact): fact.body
        case .other(_, let body): body
        }
    }

    /// Members that are not known here are passed over; a known type without what it must say is an error.
    package init(type: String, body: JSONObject) throws(JSONShapeError) {
        var members = try MemberReader(.object(body), at: "/body")
        switch type {
        case "handoff.proposed": self = .proposed(try Proposed(&members))
        case "handoff.endorsed": self = .endorsed(try Endorsed(&members))
        case "handoff.decided": self = .decided(try Decided(&members))
        case "handoff.skipped": self = .skipped(try Skipped(&members))
        case "handoff.expired": self = .expired(try Ended(&members))
        case "handoff.withdrawn": self = .withdrawn(try Ended(&members))
        case "handoff.refused": self = .refused(try Refused(&members))
        case "execution.started": self = .executionStarted(try Started(&members))
        case "execution.finished": self = .executionFinished(try Finished(&members))
        case "execution.unknown": self = .executionUnknown(try Unknown(&members))
        case "policy.loaded": self = .policyLoaded(try PolicyLoaded(&members))
        case "log.opened": self = .logOpened(try Opened(&members))
        case "log.recovered": self = .logRecovered(try Recovered(&members))
        case "log.checkpoint": self = .logCheckpoint(try Checkpointed(&members))
        case "log.clock_stepped": self = .clockStepped(try ClockStepped(&members))
        case "trust.raised": self = .trustChanged(try TrustChange(.raised, &members))
        case "trust.lowered": self = .trustChanged(try TrustChange(.lowered, &members))
        case "suggestion.dismissed": self = .suggestionChanged(try SuggestionChange(.dismissed, &members))
        case "suggestion.restored": self = .suggestionChanged(try SuggestionChange(.restored, &members))
        case "canary.answered": self = .canaryAnswered(try CanaryAnswered(&members))
        case "authorization.granted": self = .authorizationGranted(try AuthorizationGranted(&members))
        case "authorization.used": self = .authorizationUsed(try AuthorizationUsed(&members))
        default:
            let change = AuthorizationChange.Kind.allCases.first { $0.type == type }
            if let change {
                self = .authorizationChanged(try AuthorizationChange(change, &members))
            } else {
                self = .other(type: type, body: body)
            }
        }
    }
}
