import HandoffCards
import Terminal

/// The list of standing authorizations: those that are open first, then those that have ended, newest first.
package struct AuthorizationsState: Equatable, Sendable {
    package internal(set) var rows: [AuthorizationRow] = []
    package internal(set) var isLoaded = false
    /// Whether an answer is awaited.
    var isAsking = false
    /// The row under the cursor, and the one at the window's top.
    package internal(set) var index = 0
    package internal(set) var top = 0
    var height = 1
    /// The one that is open, laid out.
    package internal(set) var detail: Page?
    var opened: AuthorizationID?

    /// The one that a key is about.
    var current: AuthorizationRow? { rows.indices.contains(index) ? rows[index] : nil }

    mutating func load(_ loaded: [AuthorizationRow]) {
        let id = current?.id
        rows = loaded.filter(\.state.isOpen).reversed() + loaded.filter { !$0.state.isOpen }.reversed()
        (isLoaded, isAsking) = (true, false)
        // The cursor stays with its authorization.
        move(to: id.flatMap { id in rows.firstIndex { $0.id == id } } ?? index)
    }

    /// What is shown may have changed.
    mutating func forget() { isLoaded = false }

    mutating func move(to target: Int) {
        index = max(0, min(target, rows.count - 1))
        top = max(0, min(top, rows.count - height))
        if index < top { top = index }
        if index >= top + height { top = index - height + 1 }
    }

    mutating func resize(height: Int) {
        self.height = max(1, height)
        move(to: index)
    }

    mutating func layOutDetail(_ layout: Layout) {
        guard let opened, let row = rows.first(where: { $0.id == opened }) else {
            detail = nil
            return
        }
        let page = layout.page
        var text = [TextRow.heading("\(row.id)  \(row.state.rawValue.uppercased())"), .blank]
        for part in row.details {
            text += TextRow.computed(part.label, part.text, columns: page.columns, limit: .max, style: "text")
        }
        if detail == nil {
            detail = Page(text, height: page.rows)
        } else {
            detail?.replace(text, height: page.rows)
        }
    }
}
