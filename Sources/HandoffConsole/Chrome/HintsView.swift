import Terminal

extension Canvas {
    /// The keys that matter here, as many as fit; help always.
    mutating func drawHints(_ state: ConsoleState) {
        let rect = state.layout.hints.inset(columns: 1)
        var column = rect.column
        var end = rect.endColumn
        if state.dialog == nil, let help = state.keymap.label(for: .help, in: state.keyContext) {
            end -= help.count + 7
            drawHint(help, "help", at: end + 2, rect)
        }
        for (keys, word) in state.hints {
            let columns = TextWidth.columns(of: keys) + 1 + word.count
            if column + columns > end { break }
            drawHint(keys, word, at: column, rect)
            column += columns + 2
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
        case .quit: return hints(of: [[.confirm], [.back]])
        case .ended: return [("Esc", "go on")]
        case nil: break
        }
        let deciding: [[Request]] = [[.approve], [.review], [.skip], [.decline], [.answer]]
        switch keyContext {
        case .page: return hints(of: [[.down, .up], [.pageDown], [.back]])
        case .history: return hints(of: [[.down, .up], [.open], [.follow], [.last], [.showQueue], [.back]])
        case .review, .reviewWithOptions:
            return hints(of: deciding.filter { $0 != [.review] } + [[.pageDown], [.back]])
        case .cardWithOptions: return [optionHint] + hints(of: deciding + [[.reasoning], [.back]])
        default:
            guard exposure != nil else { return hints(of: [[.down, .up], [.open], [.showHistory], [.quit]]) }
            let opening = focus == .list && card?.card.question != nil ? [openHint("options")] : []
            return opening + hints(of: deciding + [[.reasoning], [.down, .up], focus == .list ? [.open] : [.back]])
        }
    }

    private func openHint(_ word: String) -> (keys: String, word: String) {
        (keymap.label(for: .open, in: keyContext) ?? "", word)
    }

    private var optionHint: (keys: String, word: String) {
        let count = card?.card.question?.options.count ?? 1
        return (count == 1 ? "1" : "1-\(count)", "options")
    }

    private func hints(of groups: [[Request]]) -> [(keys: String, word: String)] {
        groups.compactMap { group in
            let keys = group.compactMap { keymap.label(for: $0, in: keyContext) }
            guard keys.count == group.count, let word = group[0].hint else { return nil }
            return (keys.joined(separator: "/"), word)
        }
    }
}
