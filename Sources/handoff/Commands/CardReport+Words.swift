import HandoffCards
import StrictJSON
import Terminal

extension CardReport {
    /// For a person. What the gate computed comes first; every line of what the agent wrote stands behind a bar that it
    /// cannot draw.
    func words(now: Timestamp, paint: Paint) -> String {
        var page = Page(paint: paint)
        page.line(
            paint(stakes.risk.word.uppercased(), stakes.risk.tint) + "  "
                + Self.facts(of: card.action, assessment, stakes).joined(separator: ", "))
        page.fact("ID", card.id.text)
        page.fact("state", state + ", " + TimeSpan(seconds: max(0, now.seconds(since: since))).rounded + " old")
        if let submitter { page.fact("from", submitter.words) }
        if let expires = card.expires { page.fact("expires", Self.expiry(expires, now: now)) }
        if let assessment { add(assessment, to: &page) }
        if let before { page.fact("record", before) }
        page.fact("digest", card.digest().tagged)
        page.fact("action", card.actionBinding.tagged)
        if decision == nil, let needed = confirmation { page.fact("approving", needed) }
        if let decision { add(decision, to: &page) }
        if let outcome {
            page.fact("then", LocalTime.text(outcome.at) + ": " + outcome.status.rawValue.replacing("_", with: " "))
        }
        page.line("")
        addProse(to: &page)
        if decision == nil {
            page.line("")
            for button in card.buttons {
                page.said("[" + button.id + "]", button.label + "  (" + Self.words(button.does) + ")")
            }
        }
        return page.text
    }

    static func facts(of action: Action, _ assessment: Assessment?, _ stakes: Stakes) -> [String] {
        let (reversible, external) =
            assessment.map { ($0.isReversible(action), $0.isExternal(action)) } ?? (action.reversible, action.external)
        var facts = [
            reversible.map { $0 ? "can be undone" : "CANNOT BE UNDONE" }
                ?? "does not say whether it can be undone",
            external.map { $0 ? "reaches outside" : "stays inside" }
                ?? "does not say whether it reaches outside",
        ]
        if let scale = stakes.scale { facts.append("touches \(scale)") }
        if let value = stakes.value { facts.append("worth \(value)") }
        return facts
    }

    private func add(_ assessment: Assessment, to page: inout Page) {
        page.fact("policy", assessment.ruling.words(endorsedBy: endorsedBy))
        page.fact("why", assessment.why)
        if let consequence = assessment.consequence { page.fact("effect", consequence) }
        page.fact("under", assessment.policy.tagged)
    }

    private var confirmation: String? {
        switch Confirmation(for: stakes, of: card.action.type) {
        case .none: nil
        case .yes: "takes --confirm yes"
        case .typed(_, let what): "takes --confirm with its \(what), typed as it stands in the card"
        }
    }

    private static func expiry(_ time: Timestamp, now: Timestamp) -> String {
        let left = time.seconds(since: now)
        return LocalTime.text(time) + (left > 0 ? ", in " + TimeSpan(seconds: left).rounded : ", which is over")
    }

    private func add(_ decision: Decision, to page: inout Page) {
        let button = decision.button.map { " with [\($0)]" } ?? ""
        let by = decision.operator.map { " by " + $0 } ?? ""
        let edited = decision.edited ? ", edited" : ""
        page.fact("decided", LocalTime.text(decision.decided) + ": " + decision.kind.rawValue + button + by + edited)
        if let message = decision.message { page.fact("message", message) }
        if decision.kind == .approved, decision.arguments != card.action.arguments {
            page.json("approved", .object(decision.arguments))
        }
    }

    private func addProse(to page: inout Page) {
        let agent = [card.agent.name, card.agent.version].compactMap { $0 }.joined(separator: " ")
        page.said("agent", agent + (card.agent.run.map { ", run " + $0 } ?? ""))
        page.said("account", card.account)
        page.said("because", card.trigger.rawValue + (card.confidence.map { ", confidence \($0)" } ?? ""))
        page.said("context", card.context)
        page.said("proposal", card.proposal)
        page.said("effect", card.consequence)
        page.said("does", card.action.type)
        if let target = card.action.target { page.said("target", SafeText.identity(target)) }
        if !card.action.arguments.members.isEmpty { page.json("arguments", .object(card.action.arguments)) }
        if !card.editable.isEmpty { page.said("editable", card.editable.map(\.description).joined(separator: ", ")) }
        if let question = card.question {
            page.said("question", question.text)
            for option in question.options {
                page.said("", "[" + option.id + "] " + option.label + (option.confidence.map { "  (\($0))" } ?? ""))
                if let others = card.otherArguments(approving: .option(option.id)) { page.said("", "    " + others) }
            }
        }
        if let scope = card.scope {
            page.said("boundary", scope.boundary)
            page.said("extend", scope.extend)
            page.said("in scope", scope.inScope?.proposal)
            page.said("", card.otherArguments(approving: .inScope))
            page.said("out of it", scope.outOfScope)
        }
        page.said("reasoning", card.reasoning)
        for attachment in card.attachments { page.said(attachment.name, attachment.text) }
        for pair in card.metadata { page.said(pair.name, pair.value) }
    }

    static func words(_ verb: Button.Verb) -> String {
        switch verb {
        case .approve(.whole): "approves"
        case .approve(.option(let id)): "approves option \(id)"
        case .approve(.inScope): "approves the part in scope"
        case .review: "shows more"
        case .decline: "declines"
        case .answer: "answers"
        case .skip: "leaves it in the queue"
        }
    }
}

extension RulingKind {
    /// For a person.
    func words(endorsedBy first: String? = nil) -> String {
        switch self {
        case .act: "goes alone, nobody is asked"
        case .ask: "a person is asked"
        case .askTwo: first.map { "two operators; \($0) has approved, one more is needed" } ?? "two operators are asked"
        case .forbid: "forbidden"
        }
    }
}
