import Dispatch
import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate

/// Runs executors, and tells agents what became of their actions, beside the loop that serves.
final class ExecutorPool: Sendable {
    enum Done: Sendable {
        case ran(Release, ProgramRun)
        /// With why the agent could not be told, where that is so.
        case published(CardID, problem: String?)
    }

    let done: Mailbox<Done>
    private let queue = DispatchQueue(label: "executors", attributes: .concurrent)
    private let gate: Gate
    /// Never emptied: once there is something in it, all programs are ended.
    private let stop: Mailbox<Void>

    init(_ gate: Gate) throws {
        self.gate = gate
        done = try Mailbox()
        stop = try Mailbox()
    }

    func start(_ release: Release) {
        queue.async { [self] in
            let run: ProgramRun
            do throws(ProgramNotStarted) {
                run = ProgramRunner.run(try Program(release), stop: stop.descriptor)
            } catch { run = ProgramRun(ending: .notStarted(error.reason), duration: 0, output: "") }
            done.post(.ran(release, run))
        }
    }

    func publish(_ outcome: Outcome, of release: Release) {
        queue.async { [self] in
            var problem: String?
            do { try gate.publish(outcome, of: release) } catch { problem = Words.describe(error) }
            done.post(.published(outcome.card, problem: problem))
        }
    }

    func endAll() { stop.post(()) }
}
