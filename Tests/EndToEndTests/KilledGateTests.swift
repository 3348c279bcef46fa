import TestSupport
import Testing

/// Processes that carry out approved actions, through the gate's own code, and are killed or race. `HandoffTrial` has them and looks at what they did.
@Suite("Killed and racing gates", .serialized)
struct KilledGateTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    @Test("kill -9 between an approval's use and the result: nothing runs twice, and a card asks about each")
    func executions() async throws {
        let start = ContinuousClock.now
        let (count, seed) = (Soak.count(ordinary: 30, soak: 5000), UInt64(4))
        let numbers = try await run("executions", count, "\(seed)")
        try #require(numbers.count == 3 && numbers[0] >= count, "\(numbers)")
        #expect(numbers[1] == 0 && numbers[2] == 0, "seed \(seed): \(numbers)")
        Soak.report(
            promise: 3, name: "processes killed between claim and result", runs: numbers[0], lost: numbers[1],
            seed: seed,
            since: start)
        Soak.report(
            promise: 4, name: "unknown results that ask, or known ones", runs: numbers[0], lost: numbers[2], seed: seed,
            since: start)
    }

    @Test("Of many processes that want to use one approval at once, one does")
    func race() async throws {
        let start = ContinuousClock.now
        let (rounds, processes) = (Soak.count(ordinary: 3, soak: 100), Soak.count(ordinary: 16, soak: 64))
        let numbers = try await run("race", rounds, "\(processes)")
        #expect(numbers == [rounds, 0])
        Soak.report(
            promise: 8, name: "\(processes) processes racing for one approval", runs: rounds, lost: numbers.last ?? 1,
            since: start)
    }

    private func run(_ trial: String, _ count: Int, _ more: String) async throws -> [Int] {
        let command = try Command(
            [HandoffBinary.neighbour("HandoffTrial"), trial, "\(count)", more, folder.path],
            environment: ["SWIFT_BACKTRACE": "enable=no"])
        let result = try await command.result(within: .seconds(3600))
        #expect(result.status == 0, "\(result)")
        return result.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    }
}
