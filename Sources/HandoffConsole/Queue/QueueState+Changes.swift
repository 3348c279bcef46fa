import HandoffCards

extension QueueState {
    mutating func load(_ loaded: [PendingKey], total: Int, graveCount: Int, isComplete: Bool) {
        anchored { queue in
            queue.keys = loaded
            queue.total = isComplete ? loaded.count : max(total, loaded.count)
            queue.graveCount = graveCount
            queue.isComplete = isComplete
            queue.isLoaded = true
        }
    }

    /// `added` is in the queue's order; what is there already, or is not there any more, makes no difference.
    mutating func change(added: [PendingKey], removed: [Int64]) {
        anchored { queue in
            for key in queue.remove(removed) { queue.count(key, -1) }
            let new = added.filter { queue.position(of: $0) == nil }
            queue.insert(new)
            for key in new { queue.count(key, 1) }
            queue.fresh.formUnion(new.lazy.map(\.row))
        }
    }

    mutating func replaceBadFiles(_ files: [BadFile]) {
        anchored { $0.badFiles = files }
    }

    private mutating func count(_ key: PendingKey, _ change: Int) {
        total += change
        if key.risk.isGrave { graveCount += change }
    }

    /// Lets `change` alter the list, then finds the cursor's card again and keeps it on its row of the screen. When it
    /// is gone, the next card takes its place.
    private mutating func anchored(_ change: (inout QueueState) -> Void) {
        let offset = index - top
        let former = cursor
        change(&self)
        switch former {
        case .card(let key):
            let place = keys.partitioningIndex { $0 >= key }
            guard place < keys.count, keys[place] == key else { return move(near: place, offset: offset) }
            index = place
        case .badFile(let file):
            guard let place = badFiles.firstIndex(where: { $0.name == file.name }) else {
                return move(near: min(index, count), offset: offset)
            }
            index = keys.count + place
            cursor = .badFile(badFiles[place])
        case nil: return move(to: 0)
        }
        top = index - offset
    }

    private mutating func move(near place: Int, offset: Int) {
        top = place - offset
        move(to: place)
    }

    func position(of key: PendingKey) -> Int? {
        let place = keys.partitioningIndex { $0 >= key }
        return place < keys.count && keys[place] == key ? place : nil
    }

    /// By the key where it is known, which takes a binary search; otherwise by looking through the rows.
    func position(ofRow row: Int64) -> Int? {
        let key = cursorKey.flatMap { $0.row == row ? $0 : nil } ?? rows[row]?.key
        if let key, let place = position(of: key) { return place }
        return keys.firstIndex { $0.row == row }
    }

    /// Returns the keys that were there.
    private mutating func remove(_ removed: [Int64]) -> [PendingKey] {
        var gone: [PendingKey] = []
        if removed.count <= 8 {
            for row in removed {
                if let place = position(ofRow: row) { gone.append(keys.remove(at: place)) }
            }
        } else {
            let rows = Set(removed)
            keys.removeAll { key in
                let isGone = rows.contains(key.row)
                if isGone { gone.append(key) }
                return isGone
            }
        }
        for key in gone {
            fresh.remove(key.row)
            rows[key.row] = nil
            asked.remove(key.row)
        }
        return gone
    }

    private mutating func insert(_ added: [PendingKey]) {
        if added.count <= 8 {
            for key in added { keys.insert(key, at: keys.partitioningIndex { $0 >= key }) }
            return
        }
        var merged: [PendingKey] = []
        merged.reserveCapacity(keys.count + added.count)
        var rest = added[...]
        for key in keys {
            while let next = rest.first, next < key {
                merged.append(next)
                rest.removeFirst()
            }
            merged.append(key)
        }
        keys = merged + rest
    }
}
