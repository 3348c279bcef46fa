import Glibc
import HandoffCards
import HandoffConsole
import HandoffGate
import HandoffIndex
import NcursesTerminal
import Terminal

/// One run of the console on one terminal.
@MainActor
struct ConsoleLoop {
    let gate: Gate
    let screen: NcursesScreen
    let signals: SignalPipe
    let messages: Mailbox<ConsoleMessage>
    let worker: ConsoleWorker
    let searcher: CaseSearcher
    private let trust: TrustReader
    let reader: HistoryReader
    let theme: Theme
    private var state: ConsoleState
    private var exitStatus: Int32?

    init(
        gate: Gate, screen: NcursesScreen, signals: SignalPipe, messages: Mailbox<ConsoleMessage>,
        worker: ConsoleWorker, searcher: CaseSearcher, theme: Theme, isReadOnly: Bool,
        view: ConsoleState.View
    ) {
        self.gate = gate
        self.screen = screen
        self.signals = signals
        self.messages = messages
        self.worker = worker
        self.searcher = searcher
        trust = TrustReader(gate: gate, messages: messages)
        reader = HistoryReader(log: gate.log, index: gate.index, messages: messages) { Words.describe($0) }
        self.theme = theme
        state = ConsoleState(
            size: screen.size, isUTF8: screen.isUTF8, isReadOnly: isReadOnly, operatorName: gate.signer.operatorName,
            view: view)
    }

    mutating func run() throws -> Int32 {
        try showFirstPage()
        paint()
        worker.start()
        while exitStatus == nil {
            wait()
            for signal in signals.drain() { take(signal) }
            take(events())
            for message in messages.drain() { send(message) }
            send(nil)
            if exitStatus == nil { paint() }
        }
        trust.cancel()
        worker.commands.post(.stop)
        return exitStatus ?? 0
    }

    private func events() -> [TerminalEvent] {
        var events: [TerminalEvent] = []
        while let event = screen.nextEvent() { events.append(event) }
        return events
    }

    /// Nobody presses several keys at once: a burst is a paste of a terminal that does not mark pastes, or was typed ahead. It must not decide,
    /// so the console takes it as if it had just come into view.
    private mutating func take(_ events: [TerminalEvent]) {
        let keys = events.count { event in if case .key(.character) = event { true } else { false } }
        if keys >= Self.burst, state.dialog == nil { send(.focus(true)) }
        for event in events where exitStatus == nil { send(message(for: event)) }
    }

    private static let burst = 3

    /// What the index has from the last time, a screenful of it: there at once, however long the queue is.
    private mutating func showFirstPage() throws {
        let counts = try gate.index.pendingCounts()
        let page = try gate.index.pendingKeys(limit: Self.firstPage).keys
        send(
            .queueLoaded(
                keys: page, total: counts.total, graveCount: counts.grave, isComplete: page.count == counts.total))
        guard state.view == .history else { return }
        // The worker reads more of them, and whether they are sound. What is wrong with the log it says too.
        guard let lines = try? gate.log.lines(count: screen.size.rows) else { return }
        send(.historyLoaded(lines: lines, isAtEnd: (lines.first?.sequence ?? 0) == 0, before: nil))
    }

    private func message(for event: TerminalEvent) -> ConsoleMessage {
        switch event {
        case .key(let key): .key(key)
        case .paste(let text): .paste(text)
        case .resize(let size): .resize(size)
        case .focusIn: .focus(true)
        case .focusOut: .focus(false)
        }
    }

    /// Hands the console one message, the time before it; nil for the time alone.
    private mutating func send(_ message: ConsoleMessage?) {
        var effects = update(&state, .clock(now: .now, uptime: Self.uptime()))
        if let message { effects += update(&state, message) }
        for effect in effects { perform(effect) }
    }

    private mutating func perform(_ effect: ConsoleEffect) {
        switch effect {
        case .loadRows(let rows): send(loadRows(rows))
        case .loadCard(let row): send(loadCard(row))
        case .decide(let request): worker.commands.post(.decide(request))
        case .loadHistory(nil, let count): worker.commands.post(.loadHistory(before: nil, count: count))
        case .loadHistory(let before?, let count): reader.load(before: before, count: count)
        case .jumpInHistory(let place, let count): reader.jump(to: place, count: count)
        case .loadCases(let query): searcher.search(query)
        case .loadRecord(let query): reader.load(query)
        case .loadAuthorizations: send(loadAuthorizations())
        case .changeAuthorizations(let ids, let kind): worker.commands.post(.changeAuthorizations(ids, kind))
        case .loadTrust(let grouping): trust.read(grouping)
        case .acceptSuggestion(let suggestion): worker.commands.post(.accept(suggestion))
        case .dismissSuggestion(let suggestion): worker.commands.post(.dismiss(suggestion))
        case .lowerTrust(let subject, let level): worker.commands.post(.lowerTrust(subject, level))
        case .redraw: screen.redraw()
        case .suspend: suspend()
        case .quit: exitStatus = 0
        }
    }

    private func loadRows(_ rows: [Int64]) -> ConsoleMessage {
        do { return .rowsLoaded(try gate.index.pendingCards(rows: rows)) } catch {
            return .notice(Notice(level: .error, text: Words.describe(error)))
        }
    }

    private func loadCard(_ row: Int64) -> ConsoleMessage {
        do {
            guard let record = try gate.index.record(row: row) else { return .cardGone(row: row) }
            let proposal = try gate.proposal(record)
            return .cardLoaded(
                LoadedCard(
                    row: row, card: proposal.card, digest: record.digest, assessment: proposal.assessment,
                    stakes: try gate.stakesOfParts(of: proposal.card, record, now: .now),
                    endorsedBy: record.endorsedBy, submitter: proposal.submitter,
                    before: record.isOwn ? nil : try gate.before(proposal.card)))
        } catch {
            return .notice(Notice(level: .error, text: Words.describe(error)))
        }
    }

    private func loadAuthorizations() -> ConsoleMessage {
        do {
            let now = Timestamp.now
            return .authorizationsLoaded(
                try gate.index.standings().map { try AuthorizationReport($0, of: gate, now: now).row(gate) })
        } catch {
            return .notice(Notice(level: .error, text: Words.describe(error)))
        }
    }

    private mutating func take(_ signal: Int32) {
        switch signal {
        case SIGTSTP: suspend()
        case SIGCONT: resume()
        case SIGWINCH: break
        default: exitStatus = 128 + signal
        }
    }

    private mutating func suspend() {
        screen.suspend()
        signals.stop()
        resume()
    }

    private mutating func resume() {
        screen.resume()
        send(.resumed)
    }

    private func paint() {
        let frame = draw(state, theme: theme, depth: screen.colorDepth)
        screen.present(frame.buffer, cursor: frame.cursor)
    }

    private mutating func wait() {
        var entries = [screen.inputDescriptor, signals.descriptor, messages.descriptor].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        poll(&entries, nfds_t(entries.count), timeout())
        // A terminal that is gone never comes back.
        if entries[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { exitStatus = 128 + SIGHUP }
    }

    /// Milliseconds until the picture changes by itself; -1 when it does not.
    private func timeout() -> Int32 {
        guard let wake = state.nextWake else { return -1 }
        return Int32(clamping: max(0, wake - Self.uptime()))
    }

    /// Monotonic milliseconds that go on while the machine sleeps.
    private static func uptime() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }

    private static let firstPage = 256
}
