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
            switch request {
            case .confirm:
                guard decisionGuard.admits(key, at: uptime) else { return [] }
                return send(subject, message: nil, confirmation: "yes")
            case .back: dialog = nil
            default: sayAnswers("approves")
            }
        case .quit:
            switch request {
            case .confirm: return [.quit]
            case .back: dialog = nil
            default: sayAnswers("leaves")
            }
        case .renew(let id):
            switch request {
            case .confirm:
                dialog = nil
                return [.changeAuthorizations([id], .renewed)]
            case .back: dialog = nil
            default: sayAnswers("goes on with it")
            }
        case .accept(let suggestion):
            switch request {
            case .confirm: return accept(suggestion)
            case .back: dialog = nil
            default: sayAnswers("accepts")
            }
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

    /// For a key that is no answer, such as a small `y`.
    private mutating func sayAnswers(_ confirming: String) {
        let confirm = keymap.label(for: .confirm, in: .dialog) ?? "Y"
        let back = keymap.label(for: .back, in: .dialog) ?? "Esc"
        let shift = confirm.count == 1 && confirm.lowercased() != confirm ? ", with Shift," : ""
        status.refuse(.info, "\(confirm)\(shift) \(confirming); \(back) goes back", at: uptime)
    }

    private mutating func sendWords(_ subject: Dialog.Subject, _ text: String, _ key: Key) -> [ConsoleEffect] {
        let words = text.isBlank ? nil : text
        if words == nil, asksForAnswer(subject) {
            status.refuse(.warn, "Type an answer first", at: uptime)
            return []
        }
        guard decisionGuard.admits(key, at: uptime) else {
            status.refuse(.warn, "Too fast: press it again", at: uptime)
            return []
        }
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
