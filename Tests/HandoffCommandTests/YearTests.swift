import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffPolicy
import HandoffQueue
import HandoffTrust
import Testing

@testable import handoff

/// A year of a good agent, one that drifts and one that is too sure of itself, through a real gate.
@Suite struct YearTests {
    private func level(_ action: String, _ account: String?, _ gate: Gate) throws -> TrustLevel {
        let policy = gate.policy.current().policy
        return try gate.trust(of: TrustSubject(action: action, account: account), under: policy)?.level
            ?? Gate.start(of: action, under: policy)
    }

    @Test func itEndsWithWhatEachDeserves() throws {
        let seed: UInt64 = 2026
        let home = try TestHome()
        let policy = try #require(PolicyReading(YearAgent.policy, file: "policy.yaml").policy)
        let gate = Gate(
            store: MemoryQueue(), log: try AuditLog(directory: home.place.audit + "-year"),
            index: try CardIndex(path: home.place.index + "-year"), signer: OperatorKey(operatorName: "ana"),
            marks: RunMarks(path: home.place.running), policy: FixedPolicy(policy),
            chance: YearSimulation.chance(seed: seed))
        var year = YearSimulation(
            gate: gate, start: try #require(Timestamp("2025-11-24T00:00:00Z")), perDay: 3, seed: seed)
        try year.run()
        let end = year.start.adding(seconds: YearSimulation.days * 86_400)

        // The good one is left alone, in both accounts, and is looked at now and then.
        #expect(try level("records.tag", nil, gate) == .aloneWithSpotChecks, "seed \(seed)")
        #expect(try level("records.tag", "acme", gate) == .aloneWithSpotChecks)
        #expect(try level("records.tag", "globex", gate) == .aloneWithSpotChecks)
        // The overconfident one never acted by its confidence.
        let closing = try gate.index.talliesByAction().first { $0.key.actionType == "ticket.close" }
        #expect(try level("ticket.close", nil, gate) <= .askUnlessAuthorized && closing?.alone == 0)
        // The drifting one went out by a standing authorization until that was suspended.
        let standings = try gate.index.standings().filter { standing in
            try gate.authorization(standing).scope.exactActions == ["email.send"]
        }
        let standing = try #require(standings.last)
        #expect(standings.reduce(0) { $0 + $1.uses } > 300 && standing.undone > 2)
        #expect(standing.state.recorded == .suspended)
        #expect(standing.because == StandingState.Obstacle.failures.words)
        #expect(try level("email.send", nil, gate) == .askUnlessAuthorized)
        // After that nothing of its kind went out unasked.
        #expect(try gate.index.cards(answeredBy: standing.id, limit: 10_000).count == standing.uses)

        let words = year.accepted.map(\.words)
        #expect(words.contains("records.tag: alone, with spot checks"), "\(words)")
        #expect(words.contains { $0.hasPrefix("approve unasked: email.send") }, "\(words)")
        let left = try gate.allSuggestions(now: end).map(\.words)
        #expect(left.contains { $0.hasPrefix("decline unasked: ticket.close") }, "\(left)")
        #expect(year.handoffs == 365 * 9)
        #expect(try gate.log.verification(VerificationDemand()).isGood)
    }
}
