import HandoffCards
import HandoffGate

extension Failure {
    /// Why a trust level is not changed.
    init(trust error: TrustError) {
        switch error {
        case .unknownAction(let action):
            self.init(
                .notPermitted, "the policy's catalogue does not know \(action), so it asks about it in any case",
                advice: "Give it an entry under actions in policy.yaml.")
        case .unchanged(let subject, let level):
            self.init(.notPermitted, "\(subject.words) is at \(level.rawValue) already")
        case .confirmationNeeded(let subject, let level):
            self.init(
                .notPermitted, "\(subject.action) is grave, and \(level.rawValue) leaves more of it to agents",
                advice: "Look at its record (handoff trust), then add: --confirm yes")
        case .notSuggested(let id):
            self.init(
                .badInput, "nothing is suggested by the name \(id)",
                advice: "See what is: handoff trust suggestions")
        case .policysToSay(let action, let confidence):
            self.init(
                .notPermitted, "how much confidence \(action) needs is for the policy to say",
                advice: "In policy.yaml, give \(action): min_confidence_to_act: \(confidence)")
        }
    }
}
