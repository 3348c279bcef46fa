import Glibc
import TestSupport

/// One writer after the other on the same log, each killed at a moment of its own.
struct RandomKills {
    let folder: String

    /// After so many kills the next log is begun, for each is checked from its beginning at its end.
    private static let killsPerLog = 200
    /// In microseconds from its start; the log is opened in the first thousand or two.
    private static let longestLife = 10_000

    func run(_ runs: Int, _ random: inout SeededRandom) throws -> Tally {
        var tally = Tally()
        var number = 0
        while tally.runs < runs {
            number += 1
            try run(min(Self.killsPerLog, runs - tally.runs), in: "\(folder)/\(number)", &random, &tally)
        }
        return tally
    }

    private func run(_ kills: Int, in path: String, _ random: inout SeededRandom, _ tally: inout Tally) throws {
        let log = TrialLog(folder: path, segmentSize: 4096)
        var ledger = Ledger(log)
        var broken: [String] = []
        for number in 1...kills {
            var writer = try Writer(
                "writer-\(number)", to: log, disk: FatalDisk(operation: nil), batches: .max, seed: random.next())
            usleep(UInt32.random(in: 0...UInt32(Self.longestLife), using: &random))
            kill(writer.id, SIGKILL)
            let status = writer.end()
            tally.runs += 1
            let words = status == 128 + SIGKILL ? ledger.read() ?? ledger.check(writer) : "it ended with \(status)"
            if let words { broken.append("kill \(number) in \(path): \(words)") }
        }
        if let words = ledger.close() { broken.append("\(path): \(words)") }
        tally.add(ledger)
        tally.broken += broken
        if broken.isEmpty { Files.removeTree(path) }
    }
}
