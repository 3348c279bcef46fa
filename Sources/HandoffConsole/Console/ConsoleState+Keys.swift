import Terminal

extension ConsoleState {
    mutating func handle(_ key: Key) -> [ConsoleEffect] {
        let asked = keymap.request(for: key, in: keyContext)
        defer { decisionGuard.note(key, isDeciding: asked.map { $0.decides || $0 == .open } ?? false, at: uptime) }
        status.keyPressed()
        if layout.kind == .tooSmall {
            // A word being typed must not leave the console because there is no room to show it.
            switch asked {
            case .quit where dialog == nil && !isTypingFilter: return quit()
            case .suspend: return [.suspend]
            case .redraw: return [.redraw]
            default: return []
            }
        }
        if dialog != nil { return answer(key) }
        if isTypingFilter { return typeFilter(key) }
        guard let request = asked else {
            let help = keymap.label(for: .help, in: keyContext) ?? "?"
            status.refuse(.info, "\(key.label) does nothing here; \(help) shows the keys", at: uptime)
            return []
        }
        return perform(request, key)
    }

    mutating func perform(_ request: Request, _ key: Key) -> [ConsoleEffect] {
        if request.decides || request == .review {
            press(request, key)
        } else if request == .revoke || request == .renew || request == .pauseAll {
            performOnAuthorizations(request)
        } else if request == .acceptSuggestion || request == .dismissSuggestion || request == .lowerTrust {
            performOnTrust(request)
        } else if isPageOpen {
            performOnPage(request, key)
        } else if view == .authorizations {
            performInAuthorizations(request, key)
        } else if view == .trust {
            performInTrust(request, key)
        } else if view == .history {
            performInHistory(request, key)
        } else {
            performInQueue(request, key)
        }
    }

    private var isPageOpen: Bool {
        if help != nil { return true }
        return switch view {
        case .queue: review != nil
        case .history: history.detail != nil
        case .trust: trust.detail != nil
        case .authorizations: authorizations.detail != nil
        }
    }

    private mutating func performInAuthorizations(_ request: Request, _ key: Key) -> [ConsoleEffect] {
        switch request {
        case .open: openAuthorization()
        default:
            guard let rows = rows(for: request, height: authorizations.height) else {
                return performAnywhere(request, key)
            }
            authorizations.move(to: authorizations.index + rows)
        }
        return []
    }

    private mutating func performInTrust(_ request: Request, _ key: Key) -> [ConsoleEffect] {
        switch request {
        case .open: openTrust()
        case .regroup: regroupTrust()
        default:
            guard let rows = rows(for: request, height: trust.height) else { return performAnywhere(request, key) }
            trust.choose(trust.index + rows)
        }
        return []
    }

    /// What means the same wherever it is asked for.
    private mutating func performAnywhere(_ request: Request, _ key: Key) -> [ConsoleEffect] {
        switch request {
        case .showQueue: show(.queue)
        case .showHistory: show(.history)
        case .showTrust: show(.trust)
        case .showAuthorizations: show(.authorizations)
        case .help: openHelp()
        case .back: back()
        case .quit: return quit()
        case .suspend: return [.suspend]
        case .redraw: return [.redraw]
        default: break
        }
        return []
    }

    private mutating func performOnPage(_ request: Request, _ key: Key) -> [ConsoleEffect] {
        switch request {
        case .quit, .back: closePage()
        case .reasoning, .members, .nextRecord, .previousRecord: turnRecord(request)
        case .help where help != nil: closePage()
        case .regroup: regroupTrust()
        default:
            guard let rows = rows(for: request, height: pageHeight) else { return performAnywhere(request, key) }
            scrollPage(by: rows)
        }
        return []
    }

    private mutating func turnRecord(_ request: Request) {
        switch request {
        case .reasoning: history.isUnfolded.toggle()
        case .members: history.showsMembers.toggle()
        case .nextRecord where !history.openNeighbour(by: 1):
            status.refuse(.info, "There is no record after this one", at: uptime)
        case .previousRecord where !history.openNeighbour(by: -1):
            status.refuse(.info, "There is no record before this one", at: uptime)
        default: break
        }
        layOutRecord()
    }

    private mutating func performInHistory(_ request: Request, _ key: Key) -> [ConsoleEffect] {
        switch request {
        case .filter: openFilter()
        case .first where !history.search.isOn: history.moveToStart()
        case .previousDay, .nextDay: moveByDay(request)
        case .follow, .last: if history.search.isOn { history.search.moveToEnd() } else { history.moveToEnd() }
        case .back where history.search.isOn && status.errors.isEmpty: history.search.clear()
        case .open: history.openRecord()
        default:
            guard let rows = rows(for: request, height: history.height) else { return performAnywhere(request, key) }
            moveInHistory(by: rows)
        }
        return []
    }

    private mutating func moveByDay(_ request: Request) {
        if history.search.isOn {
            history.search.moveByDay(isForward: request == .nextDay)
        } else if request == .nextDay {
            history.moveToNextDay()
        } else {
            history.moveToPreviousDay()
        }
    }

    private mutating func performInQueue(_ request: Request, _ key: Key) -> [ConsoleEffect] {
        switch request {
        case .reasoning:
            if card?.isFoldable == true {
                card?.isUnfolded.toggle()
                layOutCard()
            } else {
                status.refuse(.info, "Nothing is folded here", at: uptime)
            }
        case .scrollDown: scrollCard(by: 1)
        case .scrollUp: scrollCard(by: -1)
        case .nextPane: moveFocus(by: 1)
        case .previousPane: moveFocus(by: -1)
        case .open: return focus == .list ? openCard() : pressFocused(key)
        default:
            guard let rows = rows(for: request, height: queue.height) else { return performAnywhere(request, key) }
            queue.move(to: queue.index + rows)
        }
        return []
    }

    /// How many rows a moving request moves by; nil for other requests.
    private func rows(for request: Request, height: Int) -> Int? {
        switch request {
        case .down, .scrollDown: 1
        case .up, .scrollUp: -1
        case .halfPageDown: max(1, height / 2)
        case .halfPageUp: -max(1, height / 2)
        case .pageDown: max(1, height - 1)
        case .pageUp: -max(1, height - 1)
        case .first: -Self.far
        case .last: Self.far
        default: nil
        }
    }

    /// More rows than anything has.
    private static let far = 1 << 40
}

extension ConsoleState {
    private mutating func show(_ view: View) {
        // It was about what goes from the screen.
        status.passing = nil
        help = nil
        review = nil
        history.closeRecord()
        history.search.close()
        closeAuthorization()
        trust.close()
        if view == .trust { trust.askAnew() }
        self.view = view
    }

    private var pageHeight: Int {
        let page =
            switch view {
            case .queue: review
            case .history: history.detail
            case .trust: trust.detail
            case .authorizations: authorizations.detail
            }
        return (help ?? page)?.scroll.height ?? 1
    }

    private mutating func scrollPage(by rows: Int) {
        if help != nil {
            help?.scroll.move(by: rows)
        } else if view == .history {
            history.detail?.scroll.move(by: rows)
        } else if view == .authorizations {
            authorizations.detail?.scroll.move(by: rows)
        } else if view == .trust {
            trust.detail?.scroll.move(by: rows)
        } else {
            review?.scroll.move(by: rows)
            noteReading()
        }
    }

    private mutating func closePage() {
        if help != nil {
            help = nil
        } else if view == .history {
            history.closeRecord()
        } else if view == .authorizations {
            closeAuthorization()
        } else if view == .trust {
            trust.close()
        } else {
            review = nil
        }
    }

    /// One step out: an error first, then the card, then the other view.
    private mutating func back() {
        status.passing = nil
        if !status.errors.isEmpty {
            status.errors.removeLast()
        } else if view != .queue {
            show(.queue)
        } else if focus == .card {
            focus = .list
        }
    }

    private mutating func openCard() -> [ConsoleEffect] {
        if queue.cursor != nil { focus = .card }
        return []
    }

    /// The list, then each of the card's buttons, and round again.
    private mutating func moveFocus(by step: Int) {
        let buttons = card?.card.buttons.count ?? 0
        let place = focus == .list ? -1 : card?.focusedButton ?? 0
        let next = place + step
        switch (focus, next) {
        case (.list, _) where step > 0 || buttons == 0: focus = .card
        case (.list, _):
            focus = .card
            card?.focusedButton = buttons - 1
        case (.card, 0..<max(0, buttons)): card?.focusedButton = next
        default:
            focus = .list
            card?.focusDefault()
        }
    }

    private mutating func quit() -> [ConsoleEffect] {
        if !inFlight.isEmpty {
            dialog = .quit(.decisionInFlight)
        } else if unsent != nil {
            dialog = .quit(.unsentWords)
        } else {
            return [.quit]
        }
        return []
    }
}
