import HandoffCards
import Terminal

/// Changes the state by one message and says what is to be done. Pure: time comes with `.clock`, and nothing is read or
/// written.
package func update(_ state: inout ConsoleState, _ message: ConsoleMessage) -> [ConsoleEffect] {
    let before = state.exposure
    var effects = state.apply(message)
    state.settle()
    effects += state.missing()
    if state.exposure != before { state.decisionGuard.rearm(at: state.uptime) }
    return effects
}

extension ConsoleState {
    fileprivate mutating func apply(_ message: ConsoleMessage) -> [ConsoleEffect] {
        switch message {
        case .clock(let now, let uptime):
            self.now = now
            self.uptime = uptime
            status.pass(at: uptime)
        case .key(let key): return handle(key)
        case .paste(let text): paste(text)
        case .resize(let size): resize(to: size)
        case .focus(let isIn): if isIn { decisionGuard.rearm(at: uptime) }
        case .resumed: decisionGuard.rearm(at: uptime)
        case .queueLoaded(let keys, let total, let graveCount, let isComplete):
            queue.load(keys, total: total, graveCount: graveCount, isComplete: isComplete)
            if isComplete, let row = unsent?.subject.row, queue.position(ofRow: row) == nil { unsent = nil }
        case .queueChanged(let added, let removed):
            changeQueue(added: added, removed: removed)
            // Something was recorded about the card on the screen, such as the first of two approvals.
            if let card, added.contains(where: { $0.row == card.row }) { return [.loadCard(row: card.row)] }
        case .rowsLoaded(let cards): queue.loaded(cards)
        case .cardLoaded(let loaded): load(loaded)
        case .cardGone(let row):
            changeQueue(added: [], removed: [row])
            inFlight[row] = nil
            sentNames[row] = nil
        case .decided(let row, _, let kind, let person): decided(row, kind, by: person)
        case .endorsed(let row, _, let person): return endorsed(row, by: person)
        case .canaryAnswered(let row, let isCaught, let lesson): canaryAnswered(row, isCaught, lesson)
        case .decisionRefused(let row, let reason):
            inFlight[row] = nil
            sentNames[row] = nil
            status.tell(.error, "Not decided: " + reason, at: uptime)
            decisionGuard.rearm(at: uptime)
        case .policyProblem(let problem):
            policyProblem = problem
            if let problem { status.tell(.error, problem, at: uptime) }
        case .badFiles(let files): queue.replaceBadFiles(files)
        case .historyLoaded(let lines, let isAtEnd, let before):
            history.load(lines, isAtEnd: isAtEnd, before: before)
        case .historyJumped(let lines, let place, let target, let hasEnd):
            history.arrive(lines, at: place, target: target, hasEnd: hasEnd)
        case .casesLoaded(let cases, let query): history.search.load(cases, for: query)
        case .searchFailed(let query, let reason):
            history.search.fail(query)
            status.tell(.error, "The search failed: " + reason, at: uptime)
        case .recordLoaded(let record):
            history.load(record)
            layOutRecord()
        case .historyAppended(let lines): history.append(lines)
        case .authorizationsLoaded(let rows):
            authorizations.load(rows)
            authorizations.layOutDetail(layout)
        case .authorizationsStale: authorizations.forget()
        case .authorizationsChanged(let ids, let kind): authorizationsChanged(ids, kind)
        case .trust(let overview): loadTrust(overview)
        case .trustStale: trust.forget()
        case .suggestionAccepted(let words): suggestionAccepted(words)
        case .suggestionDismissed(let words): suggestionDismissed(words)
        case .trustLowered(let subject, let level): trustLowered(subject, level)
        case .admission(let done, let total):
            admitted(done, of: total)
        case .notice(let notice): status.tell(notice.level, notice.text, at: uptime)
        }
        return []
    }

    private mutating func load(_ loaded: LoadedCard) {
        guard loaded.row == queue.cursorKey?.row, loaded != card?.loaded else { return }
        if let card, card.row == loaded.row, card.loaded.digest == loaded.digest {
            self.card?.loaded = loaded
            decisionGuard.rearm(at: uptime)
            return layOutPages()
        }
        card = CardPane(loaded, now: now, uptime: uptime)
        review = nil
        layOutCard()
    }

    private mutating func resize(to size: Size) {
        self.size = size
        queue.resize(height: layout.list.rows)
        history.resize(height: layout.page.rows)
        authorizations.resize(height: layout.page.rows)
        trust.resize(height: layout.page.rows)
        layOutPages()
        decisionGuard.rearm(at: uptime)
    }

    private mutating func changeQueue(added: [PendingKey], removed: [Int64]) {
        if let card, removed.contains(card.row), inFlight[card.row] == nil {
            let gone = GoneCard(row: card.row, name: card.name)
            status.tell(.warn, "Ended elsewhere \(gone.name): decided, expired or withdrawn", at: uptime)
            endedElsewhere = gone
        }
        if let row = unsent?.subject.row, removed.contains(row) { unsent = nil }
        queue.change(added: added, removed: removed)
        // What a long admission brings in is no news card by card.
        if status.admission != nil { queue.fresh = [] }
    }

    private mutating func admitted(_ done: Int, of total: Int) {
        status.admission = done >= total ? nil : .init(done: done, total: total)
        if status.admission != nil { queue.fresh = [] }
    }

    private mutating func endorsed(_ row: Int64, by person: String) -> [ConsoleEffect] {
        let isOurs = inFlight.removeValue(forKey: row) != nil
        let name = sentNames.removeValue(forKey: row) ?? ""
        if isOurs {
            status.tell(
                .info, "Approved \(name) as the first of two; another operator must approve it, too", at: uptime)
        }
        decisionGuard.rearm(at: uptime)
        return card?.row == row ? [.loadCard(row: row)] : []
    }

    /// Whoever missed it learns at once what there was to see.
    private mutating func canaryAnswered(_ row: Int64, _ isCaught: Bool, _ lesson: String) {
        inFlight[row] = nil
        sentNames[row] = nil
        changeQueue(removed: row, fate: "was a canary")
        if isCaught {
            status.tell(.info, "Well seen: that was a canary. " + SafeText.visible(lesson), at: uptime)
        } else if dialog == nil {
            dialog = .canary(lesson: lesson)
        } else {
            status.tell(.error, "You missed a canary: " + SafeText.visible(lesson), at: uptime)
        }
        decisionGuard.rearm(at: uptime)
    }

    private mutating func decided(_ row: Int64, _ kind: Decision.Kind?, by person: String?) {
        let wasOurs = inFlight.removeValue(forKey: row) != nil
        let sentName = sentNames.removeValue(forKey: row) ?? ""
        guard let kind else {
            if wasOurs { status.tell(.info, "Skipped \(sentName); it stays in the queue", at: uptime) }
            return
        }
        let who = person.map { " by " + SafeText.visible($0) } ?? ""
        if wasOurs {
            status.tell(.info, "\(kind.rawValue.capitalizedWord) \(sentName)", at: uptime)
        } else {
            let shown = card.flatMap { $0.row == row ? GoneCard(row: row, name: $0.name) : nil }
            if let gone = shown ?? endedElsewhere, gone.row == row {
                let verdict = kind.rawValue.capitalizedWord + (kind == .expired ? "" : who)
                status.tell(.warn, "\(verdict) \(gone.name)", at: uptime)
            }
        }
        changeQueue(removed: row, fate: kind == .expired ? "expired" : "was \(kind.rawValue)\(who)")
    }

    /// A card goes; what is open about it says how.
    private mutating func changeQueue(removed row: Int64, fate: String) {
        queue.change(added: [], removed: [row])
        if unsent?.subject.row == row { unsent = nil }
        if dialog?.subject?.row == row { endDialog(fate) }
        if case .ended(var ending) = dialog, ending.row == row {
            ending.fate = fate
            dialog = .ended(ending)
        }
        if endedElsewhere?.row == row { endedElsewhere = nil }
    }

    /// Never closes a dialog in which the operator may be typing: the rest of the typing would act on the next card.
    private mutating func endDialog(_ fate: String) {
        guard let dialog, let subject = dialog.subject else { return }
        self.dialog = .ended(
            .init(
                row: subject.row, mark: "#" + subject.digest.hex.prefix(4), fate: fate, hadWords: dialog.hasWords))
    }

    /// What follows from the change: the card goes with the cursor, and what was open about another card says so.
    fileprivate mutating func settle() {
        if card?.row != queue.cursorKey?.row {
            card = nil
            review = nil
        }
        guard let subject = dialog?.subject, subject.row != card?.row || subject.digest != card?.loaded.digest else {
            return
        }
        endDialog(subject.row == card?.row ? "changed" : "ended elsewhere")
    }

    /// Asks for the texts and the card that the screen lacks.
    fileprivate mutating func missing() -> [ConsoleEffect] {
        var effects: [ConsoleEffect] = []
        let rows = queue.missingRows()
        if !rows.isEmpty { effects.append(.loadRows(rows)) }
        if let row = queue.cursorKey?.row {
            if card == nil, askedCard != row {
                askedCard = row
                effects.append(.loadCard(row: row))
            }
        }
        if card != nil || queue.cursorKey == nil { askedCard = nil }
        if view == .authorizations, !authorizations.isLoaded, !authorizations.isAsking {
            authorizations.isAsking = true
            effects.append(.loadAuthorizations)
        }
        if view == .trust, let grouping = trust.wanted() { effects.append(.loadTrust(grouping)) }
        if view == .history {
            if let query = history.search.wanted() { effects.append(.loadCases(query)) }
            effects += history.wanted().map { .loadHistory(before: $0.before, count: $0.count) }
            if let place = history.wantedPlace() {
                effects.append(.jumpInHistory(place, count: HistoryState.page))
            }
            if let query = history.wantedRecord() { effects.append(.loadRecord(query)) }
        }
        return effects
    }
}

extension String {
    fileprivate var capitalizedWord: String { prefix(1).uppercased() + dropFirst() }
}
