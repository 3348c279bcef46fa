import HandoffCards
import HandoffGate

extension Failure {
    /// Why a standing authorization is not granted, or does not stand differently.
    init(authorization error: AuthorizationError) {
        switch error {
        case .unknown(let id):
            self.init(
                .badInput, "no standing authorization \(id) was ever granted",
                advice: "See which ones there are: handoff authorization list --all")
        case .ended(let id, let word):
            self.init(.notPermitted, "\(id) is \(word), for good", advice: "Grant another: handoff authorization grant")
        case .notSuspended(let id):
            self.init(
                .notPermitted, "\(id) is not suspended", advice: "See how it stands: handoff authorization show \(id)")
        case .reviewNeeded(let id):
            self.init(
                .notPermitted, "nobody reviewed \(id) in time",
                advice: "Look at it (handoff authorization show \(id)), then: handoff authorization renew \(id)")
        case .scope(let reason): self.init(.badInput, "the scope is not understood: \(reason)")
        case .noAction:
            self.init(.notPermitted, "a standing authorization names its actions exactly, without * and ?")
        case .tooWide:
            self.init(
                .notPermitted, "a standing authorization is never global",
                advice: "Say whose, by whom or at what: --account, --agent, --target or --argument.")
        case .unknownAction(let action):
            self.init(
                .notPermitted, "the policy's catalogue does not know \(action), so it asks about it in any case",
                advice: "Give it an entry under actions in policy.yaml.")
        case .targetBelieved(let action):
            self.init(
                .notPermitted,
                "the policy does not say which argument of \(action) is its target, so an agent could name another",
                advice: "Add target_from to \(action) in policy.yaml, or say what the argument is: --argument /to=…")
        case .valueBelieved(let action):
            self.init(
                .notPermitted,
                "the policy does not say which argument of \(action) is its value, so an agent could name less",
                advice: "Add value_from to \(action) in policy.yaml.")
        case .scaleBelieved(let action):
            self.init(
                .notPermitted,
                "the policy does not say which argument of \(action) is counted, so an agent could name less",
                advice: "Add scale_from to \(action) in policy.yaml.")
        case .expiry(let time, let latest):
            self.init(.badInput, "it would end at \(time), and a grant ends from now on until \(latest)")
        case .cap(let reason): self.init(.badInput, "a cap cannot be held: \(reason)")
        case .confirmationNeeded:
            self.init(
                .notPermitted, "what it lets through is grave",
                advice: "Look at what the policy says of it (handoff policy matrix), then add: --confirm yes")
        case .indexDoesNotFit(let id):
            self.init(
                .ourFault, "the index points at another line than the one that grants \(id)",
                advice: "Delete index.sqlite in the handoff home: it is made anew from the audit log.")
        }
    }
}
