import HandoffCards
import Terminal

/// The whole card as it will be used: every argument of every way to approve it, all prose, attachments, metadata and
/// digests.
struct Draft {
    let loaded: LoadedCard
    /// Margin included.
    let columns: Int

    private var card: Card { loaded.card }
    private var width: Int { columns - TextRow.marginColumns }

    /// First what the policy says of it, what is done and with what, then what was said about it.
    func rows() -> [TextRow] {
        section("WHAT THE POLICY SAYS", policy) + section("ACTION", action) + arguments + attachments
            + section("WORDS", prose) + section("FROM", origin)
            + metadata + [.heading("DIGESTS")] + digests
    }

    private func section(_ title: String, _ rows: [TextRow]) -> [TextRow] {
        rows.isEmpty ? [] : [.heading(title)] + rows + [.blank]
    }

    private func text(_ label: String, _ text: String?, style: StyleName = "card.context") -> [TextRow] {
        text.map { TextRow.rows(label, $0, columns: columns, style: style) } ?? []
    }

    private var policy: [TextRow] {
        let assessment = loaded.assessment
        var rows: [TextRow] = []
        for (place, reason) in assessment.because.enumerated() {
            rows += TextRow.computed(place == 0 ? "asked" : "", reason, columns: columns, style: "card.fact")
        }
        if assessment.ruling == .askTwo {
            let first = loaded.endorsedBy.map { "; \($0) approved" } ?? ""
            rows += TextRow.computed("needs", "two operators" + first, columns: columns, style: "card.fact")
        }
        guard let consequence = assessment.consequence else { return rows }
        return rows + TextRow.computed("effect", consequence, columns: columns, style: "card.effect")
    }

    private var action: [TextRow] {
        var rows = text("type", card.action.type, style: "card.fact")
        if let target = card.action.target {
            let line = SafeText.identity(target)
            let lines = line.columns <= width ? [line] : SafeText.wrapped(line.text, columns: width)
            rows += TextRow.rows("target", lines, style: "card.fact")
        }
        return rows + text("account", card.account, style: "card.fact")
    }

    private var origin: [TextRow] {
        let agent = [card.agent.name, card.agent.version, card.agent.run].compactMap { $0 }
        var rows = text("agent", agent.joined(separator: "  "), style: "card.fact")
        rows += text("states", card.confidence.map { "\(Words.percent($0)) confidence" }, style: "card.fact")
        rows += text("created", card.created?.description, style: "card.fact")
        return rows + text("expires", card.expires?.description, style: "card.fact")
    }

    /// A way to approve, and the complete arguments that it approves.
    private var variants: [(title: TextRow, part: Button.Part)] {
        var variants: [(TextRow, Button.Part)] = []
        for button in card.buttons {
            guard case .approve(let part) = button.does else { continue }
            if !variants.contains(where: { $0.1 == part }) { variants.append((title(of: part), part)) }
        }
        for option in card.question?.options ?? [] where !variants.contains(where: { $0.1 == .option(option.id) }) {
            variants.append((title(of: .option(option.id)), .option(option.id)))
        }
        return variants.isEmpty ? [(.heading("ARGUMENTS"), .whole)] : variants
    }

    private func title(of part: Button.Part) -> TextRow {
        switch part {
        case .whole: .heading("ARGUMENTS")
        case .inScope: .heading("ARGUMENTS OF WHAT CAN BE DONE NOW")
        case .option(let id):
            .heading("ARGUMENTS WITH OPTION \((card.question?.options.firstIndex { $0.id == id } ?? 0) + 1)")
        }
    }

    private var arguments: [TextRow] {
        variants.flatMap { variant in
            guard let arguments = try? card.arguments(approving: variant.part) else { return [TextRow]() }
            let members = arguments.members.map { member in
                MemberRows.Member(
                    name: member.name, text: member.value.string, compact: member.value.bytes(),
                    pretty: member.value.prettyBytes())
            }
            let rows = members.isEmpty ? [.own("none", style: "text.muted")] : MemberRows.all(members, columns: columns)
            return [variant.title] + rows + [.blank]
        }
    }

    private var prose: [TextRow] {
        var rows = text("context", card.context) + text("proposal", card.proposal, style: "card.action")
        rows += text(
            "effect", card.consequence, style: loaded.assessment.consequence == nil ? "card.effect" : "text.muted")
        if let question = card.question {
            rows += text("asks", question.text)
            for (place, option) in question.options.enumerated() {
                var lines = text("", option.label)
                lines[0].margin = .option(place + 1)
                rows += lines
            }
        }
        if let scope = card.scope {
            rows += text("limit", scope.boundary) + text("can do", scope.inScope?.proposal)
            rows += text("not yet", scope.outOfScope) + text("extend", scope.extend) + text("saved", scope.saved)
        }
        for (place, button) in card.buttons.enumerated() { rows += text("button \(place + 1)", button.label) }
        return rows + text("why", card.reasoning, style: "card.reason")
    }

    private var attachments: [TextRow] {
        var rows: [TextRow] = []
        for (place, attachment) in card.attachments.enumerated() {
            rows.append(.heading("ATTACHMENT \(place + 1) OF \(card.attachments.count)"))
            rows += text("name", attachment.name, style: "card.fact")
            rows += text("type", attachment.mediaType, style: "card.fact")
            rows += text("text", attachment.text)
            rows.append(.blank)
        }
        return rows
    }

    private var metadata: [TextRow] {
        let members = card.metadata.map { MemberRows.Member(name: $0.name, text: $0.value, compact: [], pretty: []) }
        return section("METADATA", MemberRows.all(members, columns: columns))
    }

    /// In full, for comparing with what the agent or the audit says.
    private var digests: [TextRow] {
        [
            ("card", loaded.digest), ("policy", loaded.assessment.policy), ("action", card.actionBinding),
        ].flatMap { label, digest in
            TextRow.computed(label, digest.tagged, columns: columns, style: "card.fact")
        }
    }
}
