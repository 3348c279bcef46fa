import Glibc
import TestSupport

/// Sixteen writers at once on one log; again and again one is killed and another takes its place.
struct ManyWriters {
    let folder: String

    private static let count = 16
    private static let killsPerLog = 500

    func run(_ kills: Int, _ random: inout SeededRandom) throws -> Tally {
        var tally = Tally()
        var number = 0
        while tally.runs < kills {
            number += 1
            try run(min(Self.killsPerLog, kills - tally.runs), in: "\(folder)/many-\(number)", &random, &tally)
        }
        return tally
    }

    private func run(_ kills: Int, in path: String, _ random: inout SeededRandom, _ tally: inout Tally) throws {
        let log = TrialLog(folder: path, segmentSize: 64 << 10)
        var ledger = Ledger(log)
        var broken: [String] = []
        var ended: [Writer] = []
        func started(_ number: Int, _ random: inout SeededRandom) throws -> Writer {
            try Writer(
                "writer-\(number)", to: log, disk: FatalDisk(operation: nil), batches: .max, seed: random.next())
        }
        var writers: [Writer] = []
        for number in 0..<Self.count { writers.append(try started(number, &random)) }
        for number in 0..<kills {
            usleep(UInt32.random(in: 0...3000, using: &random))
            for place in writers.indices { writers[place].readAcknowledgements() }
            let place = Int.random(in: writers.indices, using: &random)
            let status = kill(&writers[place])
            tally.runs += 1
            // Others are writing: what is there by now is one chain.
            let words =
                status == 128 + SIGKILL ? ledger.read() ?? ledger.check(writers[place]) : "it ended with \(status)"
            if let words { broken.append("kill \(number) in \(path): \(words)") }
            ended.append(writers[place])
            writers[place] = try started(Self.count + number, &random)
        }
        for place in writers.indices { _ = kill(&writers[place]) }
        if let words = ledger.close() { broken.append("\(path): \(words)") }
        // Those that died before were found good, and must be so for ever.
        if broken.isEmpty { broken += (ended + writers).compactMap { ledger.check($0) } }
        tally.add(ledger)
        tally.broken += broken
        if broken.isEmpty { Files.removeTree(path) }
    }

    private func kill(_ writer: inout Writer) -> Int32 {
        Glibc.kill(writer.id, SIGKILL)
        return writer.end()
    }
}
