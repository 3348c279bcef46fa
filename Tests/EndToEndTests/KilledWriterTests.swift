import Glibc
import TestSupport
import Testing

/// Processes that write to the audit log through its own code and die at any moment. `HandoffTrial` kills them and looks at the log.
@Suite("Killed writers", .serialized)
struct KilledWriterTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    @Test("a writer killed before, within and after each operation on the disk loses nothing acknowledged")
    func boundaries() async throws {
        try await run(
            "boundaries", Soak.count(ordinary: 4, soak: 60), promise: 1, "killed at each operation on the disk",
            seed: 1)
    }

    @Test("a writer killed at random loses nothing acknowledged")
    func kills() async throws {
        try await run("kills", Soak.count(ordinary: 100, soak: 10_000), promise: 1, "killed at random moments", seed: 2)
    }

    @Test("sixteen writers, killed at random, keep one chain")
    func writers() async throws {
        try await run(
            "writers", Soak.count(ordinary: 30, soak: 1000), promise: 16, "one of 16 writers killed at random", seed: 3)
    }

    private func run(_ trial: String, _ count: Int, promise: Int, _ name: String, seed: UInt64) async throws {
        let start = ContinuousClock.now
        let command = try Command(
            [HandoffBinary.neighbour("HandoffTrial"), trial, "\(count)", "\(seed)", folder.path],
            environment: ["SWIFT_BACKTRACE": "enable=no"])
        let result = try await command.result(within: .seconds(3600))
        let numbers = result.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        try #require(numbers.count == 4, "seed \(seed): \(result)")
        Soak.report(promise: promise, name: name, runs: numbers[0], lost: numbers[1], seed: seed, since: start)
        #expect(result.status == 0 && numbers[1] == 0, "seed \(seed): \(result)")
        #expect(numbers[0] >= count)
        // Less would be no trial of beginning segments and of checkpoints.
        let least = Soak.isOn || trial == "boundaries" ? 10 : 0
        #expect(numbers[2] > least && numbers[3] > least, "\(numbers)")
    }
}
