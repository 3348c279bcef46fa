import Dispatch
import Glibc
import HandoffAudit
import HandoffCards
import HandoffConsole
import HandoffGate
import HandoffIndex
import HandoffQueue
import HandoffTrust

/// Runs the gate beside the screen: takes in what agents hand in, follows the log, ends what is due, carries out decisions, and posts
/// what the screen has to know. The screen never waits for it.
final class ConsoleWorker: Sendable {
    enum Command: Sendable {
        case decide(DrawnDecision)
        case loadHistory(before: Int?, count: Int)
        case changeAuthorizations([AuthorizationID], AuditFact.AuthorizationChange.Kind)
        case accept(Suggestion)
        case dismiss(Suggestion)
        case lowerTrust(TrustSubject, TrustLevel)
        case stop
    }

    let commands: Mailbox<Command>
    private let messages: Mailbox<ConsoleMessage>
    private let gate: Gate
    private let quarantine: String
    private let words: @Sendable (any Error) -> String

    /// `quarantine`: the path of the folder with files that are no cards.
    init(
        gate: Gate, quarantine: String, messages: Mailbox<ConsoleMessage>,
        words: @escaping @Sendable (any Error) -> String
    ) throws {
        self.gate = gate
        self.quarantine = quarantine
        self.messages = messages
        self.words = words
        commands = try Mailbox()
    }

    func start() {
        DispatchQueue(label: "gate").async { [self] in
            var round = ConsoleWorkerRound(
                gate: gate, quarantine: quarantine, messages: messages, commands: commands, words: words)
            round.runUntilStopped()
        }
    }
}
