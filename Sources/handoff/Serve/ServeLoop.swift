import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffQueue
import NcursesTerminal

/// A gate without a screen: takes in what agents hand in, ends what is due, and carries out what is approved and has an executor.
struct ServeLoop {
    let gate: Gate
    let pool: ExecutorPool
    let signals: SignalPipe
    let log: ServeLog
    /// How many executors run at once.
    let limit: Int
    /// Ends when there is nothing to do.
    let isOnce: Bool

    static let name = "serve"

    private var rota = ExecutorRota()
    /// Handed in, and not looked at yet.
    private var arrived: [NewEntry] = []
    private var running = 0
    private var publishing = 0
    /// Runs whose end could not be recorded yet.
    private var unrecorded: [(release: Release, run: ProgramRun)] = []
    private var isStopping = false
    private var shownFault: Failure?
    /// Whether something went wrong since the last look at everything began.
    private var isFaulty = false
    private var policyProblem: String?
    private var rescanAt = ContinuousClock.now

    init(gate: Gate, pool: ExecutorPool, signals: SignalPipe, log: ServeLog, limit: Int, isOnce: Bool) {
        self.gate = gate
        self.pool = pool
        self.signals = signals
        self.log = log
        self.limit = limit
        self.isOnce = isOnce
    }

    mutating func run() throws {
        // Watched first, listed second: what comes in between is seen by one or the other.
        let queue = try gate.store.watch([.new, .outcomes])
        let lines = try gate.log.watch()
        rescan()
        sayPolicy()
        while true {
            let isIdle = dispatch()
            // What arrived is still there for the next gate.
            if isIdle, isStopping || isOnce && arrived.isEmpty { break }
            wait(for: [queue.descriptor, lines.descriptor, pool.done.descriptor, signals.descriptor])
            lines.drain()
            let changes = queue.drain()
            takeSignals()
            collect()
            if changes.overflowed || rescanAt <= .now { rescan() } else { take(changes) }
            admitArrived()
            sayPolicy()
            guarded { try $0.gate.catchUp(now: .now) }
            guarded { _ = try $0.gate.expireDue(now: .now) }
        }
        if !unrecorded.isEmpty {
            let cards = unrecorded.map(\.release.card.id.text).joined(separator: ", ")
            throw Failure(
                .cannotWrite, "what became of these could not be recorded: \(cards)",
                advice: "The next gate that can write asks an operator about them.")
        }
        if isOnce, let shownFault { throw shownFault }
    }

    /// Starts what may start. True when nothing runs and nothing can start.
    private mutating func dispatch() -> Bool {
        if !isStopping, unrecorded.isEmpty {
            // In place of what is refused, others may start.
            guarded { loop in while loop.running < loop.limit, try loop.startApproved() {} }
        }
        return running == 0 && publishing == 0
    }

    /// False when nothing waits.
    private mutating func startApproved() throws -> Bool {
        let ids = try gate.awaitingExecutors(now: .now, limit: limit - running, rota: &rota)
        if ids.isEmpty { return false }
        let releases = try gate.releaseToExecutors(ids, by: Self.name, now: .now)
        for (card, error) in releases.refused {
            log.say("not released", card: card, Words.describe(GateError.notReleased(card, error)))
        }
        for release in releases.released {
            running += 1
            log.say("started", card: release.card.id, release.card.action.type)
            pool.start(release)
        }
        return !releases.released.isEmpty || !releases.refused.isEmpty
    }

    private mutating func collect() {
        for done in pool.done.drain() {
            switch done {
            case .ran(let release, let run):
                running -= 1
                log.say(run, of: release)
                unrecorded.append((release, run))
            case .published(let card, let problem):
                publishing -= 1
                if let problem { log.say("undelivered", card: card, problem) }
            }
        }
        record()
    }

    private mutating func record() {
        guarded { loop in
            let outcomes = try loop.gate.finish(loop.unrecorded, isHandedOn: true, now: .now)
            for (release, _) in loop.unrecorded {
                guard let outcome = outcomes.first(where: { $0.card == release.card.id }) else { continue }
                loop.publishing += 1
                loop.pool.publish(outcome, of: release)
            }
            loop.unrecorded = []
        }
    }

    private mutating func takeSignals() {
        for _ in signals.drain() {
            if isStopping {
                log.say("ending", "what runs")
                pool.endAll()
            } else {
                isStopping = true
                log.say("stopping", running == 0 ? "" : "when what runs has ended: \(Words.count(running, "action"))")
            }
        }
    }

    /// Everything anew: at the start, now and then, and after a fault that may have lost something.
    private mutating func rescan() {
        rescanAt = .now + Self.pause
        isFaulty = false
        // Everything is looked at.
        arrived = []
        record()
        guarded { loop in
            let report = try loop.gate.bringUpToDate(progress: { _, _ in
                loop.collect()
                _ = loop.dispatch()
                loop.takeSignals()
                return !loop.isStopping
            })
            loop.log.say(report)
        }
        if !isFaulty, shownFault != nil {
            log.say("mended")
            shownFault = nil
        }
    }

    /// Without its policy a gate carries nothing out.
    private mutating func sayPolicy() {
        let problem = gate.policy.current().problem
        if problem != policyProblem {
            log.say("policy", problem.map { "cannot be used, so nothing is carried out: " + $0 } ?? "can be used again")
        }
        policyProblem = problem
    }

    /// Some of what arrived: between one part and the next, approvals are carried out and others come in.
    private mutating func admitArrived() {
        if arrived.isEmpty { return }
        if arrived.count > Self.admittedAtOnce { arrived = gate.inTurns(arrived) }
        let some = Array(arrived.prefix(Self.admittedAtOnce))
        arrived.removeFirst(some.count)
        guarded { $0.log.say(try $0.gate.admit(some, now: .now)) }
    }

    private mutating func take(_ changes: QueueChanges) {
        arrived += changes.new
        guarded { loop in
            if !changes.unsettled.isEmpty {
                loop.log.say(try loop.gate.admit(changes.unsettled, areSettled: false, now: .now))
            }
        }
        guarded { loop in
            if !changes.withdrawn.isEmpty { try loop.gate.withdraw(changes.withdrawn, now: .now) }
        }
        guarded { loop in
            if !changes.outcomes.isEmpty { try loop.gate.recordOutcomes(changes.outcomes, now: .now) }
            if !changes.unsettledOutcomes.isEmpty {
                try loop.gate.recordOutcomes(changes.unsettledOutcomes, areSettled: false, now: .now)
            }
        }
    }

    /// A fault does not end the loop: everything is looked at again after a while. It is said once until it changes.
    private mutating func guarded(_ body: (inout Self) throws -> Void) {
        do { try body(&self) } catch {
            let failure = Failure(error)
            if failure.what != shownFault?.what { log.say("fault", Words.describe(error)) }
            shownFault = failure
            isFaulty = true
            rescanAt = min(rescanAt, .now + Self.pauseAfterFault)
        }
    }

    private func wait(for descriptors: [Int32]) {
        var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var left = arrived.isEmpty ? (rescanAt - .now) / .milliseconds(1) : 0
        if !isFaulty, let expiry = try? gate.index.nextExpiry() {
            left = min(left, Double(expiry.milliseconds - Timestamp.now.milliseconds + 1))
        }
        poll(&entries, nfds_t(entries.count), Int32(max(0, left).rounded(.up)))
    }

    /// What no file tells of is looked for that often: what processes left undone that are gone.
    private static let pause = Duration.seconds(60)
    private static let pauseAfterFault = Duration.seconds(2)
    private static let admittedAtOnce = 64
}
