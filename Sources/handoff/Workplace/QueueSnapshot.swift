import HandoffCards
import HandoffGate
import HandoffQueue

/// The queue at one moment: through the gate where this user may use it, else as far as it can be read.
struct QueueSnapshot {
    var pending: [Row] = []
    var bad: [BadEntry] = []

    struct Row {
        let card: PendingCard
        /// Whether a gate has taken it in.
        let isAdmitted: Bool
    }

    init(_ workplace: Workplace) throws {
        if let gate = try workplace.currentGate() {
            pending = try gate.index.pendingCards().map { Row(card: $0, isAdmitted: true) }
            bad = try gate.store.listBad()
            return
        }
        let store = try workplace.store()
        let known = (try? workplace.index().pendingCards()) ?? []
        let ids = Set(known.map(\.id))
        let others = try store.listNew().compactMap { Self.submitted($0, in: store, besides: ids) }
        pending = known.map { Row(card: $0, isAdmitted: true) }
        pending += others.sorted { $0.key < $1.key }.map { Row(card: $0, isAdmitted: false) }
        bad = try store.listBad()
    }

    /// Nil for what is no card, or is in `known`.
    private static func submitted(
        _ entry: NewEntry, in store: some QueueStore, besides known: Set<CardID>
    ) -> PendingCard? {
        guard case .card(let id) = entry, !known.contains(id), let file = try? store.read(entry),
            let card = try? Card(parsing: file.bytes, id: id)
        else { return nil }
        return PendingCard(
            key: PendingKey(row: 0, risk: card.risk, since: card.created ?? file.modified), id: id,
            trigger: card.trigger, agent: card.agent.name, account: card.account,
            actionType: card.action.type, target: card.action.target,
            title: String(card.proposal.prefix(PendingCard.longestTitle)), expires: card.expires)
    }
}
