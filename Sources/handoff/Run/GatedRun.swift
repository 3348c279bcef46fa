import ArgumentParser
import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffQueue
import NcursesTerminal

/// Runs one command if it is approved, once, as it was approved.
struct GatedRun {
    let workplace: Workplace
    let gate: Gate
    let submission: NewCard
    /// How long to wait for a decision at most.
    var timeout: TimeSpan?
    /// Whether the outcome is also said as JSON.
    var json = false
    /// What the program, its directory and the files among its words were when the command was proposed.
    let marks: [String: FileMark?]

    static let name = "run"

    /// What this process is to end with. Throws for whatever kept the command from being started.
    func status() throws -> Int32 {
        guard submission.bytes.count <= QueueLimit.card else {
            throw Failure(.badInput, "the command is too long for a card, which has \(QueueLimit.card) bytes at most")
        }
        let signals = try Self.signals()
        let mark: RunMark?
        switch try gate.proposeAndRelease(submission.card, by: Self.name, now: .now) {
        case .released(let release): return try carryOut(release, signals)
        case .declined(let decision):
            throw Failure(.declined, "the policy forbids it: \(decision.message ?? "")", advice: record)
        case .asks(let held): mark = held
        }
        do { try submission.submit(to: workplace.store()) } catch {
            mark?.remove()
            throw error
        }
        do {
            Output.note(
                "\(submission.card.id) waits for a decision: in the console, or see handoff show \(submission.card.id)"
            )
            try waitForApproval(signals)
            try checkCard()
        } catch {
            // Nobody is there to run it any more.
            if let mark { try gate.giveUp(submission.card.id, mark, now: .now) }
            throw error
        }
        return try carryOut(try gate.release(submission.card.id, by: Self.name, holding: mark, now: .now), signals)
    }

    /// While the command runs, signals are its; before that they end the waiting.
    private static func signals() throws -> SignalPipe { try SignalPipe([SIGINT, SIGTERM, SIGHUP, SIGCHLD]) }

    private var record: String { "The record: handoff audit show \(submission.card.id)" }

    private func waitForApproval(_ signals: SignalPipe) throws {
        let id = submission.card.id
        switch try DecisionWait(workplace, for: id, timeout: timeout, signals: signals).result() {
        case .decided(let decision):
            let by = decision.operator.map { " by \($0)" } ?? ""
            let words = decision.message.map { ": \($0)" } ?? ""
            switch decision.kind {
            case .approved: return
            case .declined: throw Failure(.declined, "it was declined\(by)\(words)", advice: record)
            case .answered: throw Failure(.answered, "it was answered\(by) and not approved\(words)", advice: record)
            case .expired: throw Failure(.ended, "its time was over before somebody decided", advice: record)
            case .withdrawn: throw Failure(.ended, "it was taken back", advice: record)
            }
        case .lapsed(_, let time): throw Failure(.ended, "it was approved, which could be used until \(time)")
        case .over: throw Failure(.ended, "its time was over before somebody decided", advice: record)
        case .timedOut: throw Failure(.stillPending, "nobody decided in time, and it was taken back", advice: record)
        case .interrupted: throw Failure(.stillPending, "a signal ended the waiting, and it was taken back")
        }
    }

    /// What was admitted under the ID may be another card, handed in by somebody else.
    private func checkCard() throws {
        try gate.catchUp(now: .now)
        guard let record = try gate.index.record(of: submission.card.id), record.digest == submission.card.digest()
        else {
            throw Failure(.notPermitted, "what was decided is another card than this command's", advice: self.record)
        }
    }

    private func carryOut(_ release: Release, _ signals: SignalPipe) throws -> Int32 {
        // To close the index is to move its journal into it, with three syncs. The process is about to end, and the next one reads the journal.
        _ = Unmanaged.passRetained(gate)
        let run = run(release, signals)
        do {
            let outcomes = try gate.finish([(release, run)], now: .now)
            if json, let outcome = outcomes.first {
                Output.tell(String(decoding: outcome.document.bytes(), as: UTF8.self) + "\n")
            }
        } catch {
            Output.note("WHAT BECAME OF IT COULD NOT BE RECORDED: \(run.words). \(Words.describe(error))")
            Output.note("the next handoff command asks an operator about \(release.card.id)")
        }
        switch run.ending {
        case .exit(let status): return Int32(status)
        case .signal(let number): return 128 + Int32(number)
        // It has no time limit here; by a signal is how it would have ended.
        case .timedOut: return 128 + SIGTERM
        case .notStarted(let reason): throw Failure(.notRun, "it was approved and could not be started: \(reason)")
        }
    }

    private func run(_ release: Release, _ signals: SignalPipe) -> ProgramRun {
        let command: CommandLineWords
        do throws(ProgramNotStarted) {
            command = try CommandLineWords(approved: release.arguments, proposed: release.card.action.arguments)
            // The paths were approved for what they led to.
            for path in command.places {
                guard let mark = marks[path], FileMark(path) != mark else { continue }
                throw ProgramNotStarted(reason: "\(path) is not what it was when the command was proposed")
            }
        } catch { return ProgramRun(ending: .notStarted(error.reason), duration: 0, output: "") }
        let program = Program(
            executable: command.executable, argv: command.argv, directory: command.directory,
            environment: command.environment, input: .ours, passesOutput: true)
        return ProgramRunner.run(program, signals: signals)
    }
}
