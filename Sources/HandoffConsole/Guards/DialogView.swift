import HandoffCards
import HandoffTrust
import Terminal

extension Canvas {
    /// What the console asks back, over the page. Words are typed in the status line instead.
    mutating func drawDialog(_ state: ConsoleState, _ dialog: Dialog) {
        switch dialog {
        case .words: return
        case .quit(let doubt): drawQuit(state, doubt)
        case .renew(let id): drawRenewal(state, id)
        case .accept(let suggestion): drawAcceptance(state, suggestion)
        case .canary(let lesson): drawText(state, "You missed a canary", Self.missed + lesson)
        case .ended(let ending): drawText(state, "Too late", ending.text)
        case .confirm(let subject):
            guard let card = state.card else { return }
            drawConfirmation(state, card, subject, typed: nil)
        case .typed(let subject, let value, let what, let editor):
            guard let card = state.card else { return }
            drawConfirmation(state, card, subject, typed: (value, what, editor))
        }
    }

    private mutating func drawQuit(_ state: ConsoleState, _ doubt: Dialog.QuitDoubt) {
        let text =
            switch doubt {
            case .unsentWords: "Words that you typed for a card were not sent."
            case .decisionInFlight: "A decision is still being sent; the gate may or may not record it."
            }
        let area = state.layout.page
        let inside = drawBox("Leave?", rows: 5, columns: min(area.columns, 72), in: area, "dialog")
        draw(text, at: inside.column, inside.row, columns: inside.columns, "text")
        drawAnswers(state, "leave anyway", "stay", at: inside.row + 2, inside)
    }

    private mutating func drawRenewal(_ state: ConsoleState, _ id: AuthorizationID) {
        guard let row = state.authorizations.rows.first(where: { $0.id == id }) else { return }
        let area = state.layout.page
        let columns = min(area.columns, 76)
        let text =
            "\(row.scope). Used \(Words.count(row.uses, "time")), \(row.undone == 0 ? "none" : Words.grouped(row.undone)) undone."
        let lines = SafeText.wrapped(text, columns: columns - 4).prefix(6)
        let inside = drawBox(
            "Go on with \(id) for 30 days?", rows: lines.count + 4, columns: columns, in: area, "dialog.danger")
        for (place, line) in lines.enumerated() {
            draw(line, at: inside.column, inside.row + place, columns: inside.columns, "text")
        }
        drawAnswers(state, "yes, go on", "no", at: inside.endRow - 1, inside)
    }

    /// All that would hold, since more is left to agents by it.
    private mutating func drawAcceptance(_ state: ConsoleState, _ suggestion: Suggestion) {
        let area = state.layout.page
        let columns = min(area.columns, 76)
        let text = SuggestionText(suggestion: suggestion, columns: columns - 4)
        let rows = text.shownTerms(in: area.rows - 4)
        let inside = drawBox(
            "Accept this suggestion?", rows: rows.count + 4, columns: columns, in: area, "dialog.danger")
        draw(rows[...], in: inside)
        drawAnswers(state, "yes, accept", "no", at: inside.endRow - 1, inside)
    }

    private static let missed =
        "The gate made this card up to see whether cards are read. You approved it; nothing comes of that. What was wrong with it: "

    private mutating func drawText(_ state: ConsoleState, _ title: String, _ text: String) {
        let area = state.layout.page
        let columns = min(area.columns, 72)
        let lines = SafeText.wrapped(text, columns: columns - 4).prefix(max(3, area.rows - 4))
        let inside = drawBox(title, rows: lines.count + 4, columns: columns, in: area, "dialog.danger")
        for (place, line) in lines.enumerated() {
            draw(line, at: inside.column, inside.row + place, columns: inside.columns, "text")
        }
        draw("[Esc] go on", at: inside.column, inside.endRow - 1, columns: inside.columns, "button")
    }

    /// Restates action, target and effect, in gutters like everywhere.
    private mutating func drawConfirmation(
        _ state: ConsoleState, _ card: CardPane, _ subject: Dialog.Subject,
        typed: (value: String, what: String, editor: LineEditor)?
    ) {
        let area = confirmationArea(state, card)
        let columns = min(area.columns, 76)
        var rows = restatement(card, subject, columns: columns - 4, isLow: area.rows < 14)
        if let typed {
            rows += TextRow.rows(
                "TYPE", [SafeText.identity(typed.value)], style: "prompt", labelStyle: "prompt")
        }
        let isSpacious = rows.count + 6 <= area.rows
        if isSpacious { rows.insert(.blank, at: 1) }
        let title = "\(card.risk.label)  #\(card.loaded.digest.hex.prefix(4))"
        let inside = drawBox(
            title, rows: rows.count + (isSpacious ? 4 : 3), columns: columns, in: area, "dialog.danger")
        draw(rows.prefix(inside.rows - 1), in: inside)
        let last = inside.endRow - 1
        guard let typed else {
            return drawAnswers(state, "yes, approve", "no", at: last, inside)
        }
        let label = "Type the \(typed.what), then Enter: "
        let used = draw(label, at: inside.column, last, columns: inside.columns, "prompt")
        let field = Rect(column: inside.column + used, row: last, columns: inside.columns - used, rows: 1)
        drawEditor(typed.editor, in: field, "text")
    }

    /// Over the text that the dialog restates; the band stays in sight where there is room.
    private func confirmationArea(_ state: ConsoleState, _ card: CardPane) -> Rect {
        let layout = state.layout
        if layout.kind == .narrow { return layout.page }
        let pane = state.review == nil ? layout.card : layout.page
        return pane.split(top: state.bandRows(columns: pane.columns)).rest.split(top: 18).top
    }

    private func restatement(_ card: CardPane, _ subject: Dialog.Subject, columns: Int, isLow: Bool) -> [TextRow] {
        let action = card.card.action
        let part = card.card.part(of: subject.press) ?? .whole
        let stakes = card.loaded.stakes(of: part)
        let undo =
            switch card.loaded.isReversible {
            case true?: "It can be undone."
            case false?: "It CANNOT be undone."
            case nil: "Whether it can be undone is not known."
            }
        let asked = card.loaded.isOwn ? "Record that it was done?" : "Approve this? " + undo
        var rows = [TextRow.own(asked, style: "title")]
        func folded(_ label: String, _ text: String, _ limit: Int, _ style: StyleName) {
            rows += TextRow.rows(
                label, SafeText.wrapped(text, columns: columns - TextRow.marginColumns, maximumLines: limit),
                style: style)
        }
        folded("ACTION", action.type, 1, "card.fact")
        if let target = stakes.target ?? (part == .whole ? action.target : nil) {
            let room = columns - TextRow.marginColumns
            rows += TextRow.rows(
                "TARGET", [SafeText.identity(target).truncated(to: room, ellipsis: true)], style: "card.fact")
        }
        switch subject.press {
        case .option(let id):
            let option = card.card.question?.options.first { $0.id == id }
            folded("OPTION", option?.label ?? id, 1, "card.action")
        case .button(let id):
            if card.card.buttons.first(where: { $0.id == id })?.does == .approve(.inScope) {
                folded("ONLY", card.card.scope?.inScope?.proposal ?? "", isLow ? 1 : 3, "card.action")
            }
        default: break
        }
        if let others = card.card.otherArguments(approving: part) {
            folded("WITH", others, isLow ? 2 : 4, "card.action")
        }
        if let command = stakes.command {
            rows += TextRow.computed("RUNS", command, columns: columns, limit: 4, style: "card.action")
        }
        if let value = stakes.value { folded("VALUE", value.description, 1, "card.fact") }
        // What is grave is confirmed with its whole effect before one's eyes, where there is room at all.
        let limit = isLow ? 2 : 6
        if let computed = stakes.consequence {
            rows += TextRow.computed("EFFECT", computed, columns: columns, limit: limit, style: "card.effect")
        } else {
            folded("EFFECT", card.card.consequence ?? "(the agent does not say)", limit, "card.effect")
        }
        return rows
    }

    private mutating func drawAnswers(_ state: ConsoleState, _ yes: String, _ no: String, at row: Int, _ rect: Rect) {
        let confirm = state.keymap.label(for: .confirm, in: .dialog) ?? "Y"
        let back = state.keymap.label(for: .back, in: .dialog) ?? "Esc"
        var column = rect.column
        column += draw("[\(confirm)] \(yes)", at: column, row, columns: rect.columns, "button.guarded") + 4
        draw("[\(back)] \(no)", at: column, row, columns: rect.endColumn - column, "button")
    }
}
