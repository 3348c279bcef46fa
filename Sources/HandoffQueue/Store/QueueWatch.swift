import HandoffCards

/// What can be followed.
package enum QueuePlace: Hashable, Sendable, CaseIterable { case new, decisions, outcomes, bad }

/// Follows changes until it is released.
package protocol QueueWatch: AnyObject, Sendable {
    /// Readable, for `poll(2)`, when there are changes. Only `drain` may read from it.
    var descriptor: Int32 { get }

    /// What changed since the last call. Never blocks, and takes a bounded time: while more is left the descriptor stays readable.
    func drain() -> QueueChanges
}

/// What changed, each name once, by its latest change, in the order of these. All of it are hints: look before acting.
package struct QueueChanges: Equatable, Sendable {
    /// Came into the queue.
    package var new: [NewEntry] = []
    /// Came into the queue in place, by `link(2)` or from a writer who is not done. What is a valid card can be admitted; anything else
    /// must be left alone: it comes in `new` when its writer closes it.
    package var unsettled: [NewEntry] = []
    /// Cards that left the queue, by whatever hand: retired, quarantined or withdrawn.
    package var withdrawn: [CardID] = []
    /// Cards whose decision was published.
    package var decisions: [CardID] = []
    package var outcomes: [OutcomeEntry] = []
    /// For outcomes what `unsettled` is for cards.
    package var unsettledOutcomes: [OutcomeEntry] = []
    /// Whether the quarantine changed.
    package var bad = false
    /// Changes were lost: list everything anew.
    package var overflowed = false

    package init() {}
}
