import HandoffCards
import HandoffGate
import Terminal

extension Failure {
    /// Why what was approved is not carried out.
    init(release error: ReleaseError, of id: CardID) {
        self.init(.notPermitted, "\(id) is not carried out: \(error.words)", advice: error.advice(on: id))
    }
}

extension ReleaseError {
    var words: String { SafeText.visible(description) }

    fileprivate func advice(on id: CardID) -> String {
        switch self {
        case .pending: "Decide it in the console, or: handoff decide \(id) approve"
        case .policyUnusable: "See what is wrong with it: handoff policy check"
        case .noExecutor: "Give the action an executor in policy.yaml, or let its agent carry it out."
        case .used, .running: "See what became of it: handoff audit show \(id)"
        case .unmarkable: "Take away what stands there; only the gate may write to that folder."
        default: "Its agent has to propose the action again. The record: handoff audit show \(id)"
        }
    }
}
