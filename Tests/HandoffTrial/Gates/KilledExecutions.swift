import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import TestSupport

/// Processes that take approvals, act and record what became of it, each killed with SIGKILL somewhere after it took one. The next one looks at the
/// queue, as every command does, and tries the same approval again.
struct KilledExecutions {
    let folder: String

    struct Result {
        /// Kills between an approval's use and the record of its result.
        var runs = 0
        /// Actions that were begun or carried out twice.
        var doubles = 0
        /// Unknown results that no card asks about, and known ones that one asks about.
        var unasked = 0
    }

    /// The log is looked at from its beginning after so many.
    private static let killsPerHome = 200
    /// In microseconds: how long the action may take before and after its effect, and the longest life after it was begun.
    static let longestStep: UInt32 = 1500
    private static let longestLife: UInt32 = 4000

    func run(_ count: Int, _ random: inout SeededRandom) throws -> Result {
        var result = Result()
        var number = 0
        while result.runs < count {
            number += 1
            let home = TrialHome(folder: "\(folder)/executions-\(number)")
            mkdir(home.folder, 0o700)
            var last = "-"
            for _ in 0..<min(Self.killsPerHome, count - result.runs + 10) {
                let child = try Child(["act", last, "\(random.next())", home.folder])
                guard let begun = child.line(), CardID(begun) != nil else { throw TrialError("nothing was begun") }
                last = begun
                usleep(UInt32.random(in: 0...Self.longestLife, using: &random))
                guard child.kill() == SIGKILL else { throw TrialError("it ended by itself") }
            }
            try check(home, &result)
            Files.removeTree(home.folder)
        }
        return result
    }

    private func check(_ home: TrialHome, _ result: inout Result) throws {
        let gate = try home.gate(isActing: true)
        try gate.bringUpToDate()
        var (started, finished): ([CardID: Int], [CardID: Int]) = ([:], [:])
        var asked: [CardID: [CardID]] = [:]
        var reader = try gate.log.reader()
        while let line = try reader.next() {
            switch try line.fact {
            case .executionStarted(let fact): started[fact.card, default: 0] += 1
            case .executionFinished(let fact): finished[fact.outcome.card, default: 0] += 1
            case .executionUnknown(let fact): asked[fact.card, default: []].append(fact.asked)
            default: break
            }
        }
        let effects = try home.effects()
        guard Set(effects.keys).isSubset(of: started.keys) else {
            throw TrialError("something was done that never began")
        }
        for (id, times) in started {
            if times > 1 || effects[id, default: 0] > 1 || finished[id, default: 0] > 1 { result.doubles += 1 }
            let questions = asked[id] ?? []
            if finished[id] != nil {
                if effects[id] == nil || !questions.isEmpty { result.unasked += 1 }
                continue
            }
            result.runs += 1
            let question = try questions.first.flatMap { try gate.index.record(of: $0) }
            if questions.count != 1 || question?.isOwn != true || question?.state != .pending { result.unasked += 1 }
        }
    }
}

extension TrialHome {
    /// What one of these processes does until it is killed.
    ///
    /// - Parameter last: what the one before had begun.
    func actUntilKilled(last: CardID?, seed: UInt64) throws -> Never {
        var random = SeededRandom(seed: seed)
        let gate = try gate(isActing: true)
        try gate.bringUpToDate()
        if let last, (try? gate.release(last, by: "trial", now: .now)) != nil { try act(last) }
        while true {
            let id = CardID.unique(now: .now, using: &random)
            guard case .released(let release) = try gate.proposeAndRelease(Self.card(id), by: "trial", now: .now) else {
                throw TrialError("it was not let through")
            }
            print(id)
            fflush(nil)
            usleep(UInt32.random(in: 0...KilledExecutions.longestStep, using: &random))
            try act(id)
            usleep(UInt32.random(in: 0...KilledExecutions.longestStep, using: &random))
            try gate.finish([(release, Self.done)], now: .now)
        }
    }
}
