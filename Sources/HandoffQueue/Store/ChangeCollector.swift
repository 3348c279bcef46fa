import HandoffCards

/// Gathers changes as they come, and keeps the latest for each name.
struct ChangeCollector: Sendable {
    enum Arrival: Sendable { case settled, unsettled, left }

    var bad = false
    var overflowed = false
    private var entries = LatestByKey<NewEntry, Arrival>()
    private var decisions = LatestByKey<CardID, Void>()
    private var outcomes = LatestByKey<OutcomeEntry, Arrival>()

    mutating func entry(_ entry: NewEntry, _ arrival: Arrival) { entries.set(entry, arrival) }
    mutating func decision(_ id: CardID) { decisions.set(id, ()) }
    mutating func outcome(_ entry: OutcomeEntry, _ arrival: Arrival) { outcomes.set(entry, arrival) }

    var changes: QueueChanges {
        var changes = QueueChanges()
        for (entry, arrival) in entries.inOrder {
            switch arrival {
            case .settled: changes.new.append(entry)
            case .unsettled: changes.unsettled.append(entry)
            case .left: if case .card(let id) = entry { changes.withdrawn.append(id) }
            }
        }
        changes.decisions = decisions.inOrder.map(\.key)
        for (entry, arrival) in outcomes.inOrder {
            switch arrival {
            case .settled: changes.outcomes.append(entry)
            case .unsettled: changes.unsettledOutcomes.append(entry)
            case .left: break
            }
        }
        changes.bad = bad
        changes.overflowed = overflowed
        return changes
    }
}

/// Values by key, in the order in which they were set last.
private struct LatestByKey<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var places: [Key: (place: Int, value: Value)] = [:]
    private var count = 0

    mutating func set(_ key: Key, _ value: Value) {
        places[key] = (count, value)
        count += 1
    }

    var inOrder: [(key: Key, value: Value)] {
        places.sorted { $0.value.place < $1.value.place }.map { ($0.key, $0.value.value) }
    }
}
