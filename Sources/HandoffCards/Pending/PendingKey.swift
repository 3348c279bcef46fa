/// A pending card's place in the queue, small enough to keep for every card of a large one.
///
/// Graver first, then older first, then in the order of admission.
package struct PendingKey: Hashable, Sendable, Comparable {
    /// The card's row in the index; never used again for another card.
    package let row: Int64
    package let risk: Risk
    /// When it was created, or admitted if it does not say.
    package let since: Timestamp

    package init(row: Int64, risk: Risk, since: Timestamp) {
        self.row = row
        self.risk = risk
        self.since = since
    }

    package static func < (left: PendingKey, right: PendingKey) -> Bool {
        if left.risk != right.risk { return left.risk > right.risk }
        if left.since != right.since { return left.since < right.since }
        return left.row < right.row
    }
}
