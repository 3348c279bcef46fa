import HandoffCards
import HandoffGate
import TestSupport
import Testing

/// Many at once, each with its own log and index, as processes have.
@Suite struct ReleaseRaceTests {
    @Test func ofManyAtOnceOneTakesTheApproval() throws {
        let start = ContinuousClock.now
        let (rounds, many) = (Soak.count(ordinary: 1, soak: 100), Soak.count(ordinary: 24, soak: 64))
        var broken = 0
        for _ in 0..<rounds {
            let bench = try GateBench()
            let id = try bench.approve("one", by: bench.gate())
            let gates = try (0..<many).map { _ in try bench.gate() }
            let releases = try onThreads(many) { number -> Release? in
                do { return try gates[number].release(id, by: "test \(number)", now: bench.start) } catch let error
                    as GateError
                {
                    guard case .notReleased(id, .running) = error else { throw error }
                    return nil
                }
            }
            let winners = releases.compactMap { $0 }
            #expect(winners.count == 1)
            #expect(try bench.count("execution.started") == 1)
            #expect(try bench.refusals().count == many - 1)
            if winners.count != 1 { broken += 1 }
        }
        Soak.report(promise: 8, name: "\(many) racing for one approval", runs: rounds, lost: broken, since: start)
    }

    /// Approving, releasing and reporting at once: never more than one start, never one without its decision.
    @Test func deciderAndReleasersAtOnce() throws {
        let bench = try GateBench()
        let id = try bench.submit("one")
        let decider = try bench.gate()
        try decider.admitAll(now: { bench.start })
        let request = try bench.request(decider, id, .approve)
        let gates = try (0..<6).map { _ in try bench.gate() }
        let kept = try onThreads(7) { number -> Release? in
            if number == 6 {
                _ = try decider.decide(request, now: bench.start)
                return nil
            }
            for _ in 0..<4 {
                if let release = try? gates[number].release(id, by: "test", now: bench.start) { return release }
            }
            return nil
        }
        let story = try bench.story()
        #expect(story.count { $0 == "execution.started one" } == kept.compactMap { $0 }.count)
        #expect(kept.compactMap { $0 }.count <= 1)
        if let place = story.firstIndex(of: "execution.started one") {
            #expect(try #require(story.firstIndex(of: "handoff.decided one")) < place)
        }
    }
}
