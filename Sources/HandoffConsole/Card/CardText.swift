import HandoffCards
import Terminal

/// A card's body: its action, its prose, and what its trigger adds, in rows for a given width.
struct CardText {
    let card: Card
    /// Margin included.
    let columns: Int
    /// Rows of the pane; a lower one folds more.
    let height: Int
    let isUnfolded: Bool
    let keymap: Keymap
    let symbols: Symbols

    func rows() -> [TextRow] {
        facts + context + proposal + effect + question + scope + why
    }

    private var isRoomy: Bool { height >= 18 }

    private func field(_ label: String, _ text: String, limit: Int, style: StyleName) -> [TextRow] {
        let key = keymap.label(for: .reasoning, in: .queue) ?? "e"
        return TextRow.folded(
            label, text, columns: columns, limit: isUnfolded ? .max : limit, style: style, unfoldKey: key)
    }

    /// Type, target and account: what an approval binds to, as far as one line shows it.
    private var facts: [TextRow] {
        let room = columns - TextRow.marginColumns
        let type = SafeText.line(card.action.type)
        let target = card.action.target.map(SafeText.identity)
        let account = card.account.map { SafeText.line("  for ") + SafeText.line($0) } ?? SafeLine()
        let line = target.map { type + SafeText.line(" \(symbols.arrow) ") + $0 + account } ?? type + account
        if line.columns <= room { return TextRow.rows("ACTION", [line], style: "card.fact") }
        // A target is never cut short of its warnings.
        let first = (type + account).truncated(to: room, ellipsis: true)
        return TextRow.rows("ACTION", [first], style: "card.fact")
            + (target.map { field("TARGET", $0.text, limit: 3, style: "card.fact") } ?? [])
    }

    private var context: [TextRow] { field("CONTEXT", card.context, limit: isRoomy ? 4 : 2, style: "card.context") }

    private var proposal: [TextRow] {
        let label = card.trigger == .failure ? "NEXT" : "DO"
        let failed = card.trigger == .failure ? Self.failure : []
        return failed + field(label, card.proposal, limit: isRoomy ? 8 : 4, style: "card.action")
    }

    private static let failure = [
        TextRow(
            margin: .gutter(label: "FAILED", style: "verdict.failed"),
            spans: [.init(line: SafeText.line("The agent tried this and it failed."), style: "verdict.failed")],
            trailing: nil)
    ]

    /// Only what cannot be undone has an effect to be warned of.
    private var effect: [TextRow] {
        if card.action.reversible == true { return [] }
        guard let consequence = card.consequence else {
            return TextRow.rows("EFFECT", [SafeText.line("(the agent does not say)")], style: "text.muted")
        }
        return field("EFFECT", consequence, limit: isRoomy ? 6 : 3, style: "card.effect")
    }

    private var why: [TextRow] {
        guard let reasoning = card.reasoning else { return [] }
        return field("WHY", reasoning, limit: 1, style: "card.reason")
    }

    private var question: [TextRow] {
        guard let question = card.question else { return [] }
        let asked = field("ASKS", question.text, limit: isRoomy ? 4 : 2, style: "card.action")
        let room = columns - TextRow.marginColumns
        let width = question.options.reduce(8) { max($0, min(SafeText.line($1.label).columns, room - 12)) }
        return asked
            + question.options.enumerated().map { place, option in
                let label = SafeText.line(option.label).truncated(to: width, ellipsis: true)
                let padding = String(repeating: " ", count: width - label.columns + 2)
                let stated = option.confidence.map { "\(padding)says \(Words.percent($0))" } ?? ""
                return TextRow(
                    margin: .gutter(label: "    [\(place + 1)]", style: "hint.key"),
                    spans: [
                        .init(line: label, style: "card.context"),
                        .init(line: SafeText.line(stated), style: "text.muted"),
                    ], trailing: nil)
            }
    }

    /// What the agent can and cannot do, calmly: reaching a limit is no failure.
    private var scope: [TextRow] {
        guard let scope = card.scope else { return [] }
        let limit = isRoomy ? 4 : 2
        var rows = field("LIMIT", scope.boundary, limit: limit, style: "card.context")
        if let part = scope.inScope {
            rows += field("CAN DO", part.proposal, limit: limit, style: "card.action")
        }
        if let rest = scope.outOfScope { rows += field("NOT YET", rest, limit: limit, style: "card.context") }
        if let extend = scope.extend { rows += field("EXTEND", extend, limit: limit, style: "card.context") }
        return rows
    }
}
