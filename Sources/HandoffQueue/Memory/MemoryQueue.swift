import Glibc
import HandoffCards
import Synchronization

/// The store in memory, for tests and for what must leave nothing behind.
package final class MemoryQueue: QueueStore {
    private struct State {
        var new: [NewEntry: Submission] = [:]
        var done: Set<CardID> = []
        var decisions: [CardID: [UInt8]] = [:]
        var outcomes: [OutcomeEntry: Submission] = [:]
        var bad: [BadEntry] = []
        var watches: [WeakWatch] = []
    }

    private struct WeakWatch: Sendable { weak let watch: MemoryWatch? }

    private let state = Mutex(State())
    private let now: @Sendable () -> Timestamp

    /// - Parameter now: tells when files are written and quarantined.
    package init(now: @escaping @Sendable () -> Timestamp = { .now }) { self.now = now }

    package func submit(_ document: [UInt8], as id: CardID) throws(QueueError) {
        guard document.count <= QueueLimit.card else {
            throw .tooLarge(size: document.count, limit: QueueLimit.card, path: Self.path("new", FileName(card: id)))
        }
        let submission = submission(of: document)
        let isFree = state.withLock { state in
            guard state.new[.card(id)] == nil, !state.done.contains(id), state.decisions[id] == nil else {
                return false
            }
            state.new[.card(id)] = submission
            return true
        }
        guard isFree else { throw .alreadyExists(id) }
        tell(.new) { $0.entry(.card(id), .settled) }
    }

    package func listNew() -> [NewEntry] { state.withLock { Array($0.new.keys) } }

    package func isNew(_ id: CardID) -> Bool { state.withLock { $0.new[.card(id)] != nil } }

    package func owner(of entry: NewEntry) -> UInt32? { state.withLock { $0.new[entry]?.owner } }

    package func read(_ entry: NewEntry) throws(QueueError) -> Submission {
        let path = Self.path("new", entry.name)
        guard let submission = state.withLock({ $0.new[entry] }) else { throw .vanished(path: path) }
        try Self.check(submission.bytes, QueueLimit.card, path)
        return submission
    }

    package func quarantine(_ entry: NewEntry, reason: String) throws(QueueError) {
        let found = state.withLock { state in
            guard state.new.removeValue(forKey: entry) != nil else { return false }
            keep(entry.name, reason, in: &state)
            return true
        }
        guard found else { throw .vanished(path: Self.path("new", entry.name)) }
        tell(.new) { $0.entry(entry, .left) }
        tell(.bad) { $0.bad = true }
    }

    package func listBad() -> [BadEntry] { state.withLock { $0.bad } }

    package func publish(_ decision: [UInt8], for id: CardID) {
        state.withLock { $0.decisions[id] = decision }
        tell(.decisions) { $0.decision(id) }
    }

    package func decision(for id: CardID) -> [UInt8]? { state.withLock { $0.decisions[id] } }

    package func retire(_ id: CardID) {
        let (left, wasRetired) = state.withLock { state in
            guard state.new.removeValue(forKey: .card(id)) != nil else { return (false, false) }
            let isFirst = state.done.insert(id).inserted
            if !isFirst { keep(FileName(card: id), "a card with this ID was retired before", in: &state) }
            return (true, !isFirst)
        }
        if left { tell(.new) { $0.entry(.card(id), .left) } }
        if wasRetired { tell(.bad) { $0.bad = true } }
    }

    package func reportOutcome(_ outcome: [UInt8], for id: CardID) throws(QueueError) {
        try Self.check(outcome, QueueLimit.outcome, Self.path("outcomes", FileName(card: id)))
        let entry = state.withLock { state in
            var ordinal = 1
            while state.outcomes[OutcomeEntry(of: id, ordinal: ordinal)] != nil { ordinal += 1 }
            let entry = OutcomeEntry(of: id, ordinal: ordinal)
            state.outcomes[entry] = submission(of: outcome)
            return entry
        }
        tell(.outcomes) { $0.outcome(entry, .settled) }
    }

    package func listOutcomes() -> [OutcomeEntry] { state.withLock { Array($0.outcomes.keys) } }

    package func readOutcome(_ entry: OutcomeEntry) throws(QueueError) -> Submission {
        let path = Self.path("outcomes", entry.file)
        guard entry.isWellNamed else { throw .badName(path: path) }
        guard let outcome = state.withLock({ $0.outcomes[entry] }) else { throw .vanished(path: path) }
        try Self.check(outcome.bytes, QueueLimit.outcome, path)
        return outcome
    }

    package func quarantineOutcome(_ entry: OutcomeEntry, reason: String) throws(QueueError) {
        let found = state.withLock { state in
            guard state.outcomes.removeValue(forKey: entry) != nil else { return false }
            keep(entry.file, reason, in: &state)
            return true
        }
        guard found else { throw .vanished(path: Self.path("outcomes", entry.file)) }
        tell(.bad) { $0.bad = true }
    }

    package func watch(_ places: Set<QueuePlace>) throws(QueueError) -> any QueueWatch {
        let watch = try MemoryWatch(places)
        state.withLock { $0.watches.append(WeakWatch(watch: watch)) }
        return watch
    }
}

/// What agents and others can do to a queue without asking the store.
extension MemoryQueue {
    /// Puts anything into the queue, over what stands there under the name. False when such names are not seen.
    @discardableResult package func place(_ bytes: [UInt8], as name: FileName, owner: UInt32 = geteuid()) -> Bool {
        guard let entry = NewEntry(name) else { return false }
        let submission = Submission(bytes: bytes, owner: owner, modified: now())
        state.withLock { $0.new[entry] = submission }
        tell(.new) { $0.entry(entry, .settled) }
        return true
    }

    /// Puts anything among the outcomes, over what stands there under the name. False when such names are not seen.
    @discardableResult package func placeOutcome(
        _ bytes: [UInt8], as name: FileName, owner: UInt32 = geteuid()
    ) -> Bool {
        guard let entry = OutcomeEntry(name) else { return false }
        let submission = Submission(bytes: bytes, owner: owner, modified: now())
        state.withLock { $0.outcomes[entry] = submission }
        tell(.outcomes) { $0.outcome(entry, .settled) }
        return true
    }

    /// Takes a card back.
    package func withdraw(_ id: CardID) {
        let left = state.withLock { $0.new.removeValue(forKey: .card(id)) != nil }
        if left { tell(.new) { $0.entry(.card(id), .left) } }
    }

    /// Makes every watch say that it has lost changes.
    package func overflow() {
        for place in QueuePlace.allCases { tell(place) { $0.overflowed = true } }
    }
}

extension MemoryQueue {
    private func submission(of bytes: [UInt8]) -> Submission {
        Submission(bytes: bytes, owner: geteuid(), modified: now())
    }

    /// After the change is made, and outside its lock: who is told looks.
    private func tell(_ place: QueuePlace, _ change: (inout ChangeCollector) -> Void) {
        let watches = state.withLock { state in
            state.watches.removeAll { $0.watch == nil }
            return state.watches
        }
        for watch in watches { watch.watch?.tell(place, change) }
    }

    private func keep(_ name: FileName, _ reason: String, in state: inout State) {
        var attempt = 1
        var target = BadName(name, attempt: attempt)
        while state.bad.contains(where: { $0.name == target.file || BadName.reason(of: $0.name) == target.reason }) {
            attempt += 1
            target = BadName(name, attempt: attempt)
        }
        state.bad.append(BadEntry(name: target.file, reason: reason, time: now()))
    }

    private static func check(_ bytes: [UInt8], _ limit: Int, _ path: String) throws(QueueError) {
        guard bytes.count <= limit else { throw .tooLarge(size: bytes.count, limit: limit, path: path) }
    }

    private static func path(_ place: String, _ name: FileName) -> String { place + "/" + name.description }
}
