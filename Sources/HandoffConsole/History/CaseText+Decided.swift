import HandoffAudit
import HandoffCards
import Terminal

extension CaseText {
    func decided(_ card: Card?) -> [TextRow] {
        let skips = (record.found?.skips).flatMap { $0 > 0 ? "\(Words.count($0, "time")) before" : nil }
        guard let line = record.decided, let fact = try? line.fact else {
            let waits = record.decided == nil ? "not yet: it waits in the queue" : "this line cannot be read"
            return endorsements() + own("", waits, "text.muted") + own("put off", skips, "text.muted")
        }
        switch fact {
        case .decided(let fact): return endorsements() + rows(fact, card, line, skips)
        case .expired: return ended("expired", "Nobody decided in time.", line, skips)
        case .withdrawn:
            if let answer = canaryAnswer {
                let word = answer.isCaught ? "caught by " : "missed by "
                return ended(
                    "canary", word + answer.operator + ". The gate made it up, and approved nothing.", line, skips)
            }
            return ended("withdrawn", "Its agent took it back.", line, skips)
        default: return own("", "This line is no decision.", "verdict.failed") + place(line)
        }
    }

    private var canaryAnswer: AuditFact.CanaryAnswered? {
        for line in record.steps {
            if case .canaryAnswered(let answer)? = try? line.fact { return answer }
        }
        return nil
    }

    /// First approvals of two, with those that did not lead to a second one.
    private func endorsements() -> [TextRow] {
        record.steps.flatMap { line -> [TextRow] in
            guard case .endorsed(let fact)? = try? line.fact else { return [] }
            return own("first", "approved by \(fact.operator), the first of two", "verdict.held")
                + own("at", Words.moment(line.time)) + own("looked", fact.looked.map(Words.duration)) + place(line)
                + [.blank]
        }
    }

    private func ended(_ word: String, _ why: String, _ line: AuditLine, _ skips: String?) -> [TextRow] {
        own("verdict", word, "verdict.skipped") + own("at", Words.moment(line.time)) + own("after", waited(line))
            + own("put off", skips) + own("", why, "text.muted") + [.blank] + place(line)
    }

    private func rows(_ fact: AuditFact.Decided, _ card: Card?, _ line: AuditLine, _ skips: String?) -> [TextRow] {
        let verdict = fact.decision.rawValue + (fact.edited ? ", EDITED" : "")
        var rows = own("verdict", verdict, style(of: fact)) + own("at", Words.moment(line.time))
        rows += own("after", waited(line)) + own("by", fact.operator, "history.actor")
        rows += own("basis", Self.words(for: fact.basis), "card.context")
        rows += text("pressed", pressed(fact, card)) + own("put off", skips)
        rows += own("looked", looked(fact), fact.looked == nil ? "text.muted" : "card.fact")
        rows += own("shown", fact.shown.map(Words.moment))
        rows += own("says", fact.message, "card.context") + [.blank]
        if fact.decision == .approved, let card { rows += arguments(fact, card) + [.blank] }
        rows += place(line)
        let isSame = record.found.map { $0.action == fact.action } ?? true
        let binding = fact.action.hex.prefix(12) + (isSame ? " as proposed" : " not as proposed")
        return rows + own("binding", String(binding), isSame ? "text.muted" : "card.changed")
    }

    private func style(of fact: AuditFact.Decided) -> StyleName {
        switch fact.decision {
        case .approved where fact.basis != .operator: "verdict.alone"
        case .approved, .answered: "verdict.approved"
        case .declined: "verdict.declined"
        case .expired, .withdrawn: "verdict.skipped"
        }
    }

    static func words(for basis: Decision.Basis) -> String {
        switch basis {
        case .operator: "a person decided this very card"
        case .authorization: "a standing authorization; nobody was asked"
        case .policy: "the policy alone; nobody was asked"
        }
    }

    /// Between the proposal and the decision.
    private func waited(_ line: AuditLine) -> String? {
        guard let proposed = record.proposed else { return nil }
        return Words.duration(max(0, Int(line.time.milliseconds - proposed.time.milliseconds)))
    }

    private func looked(_ fact: AuditFact.Decided) -> String? {
        guard let looked = fact.looked else { return fact.basis == .operator ? "for how long is not recorded" : nil }
        return Words.duration(looked)
    }

    private func pressed(_ fact: AuditFact.Decided, _ card: Card?) -> String? {
        guard let id = fact.button else { return nil }
        return card?.buttons.first { $0.id == id }?.label ?? id
    }
}

extension CaseText {
    /// What was approved, against what was offered: to choose an option or a part is no change.
    private func arguments(_ fact: AuditFact.Decided, _ card: Card) -> [TextRow] {
        let offer = offer(fact, card)
        guard let approved = fact.arguments else {
            return own("with", "the arguments as proposed", "text.muted")
        }
        let after = approved.members.map { member in
            MemberRows.Member(
                name: member.name, text: member.value.string, compact: member.value.bytes(),
                pretty: member.value.prettyBytes())
        }
        let base =
            (fact.edited ? offer.flatMap { try? card.arguments(approving: $0.part) } : nil) ?? card.action.arguments
        let before = base.members.map { member in
            MemberRows.Member(
                name: member.name, text: member.value.string, compact: member.value.bytes(),
                pretty: member.value.prettyBytes())
        }
        let changes = ArgumentChanges(before: before, after: after, columns: columns).rows()
        // An option's label is its agent's.
        let chosen = offer?.part == .inScope ? own : text
        let heading = fact.edited ? own("edited", "the operator changed:", "card.changed") : []
        return chosen("chosen", offer?.words, "card.action") + heading + changes
    }

    /// The part or the option whose arguments are those approved, or after an edit the nearest ones; nil for the whole.
    private func offer(_ fact: AuditFact.Decided, _ card: Card) -> (part: Button.Part, words: String)? {
        if let button = card.buttons.first(where: { $0.id == fact.button }), case .approve(let part) = button.does {
            switch part {
            case .whole: return nil
            case .inScope: return (part, "the part that can be done now")
            case .option(let id): return option(id, card)
            }
        }
        guard let approved = fact.arguments, let options = card.question?.options, !options.isEmpty else { return nil }
        func differences(_ id: String) -> Int {
            guard let offered = try? card.arguments(approving: .option(id)) else { return .max }
            return approved.members.count { offered[$0.name] != $0.value }
        }
        let nearest = options.min { differences($0.id) < differences($1.id) }
        return nearest.flatMap { option($0.id, card) }
    }

    private func option(_ id: String, _ card: Card) -> (part: Button.Part, words: String)? {
        guard let place = card.question?.options.firstIndex(where: { $0.id == id }),
            let label = card.question?.options[place].label
        else { return nil }
        return (.option(id), "option \(place + 1): \(label)")
    }
}
