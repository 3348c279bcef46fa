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
        let below = max(queue.count, queue.total) - queue.window.upperBound
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
        drawTexts(card.agent, card.title, card.trigger.mark, name, state, at: row)
    }

    private mutating func drawRow(_ file: BadFile, _ state: ConsoleState, at row: Int, isUnderCursor: Bool) {
        drawStart("  !", "bad file", "verdict.failed", since: file.time, state, at: row, isUnderCursor: isUnderCursor)
        drawTexts(SafeText.line(file.name), SafeText.line(file.reason), nil, "queue.row", state, at: row)
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
        _ agent: SafeLine, _ title: SafeLine, _ mark: String?, _ name: StyleName, _ state: ConsoleState, at row: Int
    ) {
        let list = state.layout.list
        let width = list.columns > 60 ? 15 : 11
        let start = list.column + Column.agent
        draw(agent, at: start, row, columns: width, "queue.agent")
        if let mark { draw(mark, at: start + width + 1, row, columns: 1, "text.muted") }
        let column = start + width + 3
        draw(title, at: column, row, columns: list.endColumn - 1 - column, name)
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
