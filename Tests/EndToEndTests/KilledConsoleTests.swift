import Glibc
import StrictJSON
import TestSupport
import Testing

@Suite("A killed console", .fewAtOnce)
struct KilledConsoleTests {
    /// The moments that a kill can fall into, in microseconds after a deciding key.
    private static let longestDelay = 40_000

    @Test("kill -9 loses no decision that an agent was told of", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func killed(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let home = try await Home()
        let ids = (1...4).map { "card-\($0)" }
        for id in ids { try await home.submit(SampleCard.small(id: id), id: id) }
        let agents = try ids.map { try home.start("wait", $0) }

        let first = try await home.console()
        let fatal = Int.random(in: 1...3, using: &random)
        for press in 1...fatal {
            try await decideOne(first, home, isLast: press == fatal)
        }
        try await Task.sleep(for: .microseconds(Int.random(in: 0..<Self.longestDelay, using: &random)))
        kill(try await first.processID(), SIGKILL)
        #expect(try await first.status() == 128 + SIGKILL)

        let verification = try await home.handoff("audit", "verify")
        #expect(verification.status == 0, "seed \(seed): \(verification)")
        let recorded = Set(try home.facts("handoff.decided").compactMap { $0["card"]?.string })
        for (id, agent) in zip(ids, agents) where !agent.output.isEmpty {
            #expect(recorded.contains(id), "seed \(seed): \(id) was acknowledged and is not recorded")
        }

        // The queue opens again, and every agent gets the decision that is recorded.
        let second = try await home.console()
        for _ in recorded.count..<ids.count { try await decideOne(second, home, isLast: false) }
        for agent in agents { #expect(try await agent.result().status == 0, "seed \(seed)") }
        #expect(try home.facts("handoff.decided").count == ids.count, "seed \(seed)")
        #expect(try await home.handoff("audit", "verify").status == 0, "seed \(seed)")
    }

    /// Approves the card on screen, and waits for the audit to have it unless it is the last before a kill.
    private func decideOne(_ console: TmuxSession, _ home: Home, isLast: Bool) async throws {
        let before = try home.facts("handoff.decided").count
        try await eventually("a decision", every: .zero, seen: console.capture) {
            try await console.press("s")
            if isLast { return () }
            // The key does nothing when the screen that said "armed" was just being replaced: then again.
            return try? await eventually("audit line", within: .seconds(10)) {
                try home.facts("handoff.decided").count > before ? () : nil
            }
        }
    }
}
