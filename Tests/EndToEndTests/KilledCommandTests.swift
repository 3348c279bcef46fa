import Glibc
import StrictJSON
import TestSupport
import Testing

@Suite("Killed commands", .fewAtOnce)
struct KilledCommandTests {
    /// From its start, in microseconds: longer than most commands take here.
    private static let longestLife = 30_000
    private static let cardsPerHome = 25

    @Test("kill -9 loses nothing that `submit` or `decide` had said, and `wait` can be asked again")
    func killed() async throws {
        let seed: UInt64 = 4
        var random = SeededRandom(seed: seed)
        let start = ContinuousClock.now
        let count = Soak.count(ordinary: 10, soak: 500)
        var lost = 0
        var home = try await Home()
        for number in 0..<count {
            if number % Self.cardsPerHome == 0 { home = try await Home() }
            let id = "card-\(number)"
            do { try await live(id, in: home, &random) } catch let loss as Loss {
                lost += 1
                Issue.record("seed \(seed), \(id): \(loss)")
            }
        }
        #expect(try await home.handoff("audit", "verify").status == 0, "seed \(seed)")
        Soak.report(
            promise: 1, name: "submit, decide and wait killed at random", runs: count * 3, lost: lost, seed: seed,
            since: start)
    }

    private struct Loss: Error, CustomStringConvertible {
        let description: String
    }

    /// A card's life, in which each of three commands is killed once.
    private func live(_ id: String, in home: Home, _ random: inout SeededRandom) async throws {
        let file = try home.file("\(id).json", SampleCard.small(id: id))
        let submission = try await killed(["submit", file], in: home, &random)
        let isThere = Files.mode("\(home.path)/queue/new/\(id).json") != nil
        if submission.trimmed == id, !isThere { throw Loss(description: "submitted, and not there") }
        if !isThere { try await home.submit(SampleCard.small(id: id), id: id) }

        let decided = try await killed(["decide", id, "approve", "--json"], in: home, &random)
        let before = try decisions(id, in: home)
        if !decided.trimmed.isEmpty, before.count != 1 { throw Loss(description: "decided, and not recorded") }
        let again = try await home.handoff("decide", id, "approve", "--json")
        if again.status != (before.isEmpty ? 0 : 77) { throw Loss(description: "decided again: \(again)") }
        let after = try decisions(id, in: home)
        if after.count != 1 || before.first.map({ $0 != after[0] }) ?? false {
            throw Loss(description: "\(after.count) decisions on one card")
        }

        _ = try await killed(["wait", id], in: home, &random)
        let waited = try await home.handoff("wait", id)
        let isTold = try waited.status == 0 && waited.json["token"] == after[0]["token"]
        if !isTold {
            throw Loss(description: "waited: \(waited)")
        }
    }

    private func decisions(_ id: String, in home: Home) throws -> [JSONValue] {
        try home.facts("handoff.decided").filter { $0["card"]?.string == id }
    }

    /// What a command wrote until it was killed, or had ended before.
    private func killed(_ words: [String], in home: Home, _ random: inout SeededRandom) async throws -> String {
        let command = try Command([HandoffBinary.path] + words, environment: home.environment)
        try await Task.sleep(for: .microseconds(Int.random(in: 0..<Self.longestLife, using: &random)))
        command.process.signal(SIGKILL)
        return try await command.result().output
    }
}
