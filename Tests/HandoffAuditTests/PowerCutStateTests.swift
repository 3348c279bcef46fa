import HandoffAudit
import HandoffCards
import StrictJSON
import TestSupport
import Testing

/// Promise 2: whatever a power cut leaves of what was not synced, the names of files too, each acknowledged line is there and the log
/// goes on, through rotations and checkpoints.
@Suite struct PowerCutStateTests {
    /// What is written until the power goes.
    struct Course {
        let rotation: LogRotation
        /// So many lines, durable before the first batch: some logs are about to reach a multiple of 256.
        let before: Int
        /// Facts in each batch.
        let batches: [Int]
        /// In characters, of each fact: batches of some kilobytes are in several blocks.
        let padding: Int
        let lastChange: Int

        init(_ random: inout some RandomNumberGenerator) {
            rotation = LogRotation(size: [700, 3000, 20_000, 1 << 30].randomElement(using: &random) ?? 700)
            let isLong = Int.random(in: 0..<40, using: &random) == 0
            before = isLong ? 250 : 0
            batches = (0..<Int.random(in: 1...5, using: &random)).map { _ in Int.random(in: 1...7, using: &random) }
            padding = [0, 0, 300, 1500].randomElement(using: &random) ?? 0
            lastChange = Int.random(in: 0...30, using: &random)
        }
    }

    /// What came of it.
    private struct Outcome {
        let disk: MemoryDisk
        /// By their numbers.
        var acknowledged: [Int] = []
        var attempted: [Int] = []
    }

    private static let signer = Result { try TestSigner() }

    private func log(_ disk: MemoryDisk, _ rotation: LogRotation) throws -> AuditLog {
        try AuditLog(
            directory: "/a", disk: disk, rotation: rotation,
            checkpoints: CheckpointPolicy(signer: try Self.signer.get()))
    }

    private func fact(_ number: Int, _ padding: Int) -> AuditFact {
        .other(
            type: "trial.wrote",
            body: ["number": .number(Double(number)), "padding": .string(String(repeating: "x", count: padding))])
    }

    /// Appends, and ends cleanly, as far as the power allows.
    private func append(_ batches: [Int], _ course: Course, to outcome: inout Outcome) throws {
        do {
            let log = try log(outcome.disk, course.rotation)
            for count in batches {
                let numbers = (0..<count).map { outcome.attempted.count + $0 }
                outcome.attempted += numbers
                try log.append(numbers.map { fact($0, course.padding) })
                outcome.acknowledged = outcome.attempted
            }
            try log.checkpointNow(at: noon)
        } catch is AuditError {}
    }

    private func run(_ course: Course) throws -> Outcome {
        var outcome = Outcome(disk: MemoryDisk())
        if course.before > 0 { try append([course.before], course, to: &outcome) }
        outcome.disk.cutPower(after: outcome.disk.changes + course.lastChange)
        try append(course.batches, course, to: &outcome)
        return outcome
    }

    /// The power comes back, and may go once more while the log is healed. Then somebody writes.
    ///
    /// - Returns: what is wrong; nil when all is well.
    private func examine(
        _ outcome: Outcome, _ course: Course, _ random: inout some RandomNumberGenerator
    ) throws -> String? {
        var disk = outcome.disk.restarted(&random)
        var known = outcome.acknowledged
        // Facts that nobody was told of may have stayed or not.
        var possible = outcome.attempted
        while Bool.random(using: &random) {
            disk.cutPower(after: Int.random(in: 0...8, using: &random))
            var next = Outcome(disk: disk, acknowledged: known, attempted: possible)
            try append([1], course, to: &next)
            if next.acknowledged.count > known.count { known.append(next.attempted[possible.count]) }
            possible = next.attempted
            disk = disk.restarted(&random)
        }
        let log = try log(disk, course.rotation)
        do { try log.append([fact(-1, 0)]) } catch { return "\(error)" }
        try log.checkpointNow(at: noon)
        let found = try facts(in: log)
        if !found.contains(inOrder: known) { return "\(known.count) acknowledged, not all there" }
        if !(possible + [-1]).contains(inOrder: found) { return "facts twice, or in another order" }
        if found.last != -1 { return "what was written afterwards is not the last" }
        let verification = try log.verification(
            VerificationDemand(isDeep: false, keys: [try #require(CheckpointKey(Self.signer.get().publicKey))]))
        if let broken = verification.report.broken { return "line \(broken.sequence ?? -1): \(broken.problem)" }
        if let problem = verification.checkpoints.problem { return "\(problem)" }
        // But for a checkpoint that begins a segment.
        if verification.checkpoints.covered < verification.report.lines - 1 { return "the last lines are not signed" }
        return nil
    }

    private func facts(in log: AuditLog) throws -> [Int] {
        try log.allLines().filter { $0.type == "trial.wrote" }.compactMap { try $0.body["number"]?.integer }
    }

    @Test(arguments: 0..<4) func anyState(part: Int) throws {
        let start = ContinuousClock.now
        let seed = UInt64(20 + part)
        var random = SeededRandom(seed: seed)
        let wanted = Soak.count(ordinary: 100, soak: 25_000)
        var (states, lost) = (0, 0)
        while states < wanted {
            let course = Course(&random)
            let outcome = try run(course)
            for _ in 0..<5 {
                states += 1
                guard let words = try examine(outcome, course, &random) else { continue }
                lost += 1
                Issue.record("seed \(seed), state \(states), \(course): \(words)")
                if lost > 4 { return }
            }
        }
        Soak.report(
            promise: 2, name: "power cuts: any names, any blocks (part \(part + 1) of 4)", runs: states, lost: lost,
            seed: seed, since: start)
    }
}

extension [Int] {
    fileprivate func contains(inOrder numbers: [Int]) -> Bool {
        var rest = self[...]
        for number in numbers {
            guard let place = rest.firstIndex(of: number) else { return false }
            rest = rest[(place + 1)...]
        }
        return true
    }
}
