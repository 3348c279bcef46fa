import HandoffAudit
import HandoffCards
import Terminal

/// The history's filter: what is typed, what it means, and the newest cases that fit, newest last.
package struct CaseSearch: Equatable, Sendable {
    /// Cases asked for at a time.
    static let page = 100
    /// More are not kept; those that scrolling leaves behind are loaded again.
    static let mostRows = 2000

    /// Open while a filter is typed.
    package internal(set) var editor: LineEditor?
    /// The last one that was typed without a fault.
    package private(set) var filter = AuditFilter.everything
    /// What is wrong with what is typed.
    package private(set) var error: AuditFilterError?
    package private(set) var number = 0
    /// Whether an answer is awaited.
    package private(set) var isSearching = false
    private var isWanted = false

    package private(set) var rows: [HistoryRow] = []
    /// Whether the rows are of this filter, and not yet of the one before.
    package private(set) var isLoaded = false
    /// Whether no older case fits.
    package private(set) var hasStart = false
    private var isBehind = false
    package private(set) var index = 0
    package private(set) var top = 0
    package private(set) var height = 1
    /// Lines of the log that came since; they may change what fits.
    package private(set) var newLines = 0

    package init() {}

    /// Whether cases show in place of the log's lines.
    package var isOn: Bool { !filter.isEverything }
}

extension CaseSearch {
    /// Takes what is typed. A filter with a fault leaves the last good one in force.
    mutating func type(_ editor: LineEditor, now: Timestamp) {
        let isSame = self.editor?.text == editor.text
        self.editor = editor
        if isSame { return }
        do {
            let typed = try AuditFilter(parsing: editor.text, now: now)
            error = nil
            if typed.isEverything {
                forget()
            } else if typed.means(filter) {
                filter = typed
            } else {
                search(typed)
            }
        } catch let fault { error = fault }
    }

    mutating func open() {
        editor = LineEditor(filter.text)
        error = nil
    }

    /// Leaves the last good filter in force.
    mutating func close() {
        editor = nil
        error = nil
    }

    /// No filter: the log's lines show again.
    mutating func clear() {
        close()
        forget()
    }

    private mutating func forget() {
        filter = .everything
        rows = []
        isLoaded = false
        isSearching = false
        isWanted = false
        number += 1
    }

    private mutating func search(_ typed: AuditFilter) {
        filter = typed
        number += 1
        isWanted = true
        isSearching = true
        isLoaded = false
        isBehind = false
    }

    /// What to ask for; it counts as asked for from now on.
    mutating func wanted() -> CaseQuery? {
        guard isOn else { return nil }
        if isWanted {
            isWanted = false
            return CaseQuery(number: number, filter: filter, before: nil, limit: Self.page)
        }
        guard !isSearching, isLoaded, !hasStart, top < height, let first = rows.first else { return nil }
        isSearching = true
        return CaseQuery(number: number, filter: filter, before: Int64(first.sequence), limit: Self.page)
    }

    /// - Parameter cases: newest first.
    mutating func load(_ cases: [AuditCase], for query: CaseQuery) {
        guard query.number == number, isOn else { return }
        isSearching = false
        let found = cases.reversed().map { HistoryRow($0) }
        hasStart = cases.count < query.limit
        guard query.before != nil else {
            rows = found
            isLoaded = true
            isBehind = false
            newLines = 0
            return move(to: rows.count - 1)
        }
        rows.insert(contentsOf: found, at: 0)
        top += found.count
        index += found.count
        if rows.count > Self.mostRows, index < Self.mostRows, top + height < Self.mostRows {
            rows.removeLast(rows.count - Self.mostRows)
            isBehind = true
        }
        move(to: index)
    }

    /// The search came to nothing.
    mutating func fail(_ query: CaseQuery) {
        guard query.number == number else { return }
        isSearching = false
        // Not asked for again by itself.
        hasStart = true
        isLoaded = true
    }
}

extension CaseSearch {
    mutating func move(to target: Int) {
        index = max(0, min(target, rows.count - 1))
        if index < top { top = index }
        if index >= top + height { top = index - height + 1 }
        top = max(0, min(top, rows.count - height))
    }

    /// To the first case of the next day, or of this one and then of the one before.
    mutating func moveByDay(isForward: Bool) {
        guard rows.indices.contains(index) else { return }
        if isForward {
            let next = (index + 1..<rows.count).first { rows[$0].day != rows[$0 - 1].day }
            return move(to: next ?? rows.count - 1)
        }
        var place = max(0, index - 1)
        while place > 0, rows[place - 1].day == rows[place].day { place -= 1 }
        move(to: place)
    }

    /// To the newest case, which is looked for anew when there may be others by now.
    mutating func moveToEnd() {
        if newLines > 0 || isBehind { search(filter) }
        move(to: rows.count - 1)
    }

    mutating func resize(height: Int) {
        self.height = max(1, height)
        move(to: index)
    }

    mutating func note(newLines count: Int) { if isOn { newLines += count } }
}

extension AuditFilter {
    /// Whether both ask for the same, however they are typed.
    fileprivate func means(_ other: AuditFilter) -> Bool {
        words == other.words && terms == other.terms && since == other.since && until == other.until
    }
}
