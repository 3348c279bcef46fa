import HandoffCards
import Terminal

/// A card's body in rows for a given width: what the policy says of it, then its action, its prose, and what its trigger adds.
struct CardText {
    let loaded: LoadedCard
    /// Margin included.
    let columns: Int
    /// Rows of the pane; a lower one folds more.
    let height: Int
    let folding: Folding
    let keymap: Keymap
    let symbols: Symbols

    /// What is folded, each with all before it.
    enum Folding: Int {
        case nothing
        /// What the console computed, whatever room the agent's words leave, so that those do not change its rows.
        case computed
        case reasoning, prose
    }

    func rows() -> [TextRow] {
        // Where room is short, what is asked comes before what explains it.
        guard isRoomy || card.question == nil else {
            return computedEffect + submitter + facts + proposal + question + reasons + record + context + effect
                + scope
                + why
        }
        let (first, last) = isRoomy ? (record, []) : ([], record)
        return reasons + first + computedEffect + submitter + facts + context + proposal + effect + question + scope
            + last
            + why
    }

    private var card: Card { loaded.card }
    private var isRoomy: Bool { Layout.isRoomy(height) }

    private func limit(_ rows: Int, _ folding: Folding = .prose) -> Int {
        self.folding.rawValue >= folding.rawValue ? rows : .max
    }

    private func field(
        _ label: String, _ text: String, limit rows: Int, _ folding: Folding = .prose, style: StyleName
    ) -> [TextRow] {
        let key = keymap.label(for: .reasoning, in: .queue) ?? "e"
        return TextRow.folded(
            label, text, columns: columns, limit: limit(rows, folding), style: style, unfoldKey: key)
    }

    /// Why it asks. Above all that an agent writes, so that none of it moves these rows, but for options on a low screen.
    private var reasons: [TextRow] {
        let limit = min(6, limit(max(1, height / 8), .computed))
        let lines = Reasons(loaded.assessment, symbols).rows(columns: columns - TextRow.marginColumns, limit: limit)
        return TextRow.computed("ASKED", lines, style: "card.fact")
    }

    private var computedEffect: [TextRow] {
        guard let consequence = loaded.assessment.consequence else { return [] }
        let limit = limit(max(2, height / 4), .computed)
        return TextRow.computed("EFFECT", consequence, columns: columns, limit: limit, style: "card.effect")
    }

    /// Type, target and account: what an approval binds to, as far as one line shows it.
    private var facts: [TextRow] {
        let room = columns - TextRow.marginColumns
        let target = card.action.target.map(SafeText.identity)
        var spans: [TextRow.Span] = [.init(line: SafeText.line(card.action.type), style: "card.fact")]
        let account: [TextRow.Span] =
            card.account.map {
                [
                    .init(line: SafeText.line("  for "), style: "text.muted"),
                    .init(line: SafeText.line($0), style: "card.fact"),
                ]
            } ?? []
        if let target, (spans + account).columns + 3 + target.columns <= room {
            spans.append(.init(line: SafeText.line(" \(symbols.arrow) "), style: "text.muted"))
            spans.append(.init(line: target, style: "card.fact"))
            return [action(spans + account)] + command
        }
        // A target is never cut short of its warnings.
        return [action(spans + account)] + (target.map { field("TARGET", $0.text, limit: 3, style: "card.fact") } ?? [])
            + command
    }

    /// What `handoff run` would start, whatever the prose says of it.
    private var command: [TextRow] {
        guard let command = loaded.stakes(of: .whole).command else { return [] }
        let limit = limit(max(2, height / 4), .computed)
        return TextRow.computed("RUNS", command, columns: columns, limit: limit, style: "card.action")
    }

    /// What the record says of those like it.
    private var record: [TextRow] {
        guard let before = loaded.before else { return [] }
        return TextRow.computed(
            "RECORD", [SafeText.line(before).truncated(to: columns - TextRow.marginColumns, ellipsis: true)],
            style: "text")
    }

    /// The user who handed it in, which no agent can choose as it chooses its name.
    private var submitter: [TextRow] {
        guard let submitter = loaded.submitter else { return [] }
        return TextRow.computed("FROM", [SafeText.line(submitter.words)], style: "card.fact")
    }

    private func action(_ spans: [TextRow.Span]) -> TextRow {
        TextRow(margin: .gutter(label: "ACTION", style: "text.muted"), spans: spans, trailing: nil)
    }

    private var context: [TextRow] { field("CONTEXT", card.context, limit: isRoomy ? 3 : 2, style: "card.context") }

    private var proposal: [TextRow] {
        // The gate's own question is about what nobody knows to have failed.
        let isFailure = card.trigger == .failure && !loaded.isOwn
        let label = isFailure ? "NEXT" : "DO"
        let failed = isFailure ? Self.failure : []
        return failed + field(label, card.proposal, limit: isRoomy ? 6 : 4, style: "card.action")
    }

    private static let failure = [
        TextRow(
            margin: .gutter(label: "FAILED", style: "verdict.failed"),
            spans: [.init(line: SafeText.line("The agent tried this and it failed."), style: "verdict.failed")],
            trailing: nil)
    ]

    /// What the agent says of it. Only what cannot be undone has an effect to be warned of.
    private var effect: [TextRow] {
        if let computed = loaded.assessment.consequence {
            guard let claimed = card.consequence, claimed != computed else { return [] }
            return field("", "agent says " + claimed, limit: isRoomy ? 2 : 1, style: "text.muted")
        }
        if card.action.reversible == true { return [] }
        guard let consequence = card.consequence else {
            return TextRow.rows("EFFECT", [SafeText.line("(the agent does not say)")], style: "text.muted")
        }
        return field("EFFECT", consequence, limit: isRoomy ? 4 : 3, style: "card.effect")
    }

    private var why: [TextRow] {
        guard let reasoning = card.reasoning else { return [] }
        return field("WHY", reasoning, limit: 1, .reasoning, style: "card.reason")
    }

    private var question: [TextRow] {
        guard let question = card.question else { return [] }
        let asked = field("ASKS", question.text, limit: isRoomy ? 4 : 2, style: "card.action")
        return asked
            + question.options.enumerated().flatMap { place, option in
                label(of: option, number: place + 1) + arguments(of: option)
            }
    }

    private func label(of option: Card.Question.Option, number: Int) -> [TextRow] {
        let says = option.confidence.map { "says \(Words.percent($0))" }
        let room = columns - TextRow.marginColumns - (says.map { $0.count + 2 } ?? 0)
        let limit = limit(isRoomy ? 2 : 1)
        var lines = SafeText.line(option.label).wrapped(to: room)
        if lines.count > limit {
            let rest = lines[(limit - 1)...].reduce(SafeLine(), +)
            lines = lines[..<(limit - 1)] + [rest.truncated(to: room, ellipsis: true)]
        }
        var rows = TextRow.rows("", lines, style: "card.context")
        rows[0].margin = .option(number)
        rows[0].trailing = says
        return rows
    }

    /// What an option approves, whatever its label says.
    private func arguments(of option: Card.Question.Option) -> [TextRow] {
        guard isRoomy, let others = card.otherArguments(approving: .option(option.id)) else { return [] }
        return field("", others, limit: 1, style: "text.muted")
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

extension [TextRow.Span] {
    fileprivate var columns: Int { reduce(0) { $0 + $1.line.columns } }
}
