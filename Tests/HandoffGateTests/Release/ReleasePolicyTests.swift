import HandoffCards
import HandoffGate
import HandoffPolicy
import TestSupport
import Testing

/// The policy changed between decision and release.
@Suite struct ReleasePolicyTests {
    static let others = [
        Policy.acting, Policy.forbidding, Policy.pairing, "version: 1\ndefault: forbid\n",
        "version: 1\nfirst_time: act\n", Policy.acting.replacing("consequence: low", with: "consequence: medium"),
    ]

    @Test(arguments: others) func anotherPolicyIsAnotherMatter(text: String) throws {
        let start = ContinuousClock.now
        let bench = try GateBench()
        let gate = try bench.gate()
        let id = try bench.approve("one", by: gate)
        let policy = try Policy(text: text)
        let later = try bench.gate(policy: policy)
        let reason = ReleaseError.policyChanged(approved: Policy.standard.digest, now: policy.digest)
        #expect(throws: GateError.notReleased(id, reason)) { _ = try later.release(id, by: "test", now: bench.start) }
        let refusal = try #require(try bench.refusals().last)
        #expect(refusal.contains("policy has changed"))
        let started = try bench.count("execution.started")
        #expect(started == 0)
        // The approval holds under the policy that it was given under, should that come back.
        _ = try gate.release(id, by: "test", now: bench.start)
        Soak.report(promise: 10, name: "policies swapped after an approval", runs: 1, lost: started, since: start)
    }

    /// The same in other words is the same policy.
    @Test func commentsChangeNothing() throws {
        let bench = try GateBench()
        let id = try bench.submit("one")
        try bench.gate(policy: Policy(text: Policy.acting)).admitAll(now: { bench.start })
        let gate = try bench.gate(
            policy: Policy(text: "# words\nfirst_time: act\n" + Policy.acting.replacing("first_time: act\n", with: "")))
        _ = try gate.release(id, by: "test", now: bench.start)
    }
}
