import HandoffCards

/// The list: every pending card's key in order, then the bad files; row texts only for what is near the window.
///
/// The cursor stands on a card, not on a place: whatever comes and goes elsewhere, both its card and its row on the
/// screen stay.
package struct QueueState: Equatable, Sendable {
    package enum Item: Equatable, Sendable {
        case card(PendingKey)
        case badFile(BadFile)
    }

    package internal(set) var keys: [PendingKey] = []
    package internal(set) var badFiles: [BadFile] = []
    /// False until something was loaded.
    package internal(set) var isLoaded = false
    /// False while `keys` is only the first page.
    package internal(set) var isComplete = false
    /// How many are pending, which is more than `keys` holds while that is not complete.
    package internal(set) var total = 0
    package internal(set) var graveCount = 0
    /// Arrivals that the cursor has not been on.
    package internal(set) var fresh: Set<Int64> = []
    /// The item under the cursor, and its place among keys and then bad files.
    package internal(set) var cursor: Item?
    package internal(set) var index = 0
    /// The place at the window's top. Beyond the list's ends (where nothing is drawn) only until the cursor next moves.
    package internal(set) var top = 0
    /// The window's height in rows.
    package internal(set) var height = 0
    /// Row texts at hand, and the rows that were asked for.
    package internal(set) var rows: [Int64: QueueRow] = [:]
    var asked: Set<Int64> = []

    package init() {}

    /// Keys and bad files.
    package var count: Int { keys.count + badFiles.count }

    /// The same with the cards whose keys are not there yet.
    package var expectedCount: Int { total + badFiles.count }

    package func item(at index: Int) -> Item? {
        if keys.indices.contains(index) { return .card(keys[index]) }
        let place = index - keys.count
        return badFiles.indices.contains(place) ? .badFile(badFiles[place]) : nil
    }

    /// The card under the cursor.
    package var cursorKey: PendingKey? {
        if case .card(let key) = cursor { key } else { nil }
    }

    /// The places on screen.
    package var window: Range<Int> {
        let start = max(0, min(top, count))
        return start..<max(start, min(top + height, count))
    }

    /// When the oldest pending card was created: the first of each risk is that risk's oldest.
    package var oldest: Timestamp? {
        var oldest: Timestamp?
        var start = 0
        while start < keys.count {
            let key = keys[start]
            oldest = min(oldest ?? key.since, key.since)
            start = keys.partitioningIndex { $0.risk < key.risk }
        }
        return oldest
    }
}

extension QueueState {
    /// Puts the cursor on a place, scrolling by most of a page when it would leave the window.
    mutating func move(to target: Int) {
        guard count > 0 else {
            cursor = nil
            index = 0
            top = 0
            return
        }
        index = min(max(0, target), count - 1)
        cursor = item(at: index)
        if let row = cursorKey?.row { fresh.remove(row) }
        let margin = height / 3
        if index < top { top = index - (height - 1 - margin) }
        if index >= top + height { top = index - margin }
        top = max(0, min(top, count - height))
    }

    mutating func resize(height: Int) {
        guard height != self.height else { return }
        self.height = height
        move(to: index)
    }
}

extension QueueState {
    /// Rows in the window whose texts are neither here nor asked for; they count as asked for from now on.
    mutating func missingRows() -> [Int64] {
        var missing: [Int64] = []
        for place in window where keys.indices.contains(place) {
            let row = keys[place].row
            if rows[row] == nil, asked.insert(row).inserted { missing.append(row) }
        }
        return missing
    }

    mutating func loaded(_ cards: [PendingCard]) {
        for card in cards { rows[card.key.row] = QueueRow(card) }
        guard rows.count > max(256, 8 * height) else { return }
        let near = max(0, window.lowerBound - height)..<min(keys.count, window.upperBound + height)
        let kept = Set(near.isEmpty ? [] : keys[near].map(\.row))
        rows = rows.filter { kept.contains($0.key) }
        asked.formIntersection(kept)
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first place whose element meets `predicate`, where all after it do too.
    func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if predicate(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
