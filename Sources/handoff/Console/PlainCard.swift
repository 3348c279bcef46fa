import HandoffCards
import Terminal

/// A card as plain lines. Every text of its agent is one line of its own after a name that is the program's.
enum PlainCard {
    static func description(
        of card: Card, _ assessment: Assessment, _ stakes: Stakes, endorsedBy first: String? = nil
    ) -> String {
        var facts = ["Risk: \(stakes.risk.word)"] + CardReport.facts(of: card.action, assessment, stakes)
        if let expires = card.expires { facts.append("expires \(expires)") }
        var lines = [SafeText.visible(facts.joined(separator: ", ")) + "."]
        func tell(_ name: String, _ text: String?) {
            if let text { lines.append("\(name): \(SafeText.visible(text))") }
        }
        tell("Asked because", assessment.why)
        if assessment.ruling == .askTwo { tell("Needs", assessment.ruling.words(endorsedBy: first)) }
        tell("Effect", assessment.consequence)
        tell("Action", card.action.type)
        if let target = card.action.target { lines.append("Target: " + SafeText.identity(target).text) }
        lines.append("Agent: " + SafeText.name(card.agent.name).text)
        tell("Context", card.context)
        tell("Proposal", card.proposal)
        tell("Consequence, says the agent", card.consequence)
        tell("Question", card.question?.text)
        tell("Outside the agent's scope", card.scope?.boundary)
        return lines.joined(separator: "\n")
    }

    /// All of the card, in rows of at most so many columns.
    static func draft(of card: Card, columns: Int) -> [String] {
        let pretty = String(decoding: card.document.prettyBytes(), as: UTF8.self)
        return SafeText.wrapped(pretty, columns: columns).map(\.text)
    }
}
