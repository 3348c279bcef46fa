import HandoffCards
import Terminal

extension Canvas {
    /// Columns of the list, from its left edge.
    private enum Column {
        static let cursor = 1
        static let mark = 2
        static let glyph = 3
        static let word = 7
        static let age = 16
        static let agent = 22
    }

    mutating func drawQueue(_ state: ConsoleState) {
        let layout = state.layout
        let queue = state.queue
        guard queue.isLoaded, queue.count > 0 else {
            // An empty queue is explained where the card would be.
            if queue.isLoaded {
                if !layout.showsCard { drawEmpty(state, in: layout.page.inset(columns: 1)) }
                return
            }
            let text = "Opening the queue" + symbols.ellipsis
            draw(
                text, at: layout.list.column + Column.glyph, layout.list.row, columns: layout.list.columns, "text.muted"
            )
            return
        }
        for place in queue.window {
            let row = layout.list.row + place - queue.top
            switch queue.item(at: place) {
            case .card(let key): drawRow(key, state, at: row, isUnderCursor: place == queue.index)
            case .badFile(let file): drawRow(file, state, at: row, isUnderCursor: place == queue.index)
            case nil: break
            }
        }
        let end = layout.list.endColumn
        let above = queue.window.lowerBound
        let below = queue.expectedCount - queue.window.upperBound
        if above > 0 {
            drawOnRule("\(symbols.up) \(Words.grouped(above))", row: layout.list.row - 1, before: end, "hint")
        }
        if below > 0 {
            drawOnRule("\(symbols.down) \(Words.grouped(below))", row: layout.list.endRow, before: end, "hint")
        }
    }

    private mutating func drawRow(_ key: PendingKey, _ state: ConsoleState, at row: Int, isUnderCursor: Bool) {
        let card = state.queue.rows[key.row]
        let isExpired = card?.expires.map { $0 <= state.now } ?? false
        let isFresh = state.queue.fresh.contains(key.row)
        drawStart(
            key.risk.glyph, key.risk.label, key.risk.style, since: key.since, state, at: row,
            isUnderCursor: isUnderCursor)
        if state.inFlight[key.row] != nil {
            draw(symbols.ellipsis, at: state.layout.list.column + Column.mark, row, columns: 1, "verdict.held")
        } else if isFresh {
            draw("*", at: state.layout.list.column + Column.mark, row, columns: 1, "mark")
        }
        guard let card else { return }
        let name: StyleName = isExpired ? "queue.expired" : isFresh ? "queue.new" : "queue.row"
        drawTexts(
            card.agent, card.title, card.trigger.mark, target: card.target, account: card.account, name, state, at: row)
    }

    private mutating func drawRow(_ file: BadFile, _ state: ConsoleState, at row: Int, isUnderCursor: Bool) {
        drawStart("  !", "bad file", "verdict.failed", since: file.time, state, at: row, isUnderCursor: isUnderCursor)
        let fileName = SafeText.line(file.name)
        drawTexts(
            fileName, SafeText.line(file.reason), nil, target: fileName, account: nil, "queue.row", state, at: row)
    }

    /// The console's own columns: cursor, risk, age. The cursor is a mark and a background up to the end of the risk,
    /// and the risk is of one style, so that moving the cursor changes few cells and few styles.
    private mutating func drawStart(
        _ glyph: String, _ word: String, _ name: StyleName, since: Timestamp, _ state: ConsoleState, at row: Int,
        isUnderCursor: Bool
    ) {
        let start = state.layout.list.column
        if isUnderCursor {
            buffer.fill(Rect(column: start, row: row, columns: Column.word + word.count, rows: 1), style("cursor"))
            draw(">", at: start + Column.cursor, row, columns: 1, "cursor")
        }
        let indent = glyph.prefix { $0 == " " }.count
        let text = glyph.dropFirst(indent) + " " + word
        let style = isUnderCursor ? style(name, over: "cursor") : style(name)
        draw(String(text), at: start + Column.glyph + indent, row, columns: text.count, style)
        drawRight(Words.age(of: since, at: state.now), before: start + Column.age + 4, row, self.style("queue.age"))
    }

    private mutating func drawTexts(
        _ agent: SafeLine, _ title: SafeLine, _ mark: String?, target: SafeLine?, account: SafeLine?,
        _ name: StyleName, _ state: ConsoleState, at row: Int
    ) {
        let list = state.layout.list
        let width = agentColumns(in: state.layout)
        var column = list.column + Column.agent - 1
        if width > 0 {
            draw(agent, at: column + 1, row, columns: width, "queue.agent")
            column += width + 2
        }
        if let mark { draw(mark, at: column, row, columns: 1, "text.muted") }
        column += 2
        var room = list.endColumn - 1 - column
        if state.layout.kind == .wide, let subject = subject(target, account, of: title, room: room) {
            draw(subject, at: column + room - subject.columns, row, columns: subject.columns, name)
            room -= subject.columns + 2
        }
        draw(title, at: column, row, columns: room, name)
    }

    /// Beside the card the list is narrow, and the card names the agent.
    private func agentColumns(in layout: Layout) -> Int {
        if layout.kind == .wide { return layout.list.columns >= 80 ? 15 : 0 }
        return layout.list.columns > 60 ? 15 : 11
    }

    /// What tells a row from others whose titles begin alike, where the title does not show it: the target, with the account where
    /// both fit; else the account. At most half of the room, more only where the title leaves it.
    private func subject(_ target: SafeLine?, _ account: SafeLine?, of title: SafeLine, room: Int) -> SafeLine? {
        let shown = title.truncated(to: room, ellipsis: true).text
        func hidden(_ line: SafeLine?) -> SafeLine? { line.flatMap { shown.contains($0.text) ? nil : $0 } }
        let limit = max(room / 2, room - title.columns - 2)
        let account = hidden(account).map { SafeText.line("for ") + $0 }
        guard let target = hidden(target) else { return account?.truncatedInMiddle(to: limit) }
        if let account, target.columns + 1 + account.columns <= limit { return target + SafeText.line(" ") + account }
        return target.truncatedInMiddle(to: limit)
    }
}

extension Canvas {
    @discardableResult
    mutating func draw(_ text: SafeLine, at column: Int, _ row: Int, columns: Int, _ name: StyleName) -> Int {
        draw(text, at: column, row, columns: columns, style(name))
    }
}

extension Card.Trigger {
    /// What kind of hand-over it is, where it is not the usual one.
    var mark: String? {
        switch self {
        case .boundary: nil
        case .confidence: "?"
        case .scope: "/"
        case .failure: "x"
        }
    }
}
