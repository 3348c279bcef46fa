import HandoffAudit
import HandoffCards
import Terminal

/// A place in the log to go to.
package enum HistoryPlace: Equatable, Sendable {
    case first
    /// The first line written at this moment or later.
    case moment(Timestamp)
}

extension HistoryState {
    /// To the log's first line, at once however far it is.
    mutating func moveToStart() {
        if hasStart { move(to: 0) } else { jump(to: .first) }
    }

    /// To the first line of the cursor's day, or from there of the day before.
    mutating func moveToPreviousDay() {
        guard rows.indices.contains(index) else { return }
        let day = index > 0 ? rows[index - 1].day : rows[index].day
        var place = max(0, index - 1)
        while place > 0, rows[place - 1].day == day { place -= 1 }
        if place > 0 || hasStart { move(to: place) } else { jump(to: .moment(Self.start(ofDay: day))) }
    }

    /// To the first line of the next day that has lines; to the log's end when there is none.
    mutating func moveToNextDay() {
        guard rows.indices.contains(index) else { return }
        let day = rows[index].day
        if let place = rows[index...].firstIndex(where: { $0.day > day }) {
            move(to: place)
        } else if isBehind {
            jump(to: .moment(Self.start(ofDay: day + 1)))
        } else {
            moveToEnd()
        }
    }

    private mutating func jump(to place: HistoryPlace) {
        goal = place
        isAskingGoal = false
    }

    /// The place to ask for; it counts as asked for from now on.
    mutating func wantedPlace() -> HistoryPlace? {
        guard let goal, !isAskingGoal else { return nil }
        isAskingGoal = true
        return goal
    }

    /// Lines around a place, `target` the one that is meant. Those shown before are let go.
    mutating func arrive(_ lines: [AuditLine], at place: HistoryPlace, target: Int, hasEnd: Bool) {
        guard place == goal else { return }
        goal = nil
        isAskingGoal = false
        isLoading = false
        isLoaded = true
        rows = lines.map(HistoryRow.init)
        subjects = [:]
        note(rows)
        hasStart = (rows.first?.sequence ?? 0) == 0
        isBehind = !hasEnd
        index = 0
        // With what was before it in sight, unless it is a beginning itself.
        let found = rows.firstIndex { $0.sequence >= target } ?? rows.count - 1
        top = max(0, found - height / 4)
        move(to: found)
    }

    mutating func loadOlder(_ loaded: [HistoryRow], isAtEnd: Bool) {
        rows.insert(contentsOf: loaded, at: 0)
        index += loaded.count
        top += loaded.count
        hasStart = isAtEnd || loaded.isEmpty
        let kept = max(Self.mostRows, index + 2 * height)
        if rows.count > kept {
            rows.removeLast(rows.count - kept)
            isBehind = true
            isFollowing = false
            subjects = [:]
        }
        note(subjects.isEmpty ? rows : loaded)
    }

    mutating func loadNewer(_ loaded: [HistoryRow]) {
        guard let last = rows.last?.sequence else { return }
        let added = loaded.filter { $0.sequence > last }
        rows += added
        // Fewer than were asked for: the log ends here.
        if added.count < Self.page { isBehind = false }
        let excess = min(rows.count - Self.mostRows, top - height)
        if excess > 0 {
            rows.removeFirst(excess)
            index -= excess
            top -= excess
            hasStart = false
            subjects = [:]
        }
        note(subjects.isEmpty ? rows : added)
    }

    static func start(ofDay day: Int) -> Timestamp { Timestamp(milliseconds: Int64(day) * 86_400_000) }
}

extension HistoryState {
    /// Whether a rule with the day stands above a row.
    func beginsDay(_ place: Int) -> Bool { place > top && rows[place].day != rows[place - 1].day }

    /// Where a row at or below the top stands on the screen, the rules between days counted.
    func screenRow(of place: Int) -> Int {
        // Far down the exact row does not matter.
        guard place > top, place - top <= height else { return place - top }
        return place - top + (top + 1...place).count { beginsDay($0) }
    }

    /// The top at which the last row is the last on the screen.
    var lowestTop: Int {
        var used = 0
        var place = rows.count
        while place > 0 {
            let isNewDay = place < rows.count && rows[place].day != rows[place - 1].day
            used += isNewDay ? 2 : 1
            if used > height { break }
            place -= 1
        }
        return place
    }
}

extension HistoryRow {
    /// Whole days since 1970, UTC.
    var day: Int { Int((Double(time.milliseconds) / 86_400_000).rounded(.down)) }
}
