import Glibc
import HandoffAudit
import HandoffCards
import HandoffConsole
import HandoffGate
import HandoffIndex
import HandoffQueue

/// The worker's own state and its loop; lives on the worker's thread alone.
struct ConsoleWorkerRound {
    let gate: Gate
    let messages: Mailbox<ConsoleMessage>
    let commands: Mailbox<ConsoleWorker.Command>
    let words: (any Error) -> String
    /// Ask the index for changes from this line on.
    private var next = 0
    /// Follows the log for the history view, once that was opened.
    private var history: AuditReader?
    private var decidedHere: Set<Int64> = []
    private var isStopped = false
    private var shownFault: String?
    /// Whether something went wrong since the last wait.
    private var hasFault = false

    init(
        gate: Gate, messages: Mailbox<ConsoleMessage>, commands: Mailbox<ConsoleWorker.Command>,
        words: @escaping (any Error) -> String
    ) {
        self.gate = gate
        self.messages = messages
        self.commands = commands
        self.words = words
    }

    mutating func runUntilStopped() {
        do {
            // Watched first, listed second: what comes in between is seen by one or the other.
            let queue = try gate.store.watch([.new, .outcomes, .bad])
            let log = try gate.log.watch()
            try loadQueue()
            rescan()
            while !isStopped {
                wait(for: [commands.descriptor, queue.descriptor, log.descriptor])
                if !hasFault { shownFault = nil }
                hasFault = false
                perform(commands.drain())
                take(queue.drain())
                log.drain()
                guarded { try $0.gate.catchUp(now: .now) }
                guarded { try $0.gate.expireDue(now: .now) }
                reportChanges()
            }
        } catch {
            messages.post(.notice(Notice(level: .error, text: words(error))))
            // Decisions are still answered: by saying why they cannot be taken.
            while !isStopped {
                wait(for: [commands.descriptor])
                perform(commands.drain())
            }
        }
    }

    private mutating func loadQueue() throws {
        let (keys, next) = try gate.index.pendingKeys()
        self.next = next
        let grave = keys.count { $0.risk.isGrave }
        messages.post(.queueLoaded(keys: keys, total: keys.count, graveCount: grave, isComplete: true))
    }

    /// Everything anew: at the start, and when the kernel lost notices.
    private mutating func rescan() {
        guarded { round in
            try round.gate.admitAll(now: { .now }) { done, total in
                round.reportChanges()
                round.messages.post(.admission(done: done, total: total))
                round.perform(round.commands.drain())
                return !round.isStopped
            }
            try round.gate.recordOutcomes(round.gate.store.listOutcomes(), now: .now)
            try round.gate.expireDue(now: .now)
        }
        reportBadFiles()
        reportChanges()
    }

    private mutating func take(_ changes: QueueChanges) {
        if changes.overflowed { return rescan() }
        guarded { round in
            let gate = round.gate
            if !changes.new.isEmpty { try gate.admit(changes.new, now: .now) }
            if !changes.unsettled.isEmpty { try gate.admit(changes.unsettled, areSettled: false, now: .now) }
            if !changes.withdrawn.isEmpty { try gate.withdraw(changes.withdrawn, now: .now) }
            if !changes.outcomes.isEmpty { try gate.recordOutcomes(changes.outcomes, now: .now) }
            if !changes.unsettledOutcomes.isEmpty {
                try gate.recordOutcomes(changes.unsettledOutcomes, areSettled: false, now: .now)
            }
        }
        if changes.bad { reportBadFiles() }
    }

    private mutating func perform(_ commands: [ConsoleWorker.Command]) {
        for command in commands {
            switch command {
            case .stop: isStopped = true
            case .decide(let request): decide(request)
            case .loadHistory(let before, let count): guarded { try $0.loadHistory(before: before, count: count) }
            }
        }
    }

    private mutating func decide(_ request: HandoffConsole.DecisionRequest) {
        do {
            let decision = try gate.decide(HandoffGate.DecisionRequest(request), now: .now)
            if decision != nil { decidedHere.insert(request.row) }
            messages.post(
                .decided(
                    row: request.row, id: request.id, kind: decision?.kind, operator: gate.signer.operatorName))
        } catch {
            messages.post(.decisionRefused(row: request.row, reason: words(error)))
        }
        reportChanges()
    }

    private mutating func loadHistory(before: Int?, count: Int) throws {
        let lines = try gate.log.lines(before: before, count: count)
        if before == nil {
            history = try gate.log.reader(from: lines.last?.end ?? .start)
        }
        messages.post(.historyLoaded(lines: lines, isAtEnd: (lines.first?.sequence ?? 0) == 0, before: before))
    }

    /// Tells the screen what changed in the log since it was last told.
    private mutating func reportChanges() {
        guarded { round in
            let delta = try round.gate.index.changes(from: round.next)
            round.next = delta.next
            if !delta.added.isEmpty || !delta.ended.isEmpty {
                round.messages.post(.queueChanged(added: delta.added, removed: delta.ended.map(\.row)))
            }
            try round.reportEnds(delta.ended)
            var lines: [AuditLine] = []
            while lines.count < Self.linesAtOnce, let line = try round.history?.next() { lines.append(line) }
            if lines.count == Self.linesAtOnce {
                try round.loadHistory(before: nil, count: Self.linesAtOnce)
            } else if !lines.isEmpty {
                round.messages.post(.historyAppended(lines))
            }
        }
    }

    /// How cards ended that this console did not end. When it is many at once nobody reads it.
    private mutating func reportEnds(_ ended: [QueueDelta.Ended]) throws {
        let others = ended.filter { decidedHere.remove($0.row) == nil }
        guard others.count <= Self.endsAtOnce else { return }
        for end in others {
            let decision = try gate.index.record(row: end.row).flatMap { try gate.decision($0) }
            messages.post(.decided(row: end.row, id: end.id, kind: end.kind, operator: decision?.operator))
        }
    }

    private mutating func reportBadFiles() {
        guarded { round in
            let files = try round.gate.store.listBad().map { entry in
                BadFile(name: entry.name.description, reason: entry.reason ?? "the reason is lost", time: entry.time)
            }
            round.messages.post(.badFiles(files))
        }
    }

    /// A fault is shown, once until it changes or is mended; the loop goes on, because the next event may find it mended.
    private mutating func guarded(_ body: (inout Self) throws -> Void) {
        do { try body(&self) } catch {
            let text = words(error)
            if text != shownFault { messages.post(.notice(Notice(level: .error, text: text))) }
            shownFault = text
            hasFault = true
        }
    }

    private func wait(for descriptors: [Int32]) {
        var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        poll(&entries, nfds_t(entries.count), timeout())
    }

    /// Until the next card expires; for ever when none does.
    private func timeout() -> Int32 {
        guard let expiry = try? gate.index.nextExpiry() else { return -1 }
        // What could not be ended in time is tried again now and then, not without a pause.
        return Int32(clamping: max(hasFault ? 1000 : 0, expiry.milliseconds - Timestamp.now.milliseconds + 1))
    }

    private static let linesAtOnce = 500
    private static let endsAtOnce = 16
}

extension HandoffGate.DecisionRequest {
    /// What the console asks, in the gate's words.
    init(_ request: HandoffConsole.DecisionRequest) {
        self.init(
            card: request.id, digest: request.digest, press: request.press, message: request.message,
            confirmation: request.confirmation, shown: request.shown, looked: request.looked)
    }
}
