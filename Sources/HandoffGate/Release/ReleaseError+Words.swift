import HandoffCards

/// For the log, and made safe for people. They may quote an agent's text.
extension ReleaseError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .pending: "nobody has decided yet"
        case .notApproved(let kind): "it is \(kind.rawValue)"
        case .used: "its approval was used, or somebody said already what became of it"
        case .running: "it is being carried out now"
        case .unmarkable(let reason): "it cannot be marked as running: \(reason)"
        case .token(let error): "its approval proves nothing: \(error)"
        case .mismatch(let what): "the approval is about something else (its \(what) does not fit)"
        case .expired(let time): "the approval could be used until \(time)"
        case .notYet(let time): "the approval says that it was given at \(time), which is later than now"
        case .clockSetBack: "the clock was set back since the approval"
        case .policyChanged: "the policy has changed since the approval"
        case .policyUnusable(let reason): "the policy cannot be used: \(reason)"
        case .personNeeded: "the policy does not leave it to the agent any more, and no person approved it"
        case .authorizationOver(let id, let why): "the standing authorization \(id) does not cover it any more: \(why)"
        case .secondOperatorMissing: "two operators must approve just this, and that is not so"
        case .forbidden(let why): "the policy forbids it by now: \(why)"
        case .noExecutor(let action): "the policy knows no executor for \(action)"
        }
    }
}
