import HandoffCards
import HandoffGate

extension Failure {
    /// Why what was approved is not carried out.
    init(release error: ReleaseError, of id: CardID) {
        self.init(.notPermitted, "\(id) is not carried out: \(error.words)", advice: error.advice(on: id))
    }
}

extension ReleaseError {
    var words: String {
        switch self {
        case .pending: "nobody has decided yet"
        case .notApproved(let kind): "it is \(kind.rawValue)"
        case .used: "its approval was used, or somebody said already what became of it"
        case .running: "it is being carried out now"
        case .token(let error): "its approval proves nothing: \(error)"
        case .mismatch(let what): "the approval is about something else (its \(what) does not fit)"
        case .expired(let time): "the approval could be used until \(time)"
        case .notYet(let time): "the approval says that it was given at \(time), which is later than now"
        case .clockSetBack: "the clock was set back since the approval"
        case .policyChanged: "the policy has changed since the approval"
        case .policyUnusable(let reason): "the policy cannot be used: \(reason)"
        case .secondOperatorMissing: "two operators must approve just this, and that is not so"
        case .forbidden(let why): "the policy forbids it by now: \(why)"
        case .noExecutor(let action): "the policy knows no executor for \(action)"
        }
    }

    fileprivate func advice(on id: CardID) -> String {
        switch self {
        case .pending: "Decide it in the console, or: handoff decide \(id) approve"
        case .policyUnusable: "See what is wrong with it: handoff policy check"
        case .noExecutor: "Give the action an executor in policy.yaml, or let its agent carry it out."
        case .used, .running: "See what became of it: handoff audit show \(id)"
        default: "Its agent has to propose the action again. The record: handoff audit show \(id)"
        }
    }
}
