import Glibc
import HandoffCards
import TestSupport

/// Writers of the audit log, and gates, in processes of their own, which are killed with SIGKILL; then the log is looked at.
///
///     HandoffTrial boundaries BATCHES SEED FOLDER
///     HandoffTrial kills|writers KILLS SEED FOLDER
///     HandoffTrial executions KILLS SEED FOLDER
///     HandoffTrial race ROUNDS PROCESSES FOLDER
///
/// Prints how many runs there were, how many broke the promise, how many segments were begun and how many signed checkpoints checked; of
/// `executions` how many actions were doubled and how many unknown results nobody is asked about; what was broken on the standard error. Nothing here is linked with
/// threads in use, so that a child made by fork(2) may go on with Swift code.
@main
enum Trial {
    static func main() {
        let words = CommandLine.arguments
        do { if try isPartOfATrial(words) { return } } catch { return end("\(error)", 70) }
        guard words.count == 5, let count = Int(words[2]), let seed = UInt64(words[3]) else {
            return end("usage: HandoffTrial boundaries|kills|writers|executions|race COUNT SEED FOLDER", 64)
        }
        var random = SeededRandom(seed: seed)
        do {
            if words[1] == "executions" {
                let result = try KilledExecutions(folder: words[4]).run(count, &random)
                return print(result.runs, result.doubles, result.unasked)
            }
            if words[1] == "race" {
                return print(count, try ApprovalRace(folder: words[4], processes: Int(seed)).run(count))
            }
            let tally =
                switch words[1] {
                case "boundaries": try Boundaries(folder: words[4]).run(batches: count, &random)
                case "kills": try RandomKills(folder: words[4]).run(count, &random)
                case "writers": try ManyWriters(folder: words[4]).run(count, &random)
                default: throw TrialError("there is no trial \(words[1])")
                }
            for words in tally.broken { say(words) }
            print(tally.runs, tally.broken.count, tally.segments, tally.checkpoints)
            exit(tally.broken.isEmpty ? 0 : 1)
        } catch {
            end("\(error)", 70)
        }
    }

    /// What a trial has processes of its own for.
    private static func isPartOfATrial(_ words: [String]) throws -> Bool {
        switch words.dropFirst().first {
        case "act" where words.count == 5:
            try TrialHome(folder: words[4]).actUntilKilled(last: CardID(words[2]), seed: UInt64(words[3]) ?? 0)
        case "take" where words.count == 3: try TrialHome(folder: words[2]).takeWhatIsNamed()
        default: return false
        }
        return true
    }

    private static func end(_ words: String, _ status: Int32) {
        say(words)
        exit(status)
    }

    static func say(_ words: String) {
        let bytes = Array("\(words)\n".utf8)
        write(STDERR_FILENO, bytes, bytes.count)
    }
}

struct Tally {
    var runs = 0
    /// How the promise was broken, once for each run that did.
    var broken: [String] = []
    var segments = 0
    var checkpoints = 0

    /// Counts what a closed log went through.
    mutating func add(_ ledger: Ledger) {
        segments += ledger.segments
        checkpoints += ledger.checkpoints
    }
}

struct TrialError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    static func failed(_ call: String) -> TrialError { TrialError("\(call): \(String(cString: strerror(errno)))") }
}
