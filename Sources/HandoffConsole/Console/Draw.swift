import Terminal

/// A picture of the console.
package struct Frame: Sendable {
    package let buffer: Buffer
    /// Where text is being typed; nil where none is.
    package let cursor: (column: Int, row: Int)?
}

/// Draws the state. Pure, and the same state gives the same picture.
package func draw(_ state: ConsoleState, theme: Theme, depth: ColorDepth) -> Frame {
    var canvas = Canvas(size: state.size, theme: theme, depth: depth, isUTF8: state.isUTF8)
    let layout = state.layout
    if layout.kind == .tooSmall {
        canvas.drawTooSmall(state)
        return Frame(buffer: canvas.buffer, cursor: nil)
    }
    let showsPanes = state.view == .queue && state.help == nil && state.review == nil
    canvas.drawFrame(layout, split: showsPanes ? state.focus : nil)
    canvas.drawTabs(state)
    if let help = state.help {
        canvas.drawPage(help, in: layout.page)
    } else if state.view == .history {
        canvas.drawHistory(state)
    } else if state.view == .authorizations {
        canvas.drawAuthorizations(state)
    } else if state.view == .trust {
        canvas.drawTrust(state)
    } else if let review = state.review {
        canvas.drawReview(state, review)
    } else {
        if layout.showsList { canvas.drawQueue(state) }
        if layout.showsCard { canvas.drawCard(state) }
    }
    canvas.drawStatus(state)
    canvas.drawHints(state)
    if let dialog = state.dialog { canvas.drawDialog(state, dialog) }
    return Frame(buffer: canvas.buffer, cursor: canvas.cursor)
}

extension Canvas {
    fileprivate mutating func drawTooSmall(_ state: ConsoleState) {
        let size = buffer.size
        let need = "\(Layout.smallest.columns)\(symbols.times)\(Layout.smallest.rows)"
        var lines = ["need \(need), have \(size.columns)\(symbols.times)\(size.rows)"]
        let isAsking = state.dialog != nil || state.isTypingFilter
        let key = isAsking ? nil : state.keymap.label(for: .quit, in: state.keyContext)
        lines.append("make it larger" + (key.map { ", or \($0) quits" } ?? ""))
        for (place, line) in lines.prefix(size.rows).enumerated() {
            let column = max(0, (size.columns - TextWidth.columns(of: line)) / 2)
            draw(line, at: column, (size.rows - 1) / 2 + place, columns: size.columns, place == 0 ? "text" : "hint")
        }
    }
}
