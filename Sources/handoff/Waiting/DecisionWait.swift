import Glibc
import HandoffCards
import HandoffGate
import HandoffQueue
import NcursesTerminal

/// Waits for what becomes of one card, asleep but for changes of the queue.
struct DecisionWait {
    let workplace: Workplace
    let store: any QueueStore
    let id: CardID
    let deadline: ContinuousClock.Instant?
    /// Any of these but CHLD ends the waiting.
    var signals: SignalPipe?
    /// How long the operator's gate is given to end a card whose time is over, where this user may not use the gate.
    var grace = Duration.seconds(5)

    enum Result: Equatable {
        case decided(Decision)
        /// It was approved, but an approval can be used for a while only, and that ended.
        case lapsed(Decision, at: Timestamp)
        case timedOut
        case interrupted
        /// Its time is over, or its file was taken back, and no gate has said so yet.
        case over
    }

    /// Throws a `Failure` for a card that nobody knows, one that was refused, and a decision that is not to be
    /// believed.
    func result() throws -> Result {
        let watch = try watch()
        let expires = expiry()
        var wasSeen = false
        var gateWasAsked = false
        var graceEnd: ContinuousClock.Instant?
        while true {
            let isWaiting = store.isNew(id)
            if let bytes = try store.decision(for: id) {
                let checked = try DecisionCheck(workplace).decision(bytes, for: id, now: .now)
                return checked.over.map { .lapsed(checked.decision, at: $0) } ?? .decided(checked.decision)
            }
            wasSeen = wasSeen || isWaiting
            var wake = deadline
            if isWaiting, let expires, Timestamp.now < expires {
                wake = earlier(wake, Self.instant(of: expires))
            } else if !isWaiting || expires != nil {
                if !isWaiting, let reason = refusal() {
                    throw Failure(
                        .badInput, "the card \(id) was refused: \(reason)", advice: "Correct it and submit it again.")
                }
                if !gateWasAsked {
                    gateWasAsked = true
                    if try askGate() { continue }
                }
                if !wasSeen { throw Failure(GateError.unknownCard(id)) }
                graceEnd = graceEnd ?? .now + grace
                wake = earlier(wake, graceEnd)
            }
            let isChanged = try isChanged(watch, by: wake)
            if signals?.drain().contains(where: { $0 != SIGCHLD }) == true { return .interrupted }
            if !isChanged {
                if let deadline, deadline <= .now { return .timedOut }
                if let graceEnd, graceEnd <= .now { return .over }
            }
        }
    }

    /// Where the queue is shared, an agent may be allowed to see the decisions alone.
    private func watch() throws -> any QueueWatch {
        if let watch = try? store.watch([.decisions, .new, .bad]) { return watch }
        return try store.watch([.decisions])
    }

    /// False when the time comes first; true for signals, too.
    private func isChanged(_ watch: any QueueWatch, by wake: ContinuousClock.Instant?) throws -> Bool {
        let other = signals?.descriptor ?? -1
        while try Poll.isReadable(watch.descriptor, or: other, by: wake) {
            if try other >= 0 && Poll.isReadable(other, by: .now) { return true }
            let changes = watch.drain()
            if changes.overflowed || changes.bad || changes.decisions.contains(id) || changes.withdrawn.contains(id) {
                return true
            }
        }
        return false
    }

    /// As the card itself says, if this user may read it.
    private func expiry() -> Timestamp? {
        guard let submission = try? store.read(.card(id)) else { return nil }
        return (try? Card(parsing: submission.bytes, id: id))?.expires
    }

    private func refusal() -> String? {
        let name = FileName(card: id)
        guard let entry = (try? store.listBad())?.first(where: { $0.name == name }) else { return nil }
        return entry.reason ?? "the reason is lost"
    }

    /// Nobody else may be there to say that the card has ended. False when this user may not use the gate.
    private func askGate() throws -> Bool {
        guard let gate = try workplace.gateIfPermitted() else { return false }
        try workplace.bringUpToDate(gate)
        if let record = try gate.index.record(of: id) { try gate.republish(record) }
        return true
    }

    private func earlier(_ one: ContinuousClock.Instant?, _ other: ContinuousClock.Instant?) -> ContinuousClock.Instant?
    {
        guard let one, let other else { return one ?? other }
        return min(one, other)
    }

    private static func instant(of time: Timestamp) -> ContinuousClock.Instant {
        .now + .milliseconds(time.milliseconds - Timestamp.now.milliseconds)
    }
}
