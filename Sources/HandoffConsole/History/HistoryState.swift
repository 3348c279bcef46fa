import HandoffAudit
import HandoffCards
import Terminal

/// The history: a stretch of the log, newest last, that follows the log's end until the operator scrolls away.
package struct HistoryState: Equatable, Sendable {
    /// Lines asked for at a time.
    static let page = 200
    /// More rows than this are not kept; scrolling loads them again.
    static let mostRows = 4000

    package internal(set) var rows: [HistoryRow] = []
    package internal(set) var isLoaded = false
    /// Whether the first row is the log's first line.
    package internal(set) var hasStart = false
    /// Whether lines after the last row were left out.
    var isBehind = false
    /// Whether an answer is awaited.
    var isLoading = false
    /// The row under the cursor and the one at the window's top.
    package internal(set) var index = 0
    package internal(set) var top = 0
    package internal(set) var height = 1
    package internal(set) var isFollowing = true
    /// Lines that came since the operator scrolled away.
    package internal(set) var newCount = 0
    /// What a card is about, from its proposal.
    var subjects: [CardID: SafeLine] = [:]
    /// The last line that is known to be there.
    var end = -1
    /// Where to go next in the log, and whether that was asked for.
    var goal: HistoryPlace?
    var isAskingGoal = false
    package internal(set) var search = CaseSearch()
    /// The record that is open, laid out, and what it is made of.
    package internal(set) var detail: Page?
    var record: CaseRecord?
    /// What is to be open, and whether it was asked for.
    var query: RecordQuery?
    var isAskingRecord = false
    /// Whose record `detail` shows.
    var laidOut: RecordQuery?
    /// Whether all of the record's long texts show.
    var isUnfolded = false
    /// Whether the record shows the lines' members in place of what they come to.
    var showsMembers = false

    package init() {}
}

extension HistoryState {
    /// `isAtEnd`: there are no older lines.
    mutating func load(_ lines: [AuditLine], isAtEnd: Bool, before: Int?) {
        let loaded = lines.map(HistoryRow.init)
        guard let before else {
            isLoading = false
            note(loaded)
            return loadEnd(loaded, isAtEnd: isAtEnd)
        }
        // An answer from before a jump is about lines that are nowhere near.
        if before == rows.first?.sequence {
            isLoading = false
            loadOlder(loaded, isAtEnd: isAtEnd)
        } else if before == rows.last.map({ $0.sequence + 1 + Self.page }) {
            isLoading = false
            loadNewer(loaded)
        }
    }

    /// The newest lines. An operator who reads older ones is not moved.
    private mutating func loadEnd(_ loaded: [HistoryRow], isAtEnd: Bool) {
        if isLoaded, !isFollowing, let last = rows.last {
            append(loaded.filter { $0.sequence > last.sequence })
            return
        }
        rows = loaded
        hasStart = isAtEnd || loaded.isEmpty
        isLoaded = true
        isBehind = false
        newCount = 0
        end = rows.last?.sequence ?? end
        move(to: rows.count - 1)
    }

    mutating func append(_ lines: [AuditLine]) {
        guard isLoaded else { return }
        let last = rows.last?.sequence ?? -1
        let added = lines.filter { $0.sequence > last }.map(HistoryRow.init)
        note(added)
        search.note(newLines: added.count)
        // What an open record tells may have gone on.
        if let card = query?.card, added.contains(where: { $0.card == card }) {
            isAskingRecord = false
            record = nil
        }
        append(added)
    }

    private mutating func append(_ added: [HistoryRow]) {
        guard let first = added.first, let newest = added.last else { return }
        defer { end = max(end, newest.sequence) }
        let last = rows.last?.sequence ?? first.sequence - 1
        if isFollowing, rows.isEmpty || first.sequence == last + 1 {
            rows += added
            if rows.count > Self.mostRows {
                rows.removeFirst(rows.count - Self.mostRows / 2)
                hasStart = false
                subjects = [:]
                note(rows)
            }
            move(to: rows.count - 1)
        } else {
            // A gap, which is loaded when it comes into sight.
            isFollowing = false
            newCount += max(0, newest.sequence - max(end, last))
            if isBehind || first.sequence != last + 1 || rows.count > Self.mostRows {
                isBehind = true
            } else {
                rows += added
            }
        }
    }

    mutating func note(_ rows: [HistoryRow]) {
        for row in rows {
            if let card = row.card, let subject = row.subject { subjects[card] = subject }
        }
    }
}

extension HistoryState {
    /// Puts the cursor on a row. On the last one the view follows the log.
    mutating func move(to target: Int) {
        index = max(0, min(target, rows.count - 1))
        isFollowing = !isBehind && index >= rows.count - 1
        if isFollowing { newCount = 0 }
        if index < top { top = index }
        top = max(0, min(top, lowestTop))
        while index > top, screenRow(of: index) >= height { top += 1 }
    }

    /// To the newest line, which is loaded first when it is not at hand.
    mutating func moveToEnd() {
        if isBehind {
            isLoaded = false
            isFollowing = true
            isBehind = false
            isLoading = false
            goal = nil
        }
        move(to: rows.count - 1)
    }

    mutating func resize(height: Int) {
        self.height = max(1, height)
        move(to: index)
        search.resize(height: height)
    }

    /// A stretch of the log to ask for: before a line, or the end.
    struct Stretch: Equatable {
        let before: Int?
        let count: Int
    }

    /// What the view lacks; it counts as asked for from now on.
    mutating func wanted() -> [Stretch] {
        var wanted: [Stretch] = []
        if !isLoading {
            if !isLoaded {
                isLoading = true
                wanted.append(Stretch(before: nil, count: Self.page))
            } else if top < height, !hasStart, let first = rows.first {
                isLoading = true
                wanted.append(Stretch(before: first.sequence, count: Self.page))
            } else if isBehind, rows.count - top < 2 * height, let last = rows.last {
                isLoading = true
                wanted.append(Stretch(before: last.sequence + 1 + Self.page, count: Self.page))
            }
        }
        return wanted
    }
}
