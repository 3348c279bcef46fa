import Glibc
import HandoffAudit
import HandoffCards
import TestSupport

/// A writer dies before, within and after each operation on the disk that changes something; the next one, which heals what is left,
/// dies at some operation too.
struct Boundaries {
    let folder: String

    /// - Parameter batches: how many the first writer appends when nothing kills it.
    func run(batches: Int, _ random: inout SeededRandom) throws -> Tally {
        var tally = Tally()
        var operation = 1
        var isPast = false
        while !isPast {
            for moment in FatalDisk.Moment.allCases {
                let ended = try run(operation, moment, batches, &random, &tally)
                if ended == 0 { isPast = true }
            }
            operation += 1
        }
        return tally
    }

    /// So many lines that the first writer begins a segment and then reaches the 256th line, at which a checkpoint is due.
    private func fill(_ log: TrialLog) throws {
        let facts = Array(repeating: AuditFact.other(type: "trial.filled", body: [:]), count: 250)
        try log.open().transaction(now: .now) { _ = try $0.append(facts, at: .now) }
    }

    /// - Returns: how the first writer ended.
    private func run(
        _ operation: Int, _ moment: FatalDisk.Moment, _ batches: Int, _ random: inout SeededRandom, _ tally: inout Tally
    ) throws -> Int32 {
        let path = "\(folder)/\(operation)-\(moment)"
        let log = TrialLog(folder: path, segmentSize: 4096)
        try fill(log)
        // The same seed each time: the same operations.
        var first = try Writer(
            "first", to: log, disk: FatalDisk(operation: operation, moment), batches: batches, seed: 1)
        let ended = first.end()
        let next = Int.random(in: 1...12, using: &random)
        var second = try Writer(
            "second", to: log, disk: FatalDisk(operation: next, moment), batches: 4, seed: random.next())
        let secondEnded = second.end()
        var ledger = Ledger(log)
        tally.runs += 1
        let words =
            [ended, secondEnded].contains { $0 != 0 && $0 != 128 + SIGKILL }
            ? "a writer ended with \(ended), \(secondEnded)"
            : ledger.close() ?? ledger.check(first) ?? ledger.check(second)
        tally.add(ledger)
        if let words {
            tally.broken.append("killed \(moment) operation \(operation), then at \(next), in \(path): \(words)")
        } else {
            Files.removeTree(path)
        }
        return ended
    }
}
