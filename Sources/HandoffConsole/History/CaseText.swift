import HandoffAudit
import HandoffCards
import Terminal

/// A case in three texts: what was proposed, what was decided, what was done.
struct CaseText {
    let record: CaseRecord
    /// Of one text, margin included.
    let columns: Int
    let isUnfolded: Bool
    let keymap: Keymap
    let symbols: Symbols

    static let titles = ["PROPOSED", "DECIDED", "DID"]

    /// The texts in the order of `titles`; nil where the proposal is not there to be read.
    func texts() -> [[TextRow]]? {
        guard let line = record.proposed, case .proposed(let fact)? = try? line.fact else { return nil }
        let card = try? Card(document: fact.document, id: fact.card)
        return [proposed(fact, card, line), decided(card), did()]
    }

    /// What an agent wrote or named.
    func text(_ label: String, _ text: String?, _ style: StyleName = "card.fact") -> [TextRow] {
        text.map { TextRow.rows(label, $0, columns: columns, style: style) } ?? []
    }

    /// What the gate knows by itself, and what operators wrote: nothing of an agent's, and so without its bar.
    func own(_ label: String, _ text: String?, _ style: StyleName = "card.fact") -> [TextRow] {
        text.map { TextRow.computed(label, $0, columns: columns, style: style) } ?? []
    }

    func folded(_ label: String, _ text: String?, limit: Int, _ style: StyleName) -> [TextRow] {
        guard let text else { return [] }
        return TextRow.folded(
            label, text, columns: columns, limit: isUnfolded ? .max : limit, style: style,
            unfoldKey: keymap.label(for: .reasoning, in: .record) ?? "e")
    }

    /// Where a line stands in the log.
    func place(_ line: AuditLine) -> [TextRow] {
        own(
            "line",
            "\(Words.grouped(line.sequence)), at byte \(Words.grouped(line.offset)), \(line.leaf.hex.prefix(12))",
            "text.muted")
    }
}

extension CaseText {
    private func proposed(_ fact: AuditFact.Proposed, _ card: Card?, _ line: AuditLine) -> [TextRow] {
        var rows = own("at", Words.moment(line.time)) + text("card", fact.card.text)
        guard let card else {
            return rows + own("", "The card in this line cannot be read.", "verdict.failed") + place(line)
        }
        let agent = [card.agent.name, card.agent.version, card.agent.run].compactMap { $0 }.joined(separator: "  ")
        rows += text("agent", agent, "history.actor") + text("account", card.account) + text("action", card.action.type)
        if let target = card.action.target { rows += text("target", SafeText.identity(target).text) }
        rows += own("risk", risk(fact.assessment, card), fact.assessment.risk.style)
        rows += ruling(fact.assessment) + [.blank]
        rows += folded("DO", card.proposal, limit: 6, "card.action")
        rows += folded("CONTEXT", card.context, limit: 3, "card.context")
        if let computed = fact.assessment.consequence {
            if let claimed = card.consequence, claimed != computed {
                rows += folded("", "agent says " + claimed, limit: 2, "text.muted")
            }
        } else {
            rows += folded("EFFECT", card.consequence, limit: 4, "card.effect")
        }
        if let question = card.question {
            rows += folded("ASKS", question.text, limit: 4, "card.action")
            for (place, option) in question.options.enumerated() {
                rows += text("  \(place + 1)", option.label, "card.context")
            }
        }
        rows += folded("LIMIT", card.scope?.boundary, limit: 4, "card.context")
        rows += [.blank] + arguments(of: card) + [.blank]
        rows += folded("WHY", card.reasoning, limit: 2, "card.reason")
        return rows + place(line) + own("binding", fact.action.hex.prefix(12).description, "text.muted")
    }

    /// What the policy said.
    private func ruling(_ assessment: Assessment) -> [TextRow] {
        let word =
            switch assessment.ruling {
            case .act: "goes alone"
            case .ask: "asks"
            case .askTwo: "asks two operators"
            case .forbid: "forbidden"
            }
        var rows = own("policy", word)
        for reason in assessment.because { rows += own("", symbols.dot + " " + reason, "text.muted") }
        return rows + own("EFFECT", assessment.consequence, "card.effect")
    }

    private func risk(_ assessment: Assessment, _ card: Card) -> String {
        let risk = assessment.risk
        let undo =
            switch assessment.isReversible(card.action) {
            case true?: "can be undone"
            case false?: "CANNOT be undone"
            case nil: "undo not known"
            }
        let reach =
            switch assessment.isExternal(card.action) {
            case true?: "external"
            case false?: "internal"
            case nil: "reach not known"
            }
        let value = card.action.value.map { ", \($0.description)" } ?? ""
        return "\(risk.glyph.drop { $0 == " " }) \(risk.label), \(undo), \(reach)\(value)"
    }

    private func arguments(of card: Card) -> [TextRow] {
        let members = card.action.arguments.members.map { member in
            MemberRows.Member(
                name: member.name, text: member.value.string, compact: member.value.bytes(),
                pretty: member.value.prettyBytes())
        }
        return members.isEmpty
            ? own("with", "no arguments", "text.muted") : MemberRows.all(members, columns: columns)
    }
}
