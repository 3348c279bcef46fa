import Terminal

extension Canvas {
    /// The views with the keys that reach them now, and what the queue comes to.
    mutating func drawTabs(_ state: ConsoleState) {
        let rect = state.layout.tabs
        let context = state.viewContext
        // The counts must have room.
        let isNarrow = state.layout.kind == .narrow
        var column = rect.column + (isNarrow ? 1 : 0)
        for (view, request, name, short) in [
            (ConsoleState.View.queue, Request.showQueue, "Queue", "Queue"),
            (.history, .showHistory, "History", "History"),
            (.trust, .showTrust, "Trust", "Trust"), (.authorizations, .showAuthorizations, "Authorizations", "Auth"),
        ] {
            let isActive = state.view == view
            let key = state.keymap.label(for: request, in: context) ?? ""
            column += draw(key + " ", at: column, rect.row, columns: rect.endColumn - column, "hint.key")
            let title = isActive ? name.uppercased() : isNarrow ? short : name
            column += draw(
                title, at: column, rect.row, columns: rect.endColumn - column, isActive ? "tab.active" : "tab")
            if view == .queue { column += drawCounts(state.queue, at: column, rect) }
            column += Self.gap
        }
        // What stands there is one column away at least.
        drawSummary(state, after: column - Self.gap + 1, rect)
    }

    private static let gap = 2

    private mutating func drawCounts(_ queue: QueueState, at column: Int, _ rect: Rect) -> Int {
        guard queue.total > 0 else { return 0 }
        let count = draw(
            " " + Words.grouped(queue.total), at: column, rect.row, columns: rect.endColumn - column, "tab")
        if queue.fresh.isEmpty { return count }
        let news = " (+\(Words.grouped(queue.fresh.count)) new)"
        return count + draw(news, at: column + count, rect.row, columns: rect.endColumn - column - count, "tab.badge")
    }

    /// Right to left, each part only where it fits.
    private mutating func drawSummary(_ state: ConsoleState, after start: Int, _ rect: Rect) {
        let queue = state.queue
        var parts: [(String, StyleName)] = []
        if queue.graveCount > 0 { parts.append(("! \(Words.grouped(queue.graveCount)) grave", "risk.high")) }
        if !queue.badFiles.isEmpty { parts.append((Words.count(queue.badFiles.count, "bad file"), "verdict.failed")) }
        if let oldest = queue.oldest {
            parts.append(("oldest " + Words.age(of: oldest, at: state.now), "queue.age"))
        }
        var end = rect.endColumn - (state.layout.kind == .narrow ? 1 : 0)
        // Closer together where that makes the last one fit.
        let width = parts.reduce(0) { $0 + $1.0.count + Self.gap } - Self.gap
        let gap = width <= end - start ? Self.gap : 1
        for (text, name) in parts where end - text.count >= start {
            end = drawRight(text, before: end, rect.row, style(name)) - gap
        }
    }
}
