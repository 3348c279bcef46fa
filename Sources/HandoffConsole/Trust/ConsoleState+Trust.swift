import HandoffCards
import HandoffTrust

extension ConsoleState {
    /// Requests that change what is left to agents. To tighten takes one key; a suggestion that leaves more to them is asked back.
    mutating func performOnTrust(_ request: Request) -> [ConsoleEffect] {
        guard !isReadOnly else {
            status.refuse(.warn, "Read-only: trust stays as it is", at: uptime)
            return []
        }
        switch request {
        case .acceptSuggestion:
            if let suggestion = currentSuggestion { askBack(about: suggestion) }
        case .dismissSuggestion:
            if let suggestion = currentSuggestion { return [.dismissSuggestion(suggestion)] }
        case .lowerTrust: return lowerTrust()
        default: break
        }
        return []
    }

    /// Nothing that it grants stays unseen: what the dialog has no room for must have been scrolled through on its page.
    private mutating func askBack(about suggestion: Suggestion) {
        if case .threshold(let action, let confidence) = suggestion.kind {
            let line = "min_confidence_to_act: \(confidence)"
            status.refuse(.info, "The policy is yours: write \(line) for \(action) into policy.yaml", at: uptime)
            return
        }
        let page = layout.page
        let text = SuggestionText(suggestion: suggestion, columns: min(page.columns, 76) - 4)
        if text.fits(page.rows - 4) || trust.detail?.scroll.isAtEnd == true {
            dialog = .accept(suggestion)
        } else {
            openTrust()
            status.refuse(.warn, "Read it to its end first", at: uptime)
        }
    }

    private var currentSuggestion: Suggestion? {
        mutating get {
            if case .suggestion(let suggestion)? = trust.current { return suggestion }
            status.refuse(.info, "That is no suggestion; trust rises only by accepting one", at: uptime)
            return nil
        }
    }

    private mutating func lowerTrust() -> [ConsoleEffect] {
        guard case .row(let row)? = trust.current, let subject = row.subject, let level = row.level else {
            let key = keymap.label(for: .regroup, in: keyContext) ?? "t"
            status.refuse(.info, "Only actions, and actions of an account, have a level; \(key) regroups", at: uptime)
            return []
        }
        guard let lower = level.previous else {
            status.refuse(.info, "It is the lowest already: \(level.words)", at: uptime)
            return []
        }
        return [.lowerTrust(subject, lower)]
    }

    /// What was asked about must still be suggested in the same words; its evidence may have grown.
    mutating func accept(_ suggestion: Suggestion) -> [ConsoleEffect] {
        dialog = nil
        guard trust.overview?.suggestions.contains(where: { $0.kind == suggestion.kind }) == true else {
            status.tell(.warn, "It is not suggested like that any more; nothing was accepted", at: uptime)
            return []
        }
        return [.acceptSuggestion(suggestion)]
    }

    mutating func suggestionAccepted(_ words: String) {
        status.tell(.info, "Accepted: " + words, at: uptime)
        trust.forget()
        // It may have granted one.
        authorizations.forget()
    }

    mutating func suggestionDismissed(_ words: String) {
        status.tell(.info, "Dismissed, and not suggested again: " + words, at: uptime)
        trust.forget()
    }

    mutating func trustLowered(_ subject: TrustSubject, _ level: TrustLevel) {
        status.tell(.warn, "Lowered to \"\(level.words)\": \(subject.words)", at: uptime)
        trust.forget()
    }

    mutating func loadTrust(_ overview: TrustOverview) {
        trust.load(overview)
        trust.layOutDetail(layout, symbols)
    }

    mutating func openTrust() {
        trust.choose(trust.index)
        trust.opened = trust.current?.name
        trust.layOutDetail(layout, symbols)
    }

    mutating func regroupTrust() {
        trust.regroup()
        status.tell(.info, "Trust \(trust.grouping.words)", at: uptime)
    }
}
