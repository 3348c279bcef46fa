import HandoffAudit
import HandoffCards

/// What the log says of its writers, read on from where it was read before; the chain and each signed checkpoint are
/// checked on the way.
struct Ledger {
    private let log: TrialLog
    private var roots = SignedRoots()
    private var position = LogPosition.start
    /// By writer, how many of its facts are recorded: 0, 1, 2, … in this order.
    private(set) var recorded: [String: Int] = [:]
    /// Of the whole log, once it is closed.
    private(set) var segments = 0

    /// How many signed checkpoints were found good, in the log and beside it.
    var checkpoints: Int { roots.count }

    init(_ log: TrialLog) { self.log = log }

    /// Reads what is new.
    ///
    /// - Returns: what is wrong with it; nil when all is well.
    mutating func read() -> String? {
        do {
            // Before the lines: what a note is about was there when it was signed.
            let notes = try log.notes()
            var reader = try log.open().reader(from: position)
            while let line = try reader.next() {
                position = reader.position
                if let words = try roots.pass(line) { return words }
                guard line.type == Writer.type else { continue }
                let body = try line.body
                guard let writer = body["writer"]?.string, let number = body["number"]?.integer else {
                    return "line \(line.sequence) is no writer's"
                }
                let expected = recorded[writer, default: 0]
                if number != expected { return "line \(line.sequence): \(writer) says \(number), not \(expected)" }
                recorded[writer] = expected + 1
            }
            for note in notes { if let words = try roots.check(note) { return words } }
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// What is wrong with what is recorded of a writer that has ended.
    func check(_ writer: Writer) -> String? {
        let count = recorded[writer.name, default: 0]
        if count < writer.acknowledged {
            return "\(writer.name): \(writer.acknowledged) facts acknowledged, \(count) recorded"
        }
        // What it was about to append need not be there, or not all of it.
        if count > writer.acknowledged + Writer.longestBatch {
            return "\(writer.name): \(writer.acknowledged) facts acknowledged, but \(count) recorded"
        }
        return nil
    }

    /// Lets the log be healed, as the next process that writes does, and checks all of it from its beginning.
    mutating func close() -> String? {
        do {
            let log = try log.open()
            try log.transaction(now: .now) { _ = try $0.append([.other(type: "trial.closed", body: [:])], at: .now) }
            try log.checkpointNow(at: .now)
            if let words = read() { return words }
            let keys = [try TrialLog.signer.get().publicKey].compactMap(CheckpointKey.init)
            let verification = try log.verification(VerificationDemand(keys: keys))
            if let problem = verification.checkpoints.problem { return "\(problem)" }
            let report = verification.report
            // But for a checkpoint that begins a segment.
            if verification.checkpoints.covered < report.lines - 1 { return "the last lines are not signed" }
            if let broken = report.broken { return "line \(broken.sequence ?? -1) is broken: \(broken.problem)" }
            if report.tornBytes != 0 { return "\(report.tornBytes) torn bytes at the end" }
            segments = try log.segments().count
            if report.lines != position.sequence { return "\(report.lines) lines, not \(position.sequence)" }
            return nil
        } catch {
            return "\(error)"
        }
    }
}
