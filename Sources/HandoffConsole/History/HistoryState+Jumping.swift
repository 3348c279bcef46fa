import HandoffAudit
import HandoffCards
import Terminal

/// A place in the log to go to.
package enum HistoryPlace: Equatable, Sendable {
    case first
    /// The last line before this one that begins a day: that is of another day than the line before it, or the log's first.
    case dayBefore(Int)
    /// The first line after this one that begins a day; the log's last where there is none.
    case dayAfter(Int)
}

extension HistoryState {
    /// To the log's first line, at once however far it is.
    mutating func moveToStart() {
        if hasStart { move(to: 0) } else { jump(to: .first) }
    }

    /// Up to the next line under a day's rule: the first of the cursor's day, or from there of the one before. Where the clock was
    /// set back, a day comes twice.
    mutating func moveToPreviousDay() {
        guard rows.indices.contains(index) else { return }
        if let place = (0..<index).last(where: { isOtherDay($0) }) {
            move(to: place)
        } else if hasStart {
            move(to: 0)
        } else {
            jump(to: .dayBefore(rows[min(1, index)].sequence))
        }
    }

    /// Down to the next line under a day's rule; to the log's end when there is none.
    mutating func moveToNextDay() {
        guard rows.indices.contains(index) else { return }
        if let place = (index + 1..<rows.count).first(where: { isOtherDay($0) }) {
            move(to: place)
        } else if isBehind {
            jump(to: .dayAfter(rows[rows.count - 1].sequence))
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
}

extension HistoryState {
    /// Whether a rule with the day stands above a row.
    func beginsDay(_ place: Int) -> Bool { place > top && isOtherDay(place) }

    /// Whether a row is of another day than the one before it.
    private func isOtherDay(_ place: Int) -> Bool { place > 0 && rows[place].day != rows[place - 1].day }

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
            used += place < rows.count && isOtherDay(place) ? 2 : 1
            if used > height { break }
            place -= 1
        }
        return place
    }
}

extension HistoryRow {
    var day: Int { time.day }
}
