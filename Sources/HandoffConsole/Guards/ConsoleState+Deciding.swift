import HandoffCards
import Terminal

extension ConsoleState {
    /// A key that decides, or shows the draft.
    mutating func press(_ request: Request, _ key: Key) -> [ConsoleEffect] {
        guard exposure != nil, let card else {
            if request != .review { status.refuse(.info, "No card is open here", at: uptime) }
            return []
        }
        switch request {
        case .review: if review == nil { openReview() }
        case .approve, .approveSecond, .approveThird:
            guard let button = card.buttons.first(where: { $0.request == request }) else {
                status.refuse(.info, "No button of this card approves that way", at: uptime)
                return []
            }
            return approve(.button(button.button.id), key)
        case .skip: return decide(.skip, key)
        case .decline: return decide(.decline, key)
        case .answer: return decide(.answer, key)
        default:
            guard let number = request.optionNumber else { return [] }
            guard let options = card.card.question?.options, options.indices.contains(number - 1) else {
                status.refuse(.info, "The question has no option \(number)", at: uptime)
                return []
            }
            return approve(.option(options[number - 1].id), key)
        }
        return []
    }

    /// An option is only chosen while all that stands under its number can be read, or as much as fits; otherwise this scrolls to it.
    private mutating func isOnScreen(option number: Int) -> Bool {
        let rows = review?.rows ?? card?.text ?? []
        let top = review?.scroll.top ?? card?.scroll ?? 0
        let height = review == nil ? cardBody.rows : reviewBody.rows
        guard let place = rows.firstIndex(where: { $0.margin == .option(number) }) else { return false }
        let more = rows[(place + 1)...].prefix { $0.margin == .gutter(label: "", style: "text.muted") }.count
        let end = place + min(more + 1, height)
        if place >= top, end <= top + height { return true }
        let distance = place < top ? place - top : end - top - height
        if review == nil { scrollCard(by: distance) } else { review?.scroll.move(by: distance) }
        noteReading()
        decisionGuard.rearm(at: uptime)
        let scroll = keymap.label(for: .scrollDown, in: keyContext).map { "; \($0) scrolls, read it first" } ?? ""
        status.tell(.info, "Option \(number) was not on the screen\(scroll)", at: uptime)
        return false
    }

    /// Enter on the card: the marked button. It decides on low risk only; elsewhere it opens what only opens.
    mutating func pressFocused(_ key: Key) -> [ConsoleEffect] {
        guard exposure?.place == .card, let card, card.buttons.indices.contains(card.focusedButton) else { return [] }
        let marked = card.buttons[card.focusedButton]
        if marked.button.does == .review {
            openReview()
            return []
        }
        guard card.risk == .low else {
            let other = marked.request.flatMap { keymap.label(for: $0, in: keyContext) }
            let press = other.map { "; press \($0)" } ?? ""
            status.refuse(.warn, "\(key.label) decides on low risk only\(press)", at: uptime)
            return []
        }
        switch marked.button.does {
        case .approve: return approve(.button(marked.button.id), key)
        case .skip, .decline, .answer, .review: return decide(.button(marked.button.id), key)
        }
    }

    /// Whether a decision key on the card on screen counts now; says why not.
    private mutating func admits(_ key: Key) -> Bool {
        guard let card else { return false }
        if isReadOnly {
            status.tell(.warn, "Read-only: this console takes no decisions", at: uptime)
        } else if inFlight[card.row] != nil {
            status.tell(.info, "A decision on this card is being sent", at: uptime)
        } else {
            return decisionGuard.admits(key, at: uptime)
        }
        return false
    }

    private mutating func approve(_ press: Press, _ key: Key) -> [ConsoleEffect] {
        guard admits(key), let card else { return [] }
        if let expires = card.card.expires, expires <= now {
            status.tell(.warn, "The card has expired and cannot be approved any more", at: uptime)
            return []
        }
        // A draft that must be read first says all of it anyway.
        let confirmation = card.confirmation(of: press)
        let mustRead = if case .typed = confirmation { !card.wasReadToEnd } else { false }
        if !mustRead, let number = card.card.optionNumber(of: press), !isOnScreen(option: number) { return [] }
        let subject = Dialog.Subject(row: card.row, digest: card.loaded.digest, press: press)
        switch confirmation {
        case .none: return send(subject, message: nil, confirmation: nil)
        case .yes: dialog = .confirm(subject)
        case .typed(let value, let what):
            if card.wasReadToEnd {
                dialog = .typed(subject, value: value, what: what, LineEditor())
            } else {
                if review == nil { openReview() }
                let key = keymap.label(for: .approve, in: keyContext) ?? "s"
                status.tell(.warn, "Critical: read the draft to its end, then press \(key)", at: uptime)
            }
        }
        return []
    }

    /// Skipping, declining and answering: one key, and words where they belong.
    private mutating func decide(_ press: Press, _ key: Key) -> [ConsoleEffect] {
        guard admits(key), let card, let verdict = try? card.card.verdict(of: press) else { return [] }
        let subject = Dialog.Subject(row: card.row, digest: card.loaded.digest, press: press)
        switch verdict {
        case .skip: return send(subject, message: nil, confirmation: nil)
        case .decline, .answer:
            dialog = .words(subject, LineEditor(unsent?.subject == subject ? unsent?.text ?? "" : ""))
            unsent = nil
        case .approve, .review: break
        }
        return []
    }

    /// Hands the decision over, bound to the card as it is on the screen.
    mutating func send(_ subject: Dialog.Subject, message: String?, confirmation: String?) -> [ConsoleEffect] {
        dialog = nil
        guard let card, card.row == subject.row, card.loaded.digest == subject.digest else { return [] }
        let request = DrawnDecision(
            row: card.row, id: card.card.id, digest: card.loaded.digest, press: subject.press, message: message,
            confirmation: confirmation, shown: card.shown, looked: uptime - card.shownUptime)
        inFlight[card.row] = subject.press
        sentNames[card.row] = card.name
        if (try? card.card.verdict(of: subject.press)) == .skip {
            review = nil
            queue.move(to: queue.index + 1)
        }
        return [.decide(request)]
    }
}

extension Card {
    /// From 1, of the option that a press approves; nil when it approves none.
    fileprivate func optionNumber(of press: Press) -> Int? {
        guard case .option(let option)? = part(of: press) else { return nil }
        return question?.options.firstIndex { $0.id == option }.map { $0 + 1 }
    }
}
