import HandoffCards

/// Where cards and decisions cross between agents and operators.
///
/// A store keeps bytes and judges none of them: what a card means, and whether it may be decided, is the gate's. What agents
/// hand in is untrusted; reading it is bounded in time and size, whatever it turns out to be. Every call may come from any thread.
package protocol QueueStore: Sendable {
    /// Hands a card in. Durable when it returns. `.alreadyExists` when the ID waits, was retired or has a decision. After any
    /// other error the card may or may not have been handed in; the same call again tells.
    func submit(_ document: [UInt8], as id: CardID) throws(QueueError)

    /// All that waits, in any order. Names that begin with a dot are other programs' unfinished files and left alone.
    func listNew() throws(QueueError) -> [NewEntry]

    /// Whether something waits under this ID, readable or not.
    func isNew(_ id: CardID) -> Bool

    /// Whose file waits, by the user's number; nil where it is gone or cannot be looked at.
    func owner(of entry: NewEntry) -> UInt32?

    /// Reads once what waits, at most `QueueLimit.card` bytes. An error with `isFileAtFault` says that it belongs in quarantine.
    func read(_ entry: NewEntry) throws(QueueError) -> Submission

    /// Takes what waits out of the queue and keeps it, with the reason, beside everything quarantined before.
    func quarantine(_ entry: NewEntry, reason: String) throws(QueueError)

    /// All that is in quarantine, oldest first.
    func listBad() throws(QueueError) -> [BadEntry]

    /// Lets agents see a decision. The latest one stands. It is a projection of the audit log, to be published again when lost.
    func publish(_ decision: [UInt8], for id: CardID) throws(QueueError)

    /// The decision as published, or nil.
    func decision(for id: CardID) throws(QueueError) -> [UInt8]?

    /// Takes a card that needs no decision any more out of what waits. Nothing happens when it is gone already.
    func retire(_ id: CardID) throws(QueueError)

    /// Hands in what became of a card's action; it may happen more than once for a card. Durable when it returns.
    func reportOutcome(_ outcome: [UInt8], for id: CardID) throws(QueueError)

    /// All outcomes that were handed in, in any order. They stay; the reader remembers which ones it has recorded.
    func listOutcomes() throws(QueueError) -> [OutcomeEntry]

    /// Reads an outcome once, at most `QueueLimit.outcome` bytes. An error with `isFileAtFault` says that it belongs in quarantine.
    func readOutcome(_ entry: OutcomeEntry) throws(QueueError) -> Submission

    /// Does with an outcome what `quarantine(_:reason:)` does with a card.
    func quarantineOutcome(_ entry: OutcomeEntry, reason: String) throws(QueueError)

    /// Follows changes from now on. Nothing that changes after the call is missed without `QueueChanges.overflowed` saying so.
    func watch(_ places: Set<QueuePlace>) throws(QueueError) -> any QueueWatch
}

extension QueueStore {
    /// Blocks until a decision is published, and returns it; nil when the deadline comes first. It sleeps in `poll(2)` between
    /// changes; a signal ends it only by what the signal itself does.
    package func waitForDecision(
        _ id: CardID, until deadline: ContinuousClock.Instant?
    ) throws(QueueError) -> [UInt8]? {
        // Watched first, looked for second: a decision that is published in between is seen by one or the other.
        let watch = try watch([.decisions])
        while true {
            if let decision = try decision(for: id) { return decision }
            var changes = QueueChanges()
            repeat {
                guard try isReadable(watch.descriptor, by: deadline) else { return nil }
                changes = watch.drain()
            } while !changes.overflowed && !changes.decisions.contains(id)
        }
    }
}

/// The most bytes that are read of a file, by what it holds.
package enum QueueLimit {
    package static let card = 256 * 1024
    package static let outcome = 64 * 1024
    /// A decision may carry a card's arguments, which escaping can make longer.
    package static let decision = 2 * 1024 * 1024
    package static let reason = 64 * 1024
}
