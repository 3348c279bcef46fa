import HandoffCards
import HandoffGate
import HandoffIndex
import Terminal

/// What to do about one card, asked until it is decided, left or ended elsewhere.
struct PlainQuestion {
    let card: Card
    let record: CardRecord
    let shown: Timestamp
    let input: PlainInput
    let console: PlainConsole
    /// Whether the whole draft was shown to its end.
    private var isRead = false

    init(card: Card, record: CardRecord, shown: Timestamp, input: PlainInput, console: PlainConsole) {
        self.card = card
        self.record = record
        self.shown = shown
        self.input = input
        self.console = console
    }

    private struct Choice {
        let key: String
        let press: Press
        let does: Button.Verb
        let label: String
    }

    /// False to quit.
    mutating func run() throws -> Bool {
        let choices = self.choices
        while true {
            for choice in choices {
                let words = SafeText.visible(CardReport.words(choice.does) + ": " + choice.label)
                try console.say("\(choice.key)  \(words)")
            }
            try console.say("n  next card\nq  quit")
            guard let line = try input.answer(to: "Your choice: "), line != "q" else { return false }
            if line == "n" || line.isEmpty { return true }
            guard let choice = choices.first(where: { $0.key == line }) else {
                try console.say("\(SafeText.visible(line)) is none of the choices.")
                continue
            }
            if choice.does == .review {
                try review()
            } else if try decide(choice) {
                return true
            }
        }
    }

    /// The card's buttons and each of the question's options, numbered, and what any card can be told.
    private var choices: [Choice] {
        let buttons = card.buttons.map { (press: Press.button($0.id), does: $0.does, label: $0.label) }
        let options = (card.question?.options ?? []).map {
            (press: Press.option($0.id), does: Button.Verb.approve(.option($0.id)), label: $0.label)
        }
        var choices = (buttons + options).enumerated().map { place, choice in
            Choice(key: String(place + 1), press: choice.press, does: choice.does, label: choice.label)
        }
        let verbs = card.buttons.map(\.does)
        if !verbs.contains(.decline) {
            choices.append(Choice(key: "d", press: .decline, does: .decline, label: "with a reason"))
        }
        if !verbs.contains(.answer), !record.isOwn {
            choices.append(Choice(key: "a", press: .answer, does: .answer, label: "in words"))
        }
        return choices
    }

    /// Whether there is nothing more to ask about the card.
    private mutating func decide(_ choice: Choice) throws -> Bool {
        var request = DecisionRequest(card: card.id, digest: record.digest, press: choice.press, shown: shown)
        switch choice.does {
        case .approve:
            guard let confirmation = try confirm(choice.press) else {
                try console.say("Not confirmed; nothing was decided.")
                return false
            }
            request.confirmation = confirmation
        case .answer: request.message = try input.answer(to: "Your answer: ")
        case .decline:
            guard let reason = try input.answer(to: "Reason (may be empty): ") else { return false }
            request.message = reason.isEmpty ? nil : reason
        case .review, .skip: break
        }
        let now = Timestamp.now
        request.looked = Int(now.milliseconds - shown.milliseconds)
        let asked = request
        guard let result = try console.attempt({ try console.gate.decide(asked, now: now) }) else {
            // The words are said. Somebody else may have decided, or the card's time is over.
            return try console.attempt { try console.gate.index.record(of: card.id)?.state } != .pending
        }
        switch result {
        case .decided(let decision): try console.say("Recorded: \(decision.kind.rawValue).")
        case .skipped: try console.say("Skipped; the card stays in the queue.")
        case .endorsed:
            try console.say("Recorded as the first of two approvals; another operator must approve it, too.")
        case .canary(isCaught: true, let lesson): try console.say("Well seen: that was a canary. \(lesson)")
        case .canary(isCaught: false, let lesson):
            try console.say("You missed a canary; nothing was approved. What was wrong with it: \(lesson)")
        }
        return true
    }

    /// What the gate wants to hear; nil when the operator does not confirm.
    private mutating func confirm(_ press: Press) throws -> String? {
        let part = card.part(of: press) ?? .whole
        let found = try console.attempt {
            try console.gate.stakes(of: card, record, approving: card.arguments(approving: part), now: .now)
        }
        guard let stakes = found else { return nil }
        if let others = card.otherArguments(approving: part) {
            try console.say("With: " + SafeText.visible(others))
            if let effect = stakes.consequence { try console.say("Effect: " + SafeText.visible(effect)) }
        }
        let needed = Confirmation(for: stakes, of: card.action.type)
        let risk = stakes.risk
        let question: String
        switch needed {
        case .none: return ""
        case .yes: question = "This is \(risk.word) risk. Type yes to approve: "
        case .typed(_, let what):
            if !isRead {
                try console.say("This is \(risk.word) risk: the whole draft comes first.")
                try review()
            }
            guard isRead else { return nil }
            question = "This is \(risk.word) risk. Type the \(what) to approve: "
        }
        guard let given = try input.answer(to: question), needed.isSatisfied(by: given) else { return nil }
        return given
    }

    /// Shows the whole draft, as much at a time as the terminal holds.
    private mutating func review() throws {
        let (columns, rows) = PlainInput.size()
        let lines = PlainCard.draft(of: card, columns: columns)
        for start in stride(from: 0, to: lines.count, by: rows - 1) {
            let end = min(start + rows - 1, lines.count)
            try console.say(lines[start..<end].joined(separator: "\n"))
            guard end < lines.count else { break }
            let question = "Line \(end) of \(lines.count). Enter for more, q to stop: "
            guard let line = try input.answer(to: question), line != "q" else { return }
        }
        isRead = true
    }
}
