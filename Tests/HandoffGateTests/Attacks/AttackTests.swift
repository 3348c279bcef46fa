import HandoffCards
import HandoffGate
import TestSupport
import Testing

/// No action without a decision for it.
@Suite struct AttackTests {
    static let all = Attack.onTokens + Attack.onClaims + Attack.onFiles + Attack.onCards

    @Test(arguments: all) func nothingComesOfIt(attack: Attack) throws {
        let start = ContinuousClock.now
        let scene = try AttackScene()
        let target = try attack.mount(scene) ?? scene.victim
        try scene.gate.bringUpToDate(now: { scene.now })
        #expect(throws: GateError.self) { _ = try scene.gate.release(target, by: "test", now: scene.now) }
        let runs = try scene.bench.count("execution.started")
        #expect(runs == 0)
        let refusals = try scene.bench.refusals()
        #expect(refusals.contains { $0.contains(attack.words) }, "\(refusals)")
        Soak.report(promise: 5, name: attack.name, runs: 1, lost: runs, since: start)
    }

    /// What the table promises to be.
    @Test func thereAreManyAndTheyDiffer() {
        #expect(Self.all.count >= 60)
        #expect(Set(Self.all.map(\.name)).count == Self.all.count)
    }

    /// The scene is one in which an approval would be carried out: each attack fails for its own reason.
    @Test func whatIsApprovedIsCarriedOut() throws {
        let approved = try AttackScene()
        try approved.approve(approved.victim)
        _ = try approved.gate.release(approved.victim, by: "test", now: approved.now)
        let planted = try AttackScene()
        try planted.plant(planted.token().signed(by: AttackScene.ana))
        _ = try planted.gate.release(planted.victim, by: "test", now: planted.now)
    }
}
