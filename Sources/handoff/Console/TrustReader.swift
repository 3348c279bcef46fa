import Dispatch
import HandoffCards
import HandoffConsole
import HandoffGate
import Synchronization

/// Reads what the record says of agents beside everything else: a long record must keep neither the screen nor a decision waiting. A newer
/// wish takes the place of one that waits.
final class TrustReader: Sendable {
    private let wanted = Mutex<TrustGrouping?>(nil)
    private let queue = DispatchQueue(label: "trust")
    private let messages: Mailbox<ConsoleMessage>
    private let gate: Gate

    init(gate: Gate, messages: Mailbox<ConsoleMessage>) {
        self.gate = gate
        self.messages = messages
    }

    func read(_ grouping: TrustGrouping) {
        wanted.withLock { $0 = grouping }
        queue.async { self.run() }
    }

    private func run() {
        let next = wanted.withLock { wanted in
            defer { wanted = nil }
            return wanted
        }
        guard let grouping = next else { return }
        do {
            let now = Timestamp.now
            let rows = try TrustReport(by: grouping, gate, now: now).rows
            messages.post(
                .trust(TrustOverview(grouping: grouping, rows: rows, suggestions: try gate.allSuggestions(now: now))))
        } catch {
            messages.post(.notice(Notice(level: .error, text: Words.describe(error))))
        }
    }
}
