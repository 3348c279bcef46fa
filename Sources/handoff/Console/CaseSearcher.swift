import Dispatch
import HandoffAudit
import HandoffConsole
import HandoffIndex
import Synchronization

/// Searches the audit beside everything else: a search over years must keep neither the screen nor a decision waiting.
///
/// A newer search takes the place of one that waits, and stops one that runs. It has connections to the index of its own, since
/// stopping means all that they do.
final class CaseSearcher: Sendable {
    private struct State {
        var wanted: CaseQuery?
        var isRunning = false
        var index: CardIndex?
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "search")
    private let messages: Mailbox<ConsoleMessage>
    private let open: @Sendable () throws -> CardIndex
    private let words: @Sendable (any Error) -> String

    /// - Parameter open: called at the first search.
    init(
        messages: Mailbox<ConsoleMessage>, words: @escaping @Sendable (any Error) -> String,
        open: @escaping @Sendable () throws -> CardIndex
    ) {
        self.messages = messages
        self.words = words
        self.open = open
    }

    func search(_ query: CaseQuery) {
        let running = state.withLock { state in
            state.wanted = query
            defer { state.isRunning = true }
            return state.isRunning ? state.index : nil
        }
        running?.interrupt()
        queue.async { self.run() }
    }

    private func run() {
        while let query = next() {
            do {
                messages.post(.casesLoaded(try cases(query), for: query))
            } catch {
                // Stopped for a newer one, which comes next. Stopping may also come too late and hit the newer one.
                if state.withLock({ $0.wanted != nil }) { continue }
                do { messages.post(.casesLoaded(try cases(query), for: query)) } catch {
                    messages.post(.searchFailed(query, reason: words(error)))
                }
            }
        }
    }

    private func next() -> CaseQuery? {
        state.withLock { state in
            let query = state.wanted
            state.wanted = nil
            state.isRunning = query != nil
            return query
        }
    }

    private func cases(_ query: CaseQuery) throws -> [AuditCase] {
        let known = state.withLock { $0.index }
        let index = try known ?? open()
        if known == nil { state.withLock { $0.index = index } }
        return try index.cases(matching: query.filter, before: query.before, limit: query.limit)
    }
}
