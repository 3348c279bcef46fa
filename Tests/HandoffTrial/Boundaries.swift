import Glibc

/// A writer dies before, within and after each operation on the disk that changes something; the next one, which heals what is left,
/// dies at some operation too.
struct Boundaries {
    let folder: String

    /// - Parameter batches: how many the first writer appends when nothing kills it.
    func run(batches: Int, _ random: inout SplitMix64) throws -> Tally {
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

    /// - Returns: how the first writer ended.
    private func run(
        _ operation: Int, _ moment: FatalDisk.Moment, _ batches: Int, _ random: inout SplitMix64, _ tally: inout Tally
    ) throws -> Int32 {
        let path = "\(folder)/\(operation)-\(moment)"
        // The same seed each time: the same operations.
        var first = try Writer(
            "first", in: path, disk: FatalDisk(operation: operation, moment), batches: batches, seed: 1)
        let ended = first.end()
        let next = Int.random(in: 1...12, using: &random)
        var second = try Writer(
            "second", in: path, disk: FatalDisk(operation: next, moment), batches: 4, seed: random.next())
        let secondEnded = second.end()
        var ledger = Ledger(folder: path)
        tally.runs += 1
        let words =
            [ended, secondEnded].contains { $0 != 0 && $0 != 128 + SIGKILL }
            ? "a writer ended with \(ended), \(secondEnded)"
            : ledger.close() ?? ledger.check(first) ?? ledger.check(second)
        if let words {
            tally.broken.append("killed \(moment) operation \(operation), then at \(next), in \(path): \(words)")
        } else {
            removeTree(path)
        }
        return ended
    }
}
