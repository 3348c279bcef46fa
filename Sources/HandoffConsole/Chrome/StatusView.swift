import Terminal

extension Canvas {
    /// What happened and what is going on; at the right, whether a decision key counts now.
    mutating func drawStatus(_ state: ConsoleState) {
        let rect = state.layout.status
        buffer.fill(rect, style("status"))
        if case .words(let subject, let editor) = state.dialog {
            return drawWords(editor, state.asksForAnswer(subject), rect)
        }
        if state.isTypingFilter, state.dialog == nil, let editor = state.history.search.editor {
            return drawFilter(state, editor, rect)
        }
        let end = drawGuard(state, rect) - 2
        let room = Rect(column: rect.column + 1, row: rect.row, columns: end - rect.column - 1, rows: 1)
        if let error = state.status.errors.last {
            drawError(error, others: state.status.errors.count - 1, room)
        } else if let notice = state.status.passing {
            let name: StyleName = notice.level == .warn ? "toast.warn" : "toast.info"
            draw(
                SafeText.line(notice.text), at: room.column, room.row, columns: room.columns,
                style(name, over: "status"))
        } else if let admission = state.status.admission {
            drawProgress(admission, room)
        } else {
            draw(place(in: state), at: room.column, room.row, columns: room.columns, "status")
        }
    }

    private mutating func drawError(_ error: String, others: Int, _ rect: Rect) {
        let hint = (others > 0 ? "+\(others)  " : "") + "Esc dismisses"
        let end = drawRight(hint, before: rect.endColumn, rect.row, style("hint", over: "status")) - 2
        draw(
            SafeText.line("! " + error), at: rect.column, rect.row, columns: end - rect.column,
            style("toast.error", over: "status"))
    }

    private mutating func drawProgress(_ admission: StatusState.Admission, _ rect: Rect) {
        let text = "checking \(Words.grouped(admission.done)) of \(Words.grouped(admission.total))  "
        let used = draw(text, at: rect.column, rect.row, columns: rect.columns, "status")
        let width = min(20, rect.columns - used)
        let full = width * admission.done / max(1, admission.total)
        let bar =
            String(repeating: symbols.barFull, count: max(0, full))
            + String(repeating: symbols.barEmpty, count: max(0, width - full))
        draw(bar, at: rect.column + used, rect.row, columns: width, style("progress", over: "status"))
    }

    private func place(in state: ConsoleState) -> String {
        switch state.view {
        case .queue:
            // Cards and bad files are counted apart, as in the tabs.
            let queue = state.queue
            switch queue.cursor {
            case .card: return place(state, queue.index, of: queue.total)
            case .badFile:
                return place(state, queue.index - queue.keys.count, of: queue.badFiles.count, what: "bad file ")
            case nil: return state.operatorName
            }
        case .trust:
            let trust = state.trust
            guard !trust.items.isEmpty else { return state.operatorName }
            return place(state, trust.index, of: trust.items.count)
        case .authorizations:
            guard !state.authorizations.rows.isEmpty else { return state.operatorName }
            return place(state, state.authorizations.index, of: state.authorizations.rows.count)
        case .history where state.history.search.isOn && state.history.detail == nil:
            return Self.summary(of: state.history.search, symbols)
        case .history where state.history.detail != nil && state.history.query?.sequence == nil:
            let search = state.history.search
            return "case \(Words.grouped(search.index + 1)) of \(Words.count(search.rows.count, "case")) found"
        case .history:
            guard state.history.rows.indices.contains(state.history.index) else { return state.operatorName }
            let line = state.history.rows[state.history.index].sequence
            return "line \(Words.grouped(line))" + (state.history.isFollowing ? "  following" : "")
        }
    }

    private func place(_ state: ConsoleState, _ index: Int, of count: Int, what: String = "") -> String {
        "\(state.operatorName)  \(what)\(Words.grouped(index + 1)) of \(Words.grouped(count))"
    }

    /// Returns the column at which it begins.
    private mutating func drawGuard(_ state: ConsoleState, _ rect: Rect) -> Int {
        guard let (word, name) = guardWord(state) else { return rect.endColumn }
        return drawRight(word, before: rect.endColumn - 1, rect.row, style(name, over: "status"))
    }

    private func guardWord(_ state: ConsoleState) -> (String, StyleName)? {
        if state.isReadOnly { return ("read-only", "toast.warn") }
        if state.policyProblem != nil { return ("policy unusable: no approvals", "toast.error") }
        guard let exposure = state.exposure else { return nil }
        if state.inFlight[exposure.row] != nil { return ("sending" + symbols.ellipsis, "verdict.held") }
        if state.isReady { return ("armed ", "hint") }
        switch state.decisionGuard.refusal {
        case .notArmed: return ("not armed yet", "toast.warn")
        case .held: return ("too fast: wait a moment", "toast.warn")
        case nil: return ("arming", "hint")
        }
    }

    private mutating func drawWords(_ editor: LineEditor, _ isAnswer: Bool, _ rect: Rect) {
        let label = isAnswer ? "Answer: " : "Decline because: "
        let used = draw(
            label, at: rect.column + 1, rect.row, columns: rect.columns - 1, style("prompt", over: "status"))
        let field = Rect(
            column: rect.column + 1 + used, row: rect.row, columns: rect.columns - used - 2, rows: 1)
        drawEditor(editor, in: field, "status")
    }

    /// The part of the text around the cursor that fits.
    mutating func drawEditor(_ editor: LineEditor, in field: Rect, _ name: StyleName) {
        var start = editor.place
        var width = 0
        while start > 0 {
            let columns = SafeText.line(String(editor.characters[start - 1])).columns
            if width + columns > field.columns - 1 { break }
            width += columns
            start -= 1
        }
        let text = SafeText.line(String(editor.characters[start...])).truncated(to: field.columns, ellipsis: false)
        draw(text, at: field.column, field.row, columns: field.columns, style(name))
        cursor = (field.column + width, field.row)
    }
}
