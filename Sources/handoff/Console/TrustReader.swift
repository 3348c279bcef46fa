import Dispatch
import HandoffCards
import HandoffConsole
import HandoffGate
import HandoffTrust
import Synchronization

/// Reads what the record says of agents beside everything else: a long record must keep neither the screen nor a decision waiting. A newer
/// wish takes the place of one that waits, and nobody waits for the search for patterns, which looks at every decision of half a year: what it
/// found before is shown until it is through again.
final class TrustReader: Sendable {
    private let wanted = Mutex<TrustGrouping?>(nil)
    private let search = Mutex(Search())
    private let queue = DispatchQueue(label: "trust")
    private let searching = DispatchQueue(label: "patterns", qos: .utility)
    private let messages: Mailbox<ConsoleMessage>
    private let gate: Gate

    private struct Search {
        var found: [Suggestion] = []
        var isRunning = false
        var isCancelled = false
        /// When what is found may be looked for again.
        var due = ContinuousClock.now
    }

    init(gate: Gate, messages: Mailbox<ConsoleMessage>) {
        self.gate = gate
        self.messages = messages
    }

    func read(_ grouping: TrustGrouping) {
        wanted.withLock { $0 = grouping }
        queue.async { self.run() }
    }

    /// Ends a search that runs; there is none after it.
    func cancel() { search.withLock { $0.isCancelled = true } }

    private func run() {
        let next = wanted.withLock { wanted in
            defer { wanted = nil }
            return wanted
        }
        guard let grouping = next else { return }
        do {
            let now = Timestamp.now
            let rows = try TrustReport(by: grouping, gate, now: now).rows
            let isSearching = startSearch()
            let suggestions = try gate.suggestions() + gate.open(search.withLock { $0.found }, now: now)
            messages.post(
                .trust(
                    TrustOverview(
                        grouping: grouping, rows: rows, suggestions: suggestions, isSearching: isSearching)))
        } catch { report(error) }
    }

    /// Unless one runs, or ran a short while ago.
    ///
    /// - Returns: Whether one runs.
    private func startSearch() -> Bool {
        let (isRunning, isNew) = search.withLock { search in
            let isNew = !search.isRunning && !search.isCancelled && search.due <= .now
            if isNew { search.isRunning = true }
            return (search.isRunning, isNew)
        }
        if isNew { searching.async { self.look() } }
        return isRunning
    }

    private func look() {
        let found = Result {
            try gate.patterns(now: .now) { self.search.withLock { $0.isCancelled } }
        }
        search.withLock { search in
            search.isRunning = false
            search.due = .now + Self.pause
            if case .success(let found) = found { search.found = found }
        }
        if case .failure(let error) = found {
            if error is CancellationError { return }
            report(error)
        }
        messages.post(.trustStale)
    }

    private static let pause = Duration.seconds(60)

    private func report(_ error: any Error) {
        messages.post(.notice(Notice(level: .error, text: Words.describe(error))))
    }
}
