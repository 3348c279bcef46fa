import Terminal

extension Canvas {
    /// The keys that matter here, as many as fit; help always.
    mutating func drawHints(_ state: ConsoleState) {
        let rect = state.layout.hints.inset(columns: 1)
        if state.isTypingFilter, state.dialog == nil, let editor = state.history.search.editor {
            return drawFilterHints(state, editor, rect)
        }
        var column = rect.column
        var end = rect.endColumn
        if state.dialog == nil, let help = state.keymap.label(for: .help, in: state.keyContext) {
            end -= help.count + 7
            drawHint(help, "help", at: end + 2, rect)
        }
        for (keys, word) in state.hints {
            let columns = TextWidth.columns(of: keys) + 1 + TextWidth.columns(of: word)
            if column + columns > end { break }
            drawHint(keys, word, at: column, rect)
            column += columns + 2
        }
        // The status line is taken by the prompt.
        if case .words = state.dialog, let notice = state.status.passing {
            let name: StyleName = notice.level == .warn ? "toast.warn" : "toast.info"
            draw(SafeText.line(notice.text), at: column, rect.row, columns: end - column, name)
        }
    }

    private mutating func drawHint(_ keys: String, _ word: String, at column: Int, _ rect: Rect) {
        let used = draw(keys + " ", at: column, rect.row, columns: rect.endColumn - column, "hint.key")
        draw(word, at: column + used, rect.row, columns: rect.endColumn - column - used, "hint")
    }
}

extension ConsoleState {
    /// Keys and words, the most wanted first.
    fileprivate var hints: [(keys: String, word: String)] {
        switch dialog {
        case .words: return [("Enter", "send"), ("Esc", "keep and close")]
        case .typed: return [("Enter", "approve, when it is the same"), ("Esc", "back")]
        case .confirm: return hints(of: [[.confirm], [.back]])
        case .quit, .renew, .accept: return hints(of: [[.confirm], [.back]])
        case .canary, .ended: return [("Esc", "go on")]
        case nil: break
        }
        let deciding: [[Request]] = isReadOnly ? [[.review]] : [[.approve], [.review], [.skip], [.decline], [.answer]]
        switch keyContext {
        case .page: return hints(of: [[.down, .up], [.pageDown], [.back]])
        case .record:
            return hints(of: [[.down, .up], [.pageDown]]) + recordFoldHint
                + hints(of: [[.members], [.nextRecord, .previousRecord], [.back]])
        case .history where history.search.isOn:
            return hints(of: [[.down, .up], [.open], [.filter], [.last]]) + [
                (keymap.label(for: .back, in: .history) ?? "Esc", "clear filter")
            ]
        case .history:
            return hints(of: [
                [.down, .up], [.open], [.filter], [.previousDay, .nextDay], [.follow], [.last], [.showQueue], [.back],
            ])
        case .trust, .trustDetail:
            if trust.items.isEmpty { return hints(of: [[.regroup], [.back]]) }
            let opening: [[Request]] = keyContext == .trust ? [[.open]] : [[.pageDown]]
            return hints(of: trustChanges + opening + [[.regroup], [.down, .up], [.back]])
        case .authorizations, .authorization:
            let changing: [[Request]] = isReadOnly ? [] : [[.revoke], [.renew], [.pauseAll]]
            let opening: [[Request]] = keyContext == .authorizations ? [[.open]] : [[.pageDown]]
            return hints(of: changing + opening + [[.down, .up], [.back]])
        case .review, .reviewWithOptions:
            return hints(of: deciding.filter { $0 != [.review] } + [[.pageDown], [.back]])
        default:
            guard exposure != nil else { return listHints }
            let options = keyContext == .cardWithOptions && !isReadOnly ? [optionHint] : []
            let start = layout.kind == .narrow && focus == .card ? hints(of: [[.back]]) : []
            if focus == .list {
                let deciding = hints(of: deciding)
                let leading = card?.card.question == nil ? deciding + enterHint : enterHint + deciding
                return leading + hints(of: [[.down, .up]]) + foldHint
            }
            let end = start.isEmpty ? hints(of: [[.back]]) : []
            return start + options + joined(enterHint, hints(of: deciding)) + end + foldHint
        }
    }

    /// What may change what is under the cursor.
    private var trustChanges: [[Request]] {
        switch trust.current {
        case .suggestion where !isReadOnly: [[.acceptSuggestion], [.dismissSuggestion]]
        case .row(let row) where !isReadOnly && row.level?.previous != nil: [[.lowerTrust]]
        default: []
        }
    }

    /// Where no card can be decided.
    private var listHints: [(keys: String, word: String)] {
        let leaving: [[Request]] = [[.showHistory], [.quit]]
        if queue.count == 0 { return hints(of: leaving) }
        let opening: [[Request]] = !layout.showsCard ? [[.open]] : layout.kind == .narrow ? [[.back]] : []
        return hints(of: [[.down, .up]] + opening + leaving)
    }

    /// What Enter does: where the card has the focus, the marked button, if Enter may press it.
    private var enterHint: [(keys: String, word: String)] {
        guard let key = keymap.label(for: .open, in: keyContext), let card else { return [] }
        if focus == .list { return [(key, card.card.question == nil || isReadOnly ? "open" : "options")] }
        guard card.buttons.indices.contains(card.focusedButton) else { return [] }
        let marked = card.buttons[card.focusedButton]
        let isPressed = marked.button.does == .review || card.risk == .low && !isReadOnly
        // In the console's own word: nothing that an agent writes stands in this row.
        return isPressed ? [(key, marked.button.does.word.lowercased())] : []
    }

    /// Both keys beside one word, where Enter does what another key does.
    private func joined(
        _ enter: [(keys: String, word: String)], _ others: [(keys: String, word: String)]
    ) -> [(keys: String, word: String)] {
        guard let first = enter.first, let place = others.firstIndex(where: { $0.word == first.word }),
            let card, card.buttons[card.focusedButton].request?.hint == first.word
        else { return enter + others }
        var joined = others
        joined[place].keys = first.keys + "/" + others[place].keys
        return joined
    }

    private var foldHint: [(keys: String, word: String)] {
        guard let card, card.isFoldable, let key = keymap.label(for: .reasoning, in: keyContext) else { return [] }
        return [(key, card.isUnfolded ? "fold" : "unfold")]
    }

    private var recordFoldHint: [(keys: String, word: String)] {
        guard let key = keymap.label(for: .reasoning, in: .record) else { return [] }
        return [(key, history.isUnfolded ? "fold" : "unfold")]
    }

    private var optionHint: (keys: String, word: String) {
        let count = card?.card.question?.options.count ?? 1
        return (count == 1 ? "1" : "1-\(count)", "approve option")
    }

    private func hints(of groups: [[Request]]) -> [(keys: String, word: String)] {
        groups.compactMap { group in
            let keys = group.compactMap { keymap.label(for: $0, in: keyContext) }
            guard keys.count == group.count, let word = group[0].hint else { return nil }
            return (keys.joined(separator: "/"), word)
        }
    }
}
