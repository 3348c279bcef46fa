import HandoffCards
import Terminal

extension ConsoleState {
    /// A key while the console asks back.
    mutating func answer(_ key: Key) -> [ConsoleEffect] {
        let request = keymap.request(for: key, in: .dialog)
        switch request {
        case .suspend: return [.suspend]
        case .redraw: return [.redraw]
        default: break
        }
        switch dialog {
        case .confirm(let subject):
            if request == .confirm, decisionGuard.admits(key, at: uptime) {
                return send(subject, message: nil, confirmation: "yes")
            }
            if request == .back { dialog = nil }
        case .quit:
            if request == .confirm { return [.quit] }
            if request == .back { dialog = nil }
        case .renew(let id):
            if request == .back { dialog = nil }
            if request == .confirm {
                dialog = nil
                return [.changeAuthorizations([id], .renewed)]
            }
        case .accept(let suggestion):
            if request == .back { dialog = nil }
            if request == .confirm { return accept(suggestion) }
        case .typed(let subject, let value, let what, var editor):
            switch key {
            case .escape: dialog = nil
            case .enter:
                guard editor.text.hasSameBytes(as: value) else {
                    status.tell(.warn, "That is not the \(what) of the card", at: uptime)
                    return []
                }
                guard decisionGuard.admits(key, at: uptime) else { return [] }
                return send(subject, message: nil, confirmation: editor.text)
            default:
                if editor.handle(key) { dialog = .typed(subject, value: value, what: what, editor) }
            }
        case .words(let subject, var editor):
            switch key {
            case .escape:
                keepWords()
                dialog = nil
            case .enter: return sendWords(subject, editor.text, key)
            default: if editor.handle(key) { dialog = .words(subject, editor) }
            }
        case .canary, .ended: if key == .escape { dialog = nil }
        case nil: break
        }
        return []
    }

    private mutating func sendWords(_ subject: Dialog.Subject, _ text: String, _ key: Key) -> [ConsoleEffect] {
        let words = text.isBlank ? nil : text
        if words == nil, asksForAnswer(subject) {
            status.tell(.warn, "Type an answer, or Esc", at: uptime)
            return []
        }
        guard decisionGuard.admits(key, at: uptime) else { return [] }
        return send(subject, message: words, confirmation: nil)
    }

    /// Whether the words are an answer, which there must be, and not a reason to decline.
    func asksForAnswer(_ subject: Dialog.Subject) -> Bool {
        if case .answer? = try? card?.card.verdict(of: subject.press) { true } else { false }
    }

    /// Keeps what was typed, should the prompt open again.
    mutating func keepWords() {
        guard case .words(let subject, let editor) = dialog, !editor.text.isBlank else { return }
        unsent = UnsentWords(subject: subject, text: editor.text)
    }

    /// A paste goes into an open prompt and nowhere else. It never decides, and stands in for typing only where a value
    /// has characters that keyboards lack.
    mutating func paste(_ text: String) {
        switch dialog {
        case nil where isTypingFilter: pasteIntoFilter(text)
        case .words(let subject, var editor):
            editor.paste(text)
            dialog = .words(subject, editor)
        case .typed(let subject, let value, let what, var editor) where !value.isTypable:
            editor.paste(text)
            dialog = .typed(subject, value: value, what: what, editor)
        case .typed(_, _, let what, _):
            status.tell(.warn, "A paste does not confirm: type the \(what)", at: uptime)
        default: status.refuse(.info, "Nothing here takes a paste", at: uptime)
        }
    }
}

extension String {
    fileprivate var isTypable: Bool { utf8.allSatisfy { (0x20...0x7e).contains($0) } }

    fileprivate var isBlank: Bool { allSatisfy { $0 == " " } }

    fileprivate func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
