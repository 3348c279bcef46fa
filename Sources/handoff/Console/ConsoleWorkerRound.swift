import Glibc
import HandoffAudit
import HandoffCards
import HandoffConsole
import HandoffGate
import HandoffIndex
import HandoffQueue
import HandoffTrust

/// The worker's own state and its loop; lives on the worker's thread alone.
struct ConsoleWorkerRound {
    let gate: Gate
    let quarantine: String
    let messages: Mailbox<ConsoleMessage>
    let commands: Mailbox<ConsoleWorker.Command>
    let words: (any Error) -> String
    /// Ask the index for changes from this line on.
    private var next = 0
    /// Follows the log for the history view, once that was opened.
    private var history: AuditReader?
    /// Standing authorizations, as the screen was last told that they may have changed.
    private var standings: [StandingRecord] = []
    /// How far the log went when the screen was last told that what it shows of trust may have changed.
    private var trustPosition: LogPosition?
    private var policyProblem: String?
    private var decidedHere: Set<Int64> = []
    private var isStopped = false
    private var shownFault: String?
    /// How often something went wrong.
    private var faults = 0
    private var rescanAt: ContinuousClock.Instant?
    private var pause = firstPause
    private var attendAt = ContinuousClock.now + attention

    init(
        gate: Gate, quarantine: String, messages: Mailbox<ConsoleMessage>, commands: Mailbox<ConsoleWorker.Command>,
        words: @escaping (any Error) -> String
    ) {
        self.gate = gate
        self.quarantine = quarantine
        self.messages = messages
        self.commands = commands
        self.words = words
    }

    mutating func runUntilStopped() {
        while !isStopped {
            guarded { try $0.followUntilStopped() }
            // Only what the loop cannot do without ends it, such as a watch of the queue. Until it is there, decisions are taken all the same.
            wait(for: [commands.descriptor])
            perform(commands.drain())
        }
    }

    private mutating func followUntilStopped() throws {
        // Watched first, listed second: what comes in between is seen by one or the other.
        let queue = try gate.store.watch([.new, .outcomes, .bad])
        let log = try gate.log.watch()
        // First what the screen waits for.
        perform(commands.drain())
        try loadQueue()
        rescan()
        while !isStopped {
            wait(for: [commands.descriptor, queue.descriptor, log.descriptor])
            perform(commands.drain())
            log.drain()
            let changes = queue.drain()
            if changes.overflowed || isRescanDue { rescan() } else { take(changes) }
            // First what this gate did itself, which somebody waits to see.
            reportChanges()
            guarded { try $0.gate.catchUp(now: .now) }
            guarded { try $0.gate.expireDue(now: .now) }
            attend()
            reportChanges()
        }
    }

    /// What no file tells of is looked for now and then: what processes left undone that are gone.
    private mutating func attend() {
        guard attendAt <= .now else { return }
        attendAt = .now + Self.attention
        guarded { try $0.gate.askAboutUnknown(now: .now) }
        guarded { try $0.gate.settleAbandoned(now: .now) }
        guarded { try $0.gate.reviewAuthorizations(now: .now) }
        guarded { try $0.gate.reviewTrust(now: .now) }
    }

    private mutating func loadQueue() throws {
        let (keys, next) = try gate.index.pendingKeys()
        self.next = next
        let grave = keys.count { $0.risk.isGrave }
        messages.post(.queueLoaded(keys: keys, total: keys.count, graveCount: grave, isComplete: true))
    }

    /// Everything anew: at the start, when the kernel lost notices, and after a fault that may have lost some.
    private mutating func rescan() {
        let faultsBefore = faults
        rescanAt = nil
        guarded { round in
            let report = try round.gate.bringUpToDate(progress: { done, total in
                round.reportChanges()
                round.messages.post(.admission(done: done, total: total))
                round.perform(round.commands.drain())
                return !round.isStopped
            })
            round.tell(of: report)
        }
        reportBadFiles()
        reportChanges()
        if faults == faultsBefore { shownFault = nil }
    }

    private mutating func take(_ changes: QueueChanges) {
        guarded { round in
            if !changes.new.isEmpty { round.tell(of: try round.gate.admit(changes.new, now: .now)) }
        }
        guarded { round in
            if !changes.unsettled.isEmpty {
                round.tell(of: try round.gate.admit(changes.unsettled, areSettled: false, now: .now))
            }
        }
        guarded { if !changes.withdrawn.isEmpty { try $0.gate.withdraw(changes.withdrawn, now: .now) } }
        guarded { if !changes.outcomes.isEmpty { try $0.gate.recordOutcomes(changes.outcomes, now: .now) } }
        guarded { round in
            guard !changes.unsettledOutcomes.isEmpty else { return }
            try round.gate.recordOutcomes(changes.unsettledOutcomes, areSettled: false, now: .now)
        }
        if changes.bad { reportBadFiles() }
    }

    /// What an agent could not be told yet is tried again with the next rescan.
    private mutating func tell(of report: AdmissionReport) {
        guard let first = report.undelivered.first else { return }
        fault("A recorded decision could not be handed to its agent: \(first.name): \(first.reason)")
    }

    private mutating func perform(_ commands: [ConsoleWorker.Command]) {
        for command in commands {
            switch command {
            case .stop: isStopped = true
            case .decide(let request): decide(request)
            case .changeAuthorizations(let ids, let kind): change(ids, kind)
            case .accept(let suggestion): accept(suggestion)
            case .dismiss(let suggestion): dismiss(suggestion)
            case .lowerTrust(let subject, let level): lower(subject, to: level)
            case .loadHistory(let before, let count): guarded { try $0.loadHistory(before: before, count: count) }
            }
        }
    }

    private mutating func decide(_ request: DrawnDecision) {
        do {
            switch try gate.decide(DecisionRequest(request), now: .now) {
            case .decided(let decision): reportDecided(request, decision.kind)
            case .skipped: reportDecided(request, nil)
            case .endorsed:
                messages.post(.endorsed(row: request.row, id: request.id, operator: gate.signer.operatorName))
            case .canary(let isCaught, let lesson):
                decidedHere.insert(request.row)
                messages.post(.canaryAnswered(row: request.row, isCaught: isCaught, lesson: lesson))
            }
        } catch GateError.undelivered(let id, let kind, let reason) {
            // It stands all the same.
            reportDecided(request, kind)
            fault("Recorded as \(kind.rawValue), but \(id) could not be told yet: \(reason)")
        } catch {
            messages.post(.decisionRefused(row: request.row, reason: words(error)))
        }
        reportChanges()
    }

    private mutating func change(_ ids: [AuthorizationID], _ kind: AuditFact.AuthorizationChange.Kind) {
        do {
            try gate.change(ids, kind, because: nil, now: .now)
            messages.post(.authorizationsChanged(ids, kind))
        } catch { messages.post(.notice(Notice(level: .error, text: "Not changed: " + words(error)))) }
        reportChanges()
    }

    /// The operator confirmed it, whatever it leaves to agents.
    private mutating func accept(_ suggestion: Suggestion) {
        changeTrust { round in
            try round.gate.accept(suggestion, confirmation: "yes", now: .now)
            return .suggestionAccepted(suggestion.words)
        }
    }

    private mutating func dismiss(_ suggestion: Suggestion) {
        changeTrust { round in
            try round.gate.dismiss(suggestion, now: .now)
            return .suggestionDismissed(suggestion.words)
        }
    }

    private mutating func lower(_ subject: TrustSubject, to level: TrustLevel) {
        changeTrust { round in
            // Outcomes may have lowered it further meanwhile, and this never raises it.
            try round.gate.lowerTrust(subject, to: level, now: .now) ? .trustLowered(subject, level) : .trustStale
        }
    }

    private mutating func changeTrust(_ body: (inout Self) throws -> ConsoleMessage) {
        do { messages.post(try body(&self)) } catch {
            messages.post(.notice(Notice(level: .error, text: "Not changed: " + words(error))))
        }
        reportChanges()
    }

    private mutating func reportDecided(_ request: DrawnDecision, _ kind: Decision.Kind?) {
        if kind != nil { decidedHere.insert(request.row) }
        messages.post(.decided(row: request.row, id: request.id, kind: kind, operator: gate.signer.operatorName))
    }

    private mutating func loadHistory(before: Int?, count: Int) throws {
        let lines = try gate.log.lines(before: before, count: count)
        if before == nil {
            history = try gate.log.reader(from: lines.last?.end ?? .start)
        }
        messages.post(.historyLoaded(lines: lines, isAtEnd: (lines.first?.sequence ?? 0) == 0, before: before))
    }

    /// Tells the screen what changed in the log since it was last told, and whether the policy is one.
    private mutating func reportChanges() {
        let problem = gate.policy.current().problem
        if problem != policyProblem { messages.post(.policyProblem(problem)) }
        policyProblem = problem
        guarded { round in
            let delta = try round.gate.index.changes(from: round.next)
            round.next = delta.next
            if !delta.added.isEmpty || !delta.ended.isEmpty {
                round.messages.post(.queueChanged(added: delta.added, removed: delta.ended.map(\.row)))
            }
            try round.reportEnds(delta.ended)
        }
        guarded { try $0.reportHistory() }
        guarded { try $0.reportAuthorizations() }
        guarded { try $0.reportTrust() }
    }

    private mutating func reportAuthorizations() throws {
        let found = try gate.index.standings()
        guard found != standings else { return }
        standings = found
        messages.post(.authorizationsStale)
    }

    private mutating func reportTrust() throws {
        let position = try gate.index.position()
        guard position != trustPosition else { return }
        trustPosition = position
        messages.post(.trustStale)
    }

    private mutating func reportHistory() throws {
        guard history != nil else { return }
        var lines: [AuditLine] = []
        do {
            while lines.count < Self.linesAtOnce, let line = try history?.next() { lines.append(line) }
        } catch {
            // A line was seen before it was durable and then taken back. What is there now is read anew.
            return try loadHistory(before: nil, count: Self.linesAtOnce)
        }
        if lines.count == Self.linesAtOnce {
            try loadHistory(before: nil, count: Self.linesAtOnce)
        } else if !lines.isEmpty {
            messages.post(.historyAppended(lines))
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
                BadFile(
                    name: entry.name.description, reason: entry.reason ?? "the reason is lost", time: entry.time,
                    removal: entry.removal(from: round.quarantine))
            }
            round.messages.post(.badFiles(files))
        }
    }

    /// A fault does not end the loop: the next rescan may find it mended.
    private mutating func guarded(_ body: (inout Self) throws -> Void) {
        do { try body(&self) } catch { fault(words(error)) }
    }

    /// Shown once until it changes or a rescan goes well, which is tried after a second, two, four, up to a minute.
    private mutating func fault(_ text: String) {
        if shownFault == nil { pause = Self.firstPause }
        if text != shownFault { messages.post(.notice(Notice(level: .error, text: text))) }
        shownFault = text
        faults += 1
        guard rescanAt == nil else { return }
        rescanAt = .now + .milliseconds(pause)
        pause = min(pause * 2, Self.longestPause)
    }

    private var isRescanDue: Bool { rescanAt.map { $0 <= .now } ?? false }

    private func wait(for descriptors: [Int32]) {
        var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        poll(&entries, nfds_t(entries.count), timeout())
    }

    /// In milliseconds, until the next card expires, the next rescan is due or somebody may be gone. Where something goes wrong, an expiry waits for
    /// the rescan: it would only go wrong again.
    private func timeout() -> Int32 {
        let next = min(rescanAt ?? attendAt, attendAt)
        var left = Int(ContinuousClock.now.duration(to: next) / .milliseconds(1)) + 1
        if rescanAt == nil, let expiry = try? gate.index.nextExpiry() {
            left = min(left, Int(expiry.milliseconds - Timestamp.now.milliseconds) + 1)
        }
        return Int32(clamping: max(0, left))
    }

    /// Milliseconds.
    private static let firstPause = 1000
    private static let longestPause = 60_000
    private static let attention = Duration.seconds(60)
    private static let linesAtOnce = 500
    private static let endsAtOnce = 16
}

extension DecisionRequest {
    /// What the console asks, in the gate's words.
    init(_ request: DrawnDecision) {
        self.init(
            card: request.id, digest: request.digest, press: request.press, message: request.message,
            confirmation: request.confirmation, shown: request.shown, looked: request.looked)
    }
}
