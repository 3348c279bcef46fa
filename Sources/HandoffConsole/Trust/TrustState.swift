import HandoffTrust
import Terminal

/// The trust view: suggestions first, then a row for everything that has a record.
package struct TrustState: Equatable, Sendable {
    /// What is shown; nil until the first answer.
    package internal(set) var overview: TrustOverview?
    /// The one wanted, which that of `overview` becomes.
    package internal(set) var grouping = TrustGrouping.action
    package internal(set) var items: [Item] = []
    private var isStale = true
    private var isAsking = false
    /// The item under the cursor, and the one at the window's top.
    package internal(set) var index = 0
    package internal(set) var top = 0
    var height = 1
    private var isChosen = false
    /// The item that is open, laid out.
    package internal(set) var detail: Page?
    var opened: Item.Name?

    package enum Item: Equatable, Sendable {
        case suggestion(Suggestion)
        case row(TrustRow)

        /// The same after a reload.
        enum Name: Equatable, Sendable {
            case suggestion(String)
            case row([String])
        }

        var name: Name {
            switch self {
            case .suggestion(let suggestion): .suggestion(suggestion.id)
            case .row(let row): .row(row.name)
            }
        }
    }

    /// The one that a key is about.
    var current: Item? { items.indices.contains(index) ? items[index] : nil }

    /// What is to be asked for now, once.
    mutating func wanted() -> TrustGrouping? {
        guard isStale, !isAsking else { return nil }
        (isStale, isAsking) = (false, true)
        return grouping
    }

    mutating func load(_ loaded: TrustOverview) {
        isAsking = false
        // Asked for before the operator wanted another one.
        guard loaded.grouping == grouping else { return forget() }
        let isRegrouped = overview.map { $0.grouping != grouping } ?? false
        // The first item stays the first until somebody chose one: patterns come later than the rows.
        let name = isRegrouped || index == 0 && !isChosen ? nil : current?.name
        overview = loaded
        items = loaded.suggestions.map(Item.suggestion) + loaded.rows.map(Item.row)
        // The cursor stays with its item.
        move(to: name.flatMap { name in items.firstIndex { $0.name == name } } ?? (isRegrouped ? 0 : index))
    }

    /// By a key.
    mutating func choose(_ target: Int) {
        isChosen = true
        move(to: target)
    }

    /// What is shown may have changed.
    mutating func forget() { isStale = true }

    /// What was asked for is not waited for any more: it may have failed.
    mutating func askAnew() { (isStale, isAsking) = (true, false) }

    mutating func regroup() {
        grouping = grouping.next
        isChosen = false
        close()
        forget()
    }

    mutating func move(to target: Int) {
        index = max(0, min(target, items.count - 1))
        top = max(0, min(top, items.count - height))
        if index < top { top = index }
        if index >= top + height { top = index - height + 1 }
    }

    mutating func resize(height: Int) {
        self.height = max(1, height)
        move(to: index)
    }

    mutating func close() { (opened, detail) = (nil, nil) }

    mutating func layOutDetail(_ layout: Layout, _ symbols: Symbols) {
        guard let opened, let overview, let item = items.first(where: { $0.name == opened }) else { return close() }
        let page = layout.page
        let text =
            switch item {
            case .suggestion(let suggestion): SuggestionText(suggestion: suggestion, columns: page.columns).rows()
            case .row(let row):
                TrustText(row: row, labels: overview.grouping.labels, columns: page.columns, symbols: symbols).rows()
            }
        if detail == nil {
            detail = Page(text, height: page.rows)
        } else {
            detail?.replace(text, height: page.rows)
        }
    }
}
