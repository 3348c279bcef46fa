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
        let alike = alikeTitles(state)
        for place in queue.window {
            let row = layout.list.row + place - queue.top
            switch queue.item(at: place) {
            case .card(let key): drawRow(key, state, alike, at: row, isUnderCursor: place == queue.index)
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

    private mutating func drawRow(
        _ key: PendingKey, _ state: ConsoleState, _ alike: Set<String>, at row: Int, isUnderCursor: Bool
    ) {
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
        let columns = TextColumns(state.layout)
        let shown = columns.shown(card.title)
        let subject = alike.contains(shown) ? columns.subject(of: card, shown) : nil
        drawTexts(card.agent, card.title, card.trigger.mark, subject, name, columns, state, at: row)
    }

    private mutating func drawRow(_ file: BadFile, _ state: ConsoleState, at row: Int, isUnderCursor: Bool) {
        drawStart("  !", "bad file", "verdict.failed", since: file.time, state, at: row, isUnderCursor: isUnderCursor)
        let columns = TextColumns(state.layout)
        let fileName = SafeText.line(file.name)
        let subject = columns.agent == 0 ? fileName.truncatedInMiddle(to: columns.room / 2) : nil
        drawTexts(fileName, SafeText.line(file.reason), nil, subject, "queue.row", columns, state, at: row)
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
        _ agent: SafeLine, _ title: SafeLine, _ mark: String?, _ subject: SafeLine?, _ name: StyleName,
        _ columns: TextColumns, _ state: ConsoleState, at row: Int
    ) {
        let start = state.layout.list.column
        draw(agent, at: start + Column.agent, row, columns: columns.agent, "queue.agent")
        if let mark { draw(mark, at: start + columns.mark, row, columns: 1, "text.muted") }
        var room = columns.room
        if let subject {
            draw(subject, at: start + columns.title + room - subject.columns, row, columns: subject.columns, name)
            room -= subject.columns + 2
        }
        draw(title, at: start + columns.title, row, columns: room, name)
    }

    /// What more than one card on the screen shows of its title.
    private func alikeTitles(_ state: ConsoleState) -> Set<String> {
        let columns = TextColumns(state.layout)
        var seen: Set<String> = []
        var alike: Set<String> = []
        for place in state.queue.window {
            guard case .card(let key)? = state.queue.item(at: place), let card = state.queue.rows[key.row] else {
                continue
            }
            let shown = columns.shown(card.title)
            if !seen.insert(shown).inserted { alike.insert(shown) }
        }
        return alike
    }

    /// Columns of the list's texts, from its left edge.
    private struct TextColumns {
        /// None where the list beside the card is narrow: the card names its agent.
        let agent: Int
        let mark: Int
        let title: Int
        /// For the title, and what may stand after it.
        let room: Int

        init(_ layout: Layout) {
            let columns = layout.list.columns
            agent = layout.kind == .wide && columns < 80 ? 0 : columns > 60 ? 15 : 11
            mark = Column.agent + (agent == 0 ? -1 : agent + 1)
            title = mark + 2
            room = columns - 1 - title
        }

        func shown(_ title: SafeLine) -> String { title.truncated(to: room, ellipsis: true).text }

        /// What tells a card from others that show the same title, where that does not say it: the target, with the account where
        /// both fit; else the account. At most half of the room, more only where the title leaves it.
        func subject(of card: QueueRow, _ shown: String) -> SafeLine? {
            func hidden(_ line: SafeLine?) -> SafeLine? { line.flatMap { shown.contains($0.text) ? nil : $0 } }
            let limit = max(room / 2, room - card.title.columns - 2)
            let account = hidden(card.account).map { SafeText.line("for ") + $0 }
            guard let target = hidden(card.target) else { return account?.truncatedInMiddle(to: limit) }
            if let account, target.columns + 1 + account.columns <= limit {
                return target + SafeText.line(" ") + account
            }
            return target.truncatedInMiddle(to: limit)
        }
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
