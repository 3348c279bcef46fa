import HandoffCards
import HandoffGate
import HandoffIndex
import Terminal

/// The console without a screen: one card after the other as plain lines with numbered choices, for screen readers and for terminals that
/// can do nothing else.
struct PlainConsole {
    let gate: Gate
    let isReadOnly: Bool

    /// Goes through what is pending until everything was seen or the operator quits.
    func run() throws -> Int32 {
        try gate.admitAll(now: { .now })
        try gate.recordOutcomes(gate.store.listOutcomes(), now: .now)
        try gate.expireDue(now: .now)
        for bad in try gate.store.listBad() {
            say("Refused file \(bad.name): \(SafeText.visible(bad.reason ?? "the reason is lost"))")
        }
        let keys = try gate.index.pendingKeys().keys
        if keys.isEmpty { say("No card is waiting.") }
        for (place, key) in keys.enumerated() {
            guard let record = try gate.index.record(row: key.row), record.state == .pending else { continue }
            say("\nCard \(place + 1) of \(keys.count).")
            guard try ask(about: gate.card(record), record) else { return 0 }
        }
        return 0
    }

    /// False to quit.
    private func ask(about card: Card, _ record: CardRecord) throws -> Bool {
        describe(card)
        if isReadOnly { return true }
        let shown = Timestamp.now
        while true {
            say(choices(of: card))
            guard let line = prompt("Your choice: ") else { return false }
            if line == "q" { return false }
            if line == "n" || line.isEmpty { return true }
            guard let number = Int(line), card.buttons.indices.contains(number - 1) else {
                say("\(SafeText.visible(line)) is none of the choices.")
                continue
            }
            let button = card.buttons[number - 1]
            if button.does == .review {
                review(card)
                continue
            }
            if try decide(button, on: card, record, shown: shown) { return true }
        }
    }

    private func decide(_ button: Button, on card: Card, _ record: CardRecord, shown: Timestamp) throws -> Bool {
        var request = DecisionRequest(
            card: card.id, digest: record.digest, press: .button(button.id), shown: shown)
        switch button.does {
        case .approve:
            guard let confirmation = confirm(card) else { return false }
            request.confirmation = confirmation
        case .answer: request.message = prompt("Your answer: ")
        case .decline: request.message = prompt("Reason (may be empty): ").flatMap { $0.isEmpty ? nil : $0 }
        case .review, .skip: break
        }
        let now = Timestamp.now
        request.looked = Int(now.milliseconds - shown.milliseconds)
        do {
            let decision = try gate.decide(request, now: now)
            say(decision.map { "Recorded: \($0.kind.rawValue)." } ?? "Skipped; the card stays in the queue.")
            return true
        } catch let error as GateError {
            say(Words.describe(error))
            return false
        }
    }

    /// What the gate wants to hear; nil when the operator does not confirm.
    private func confirm(_ card: Card) -> String? {
        let needed = Confirmation(for: card)
        let question: String
        switch needed {
        case .none: return ""
        case .yes: question = "This is \(card.risk.word) risk. Type yes to approve: "
        case .typed(_, let what): question = "This is \(card.risk.word) risk. Type the \(what) to approve: "
        }
        guard let given = prompt(question), needed.isSatisfied(by: given) else {
            say("Not confirmed; nothing was decided.")
            return nil
        }
        return given
    }

    private func describe(_ card: Card) {
        var facts = ["Risk: \(card.risk.word)"]
        facts.append(card.action.reversible == true ? "can be undone" : "cannot be undone")
        facts.append(card.action.external == false ? "inside" : "reaches outside")
        if let scale = card.action.scale { facts.append("scale \(scale)") }
        if let value = card.action.value { facts.append("value \(value)") }
        if let expires = card.expires { facts.append("expires \(expires)") }
        say(facts.joined(separator: ", ") + ".")
        say("Action: \(SafeText.visible(card.action.type)).")
        if let target = card.action.target { tell("Target", target) }
        tell("Agent", card.agent.name)
        tell("Context", card.context)
        tell("Proposal", card.proposal)
        if let consequence = card.consequence { tell("Consequence, says the agent", consequence) }
        if let question = card.question { tell("Question", question.text) }
        if let scope = card.scope { tell("Outside the agent's scope", scope.boundary) }
    }

    private func review(_ card: Card) {
        let pretty = String(decoding: card.document.prettyBytes(), as: UTF8.self)
        for line in SafeText.lines(pretty) { say(line.glyphs.map(\.text).joined()) }
    }

    private func choices(of card: Card) -> String {
        let buttons = card.buttons.enumerated().map { "\($0 + 1) \(SafeText.visible($1.label))" }
        return (buttons + ["n next card", "q quit"]).joined(separator: ", ")
    }

    private func tell(_ name: String, _ text: String) { say("\(name): \(SafeText.visible(text))") }

    private func say(_ line: String) { print(line) }

    /// Nil at the end of the input.
    private func prompt(_ question: String) -> String? {
        print(question, terminator: "")
        return readLine()
    }
}
