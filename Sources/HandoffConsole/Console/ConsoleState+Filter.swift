import HandoffAudit
import Terminal

extension ConsoleState {
    /// Whether keys go into the history's filter.
    var isTypingFilter: Bool {
        view == .history && help == nil && history.detail == nil && history.search.editor != nil
    }

    mutating func openFilter() {
        history.search.open()
        // What shows is moved by the arrows only as long as one types.
        history.resize(height: layout.page.rows)
    }

    /// A key while the filter is typed: arrows and pages move through what was found, the rest is text.
    mutating func typeFilter(_ key: Key) -> [ConsoleEffect] {
        guard var editor = history.search.editor else { return [] }
        switch keymap.request(for: key, in: .dialog) {
        case .suspend: return [.suspend]
        case .redraw: return [.redraw]
        default: break
        }
        switch key {
        case .escape: history.search.clear()
        case .enter:
            // The line below says what is wrong.
            if history.search.error == nil { history.search.close() }
        case .up: moveInHistory(by: -1)
        case .down: moveInHistory(by: 1)
        case .pageUp: moveInHistory(by: -max(1, history.height - 1))
        case .pageDown: moveInHistory(by: max(1, history.height - 1))
        default: if editor.handle(key) { history.search.type(editor, now: now) }
        }
        return []
    }

    mutating func moveInHistory(by rows: Int) {
        if history.search.isOn {
            history.search.move(to: history.search.index + rows)
        } else {
            history.move(to: history.index + rows)
        }
    }

    /// A paste is typed.
    mutating func pasteIntoFilter(_ text: String) {
        guard var editor = history.search.editor else { return }
        editor.paste(text)
        history.search.type(editor, now: now)
    }
}
