import HandoffCards
import HandoffPolicy

/// The policy that rules, as it was found.
package struct PolicyInForce: Sendable {
    package let policy: Policy
    /// Why the policy that somebody wrote is not the one that rules; nil where it is. Then every action asks, and nothing is approved or carried out.
    package let problem: String?

    package init(_ policy: Policy, problem: String? = nil) {
        self.policy = policy
        self.problem = problem
    }
}

/// Where a gate finds the policy in force. Asked at each change, since policies change while gates run.
package protocol PolicySource: Sendable {
    func current() -> PolicyInForce
}

/// Always the same policy.
package struct FixedPolicy: PolicySource {
    private let policy: Policy

    package init(_ policy: Policy = .standard) { self.policy = policy }

    package func current() -> PolicyInForce { PolicyInForce(policy) }
}
