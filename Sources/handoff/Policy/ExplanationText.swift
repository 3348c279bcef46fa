import HandoffCards
import HandoffPolicy
import StrictJSON

/// An explanation for a person.
struct ExplanationText {
    let explanation: Explanation
    let others: [OtherPart]
    let paint: Paint

    var text: String {
        let ruling = explanation.ruling
        var page = Page(paint: paint)
        page.fact("ruling", "\(ruling.kind.word): \(ruling.kind.words())")
        page.fact("why", ruling.why)
        page.fact("risk", ruling.risk.word)
        if let consequence = ruling.consequence { page.fact("happens", consequence) }
        page.fact("decided by", explanation.deciding.isEmpty ? "nothing" : explanation.deciding.joined(separator: ", "))
        page.line("")
        page.line("Facts")
        for fact in explanation.facts { page.fact(fact.name, "\(fact.value)  (\(fact.origin.words))") }
        page.line("")
        page.line(explanation.matched.isEmpty ? "No rule matches" : "Rules that match")
        for rule in explanation.matched { add(rule, &page) }
        if !explanation.faulty.isEmpty { page.line("Rules that cannot be held against it") }
        for rule in explanation.faulty { add(rule, &page) }
        if let miss = explanation.nearestMiss {
            page.line("")
            page.line("The nearest rule that does not match")
            add(miss.rule, &page)
            for failing in miss.failing {
                page.fact("", "\(failing.name) is \(failing.found), and the rule wants \(failing.wanted)")
            }
        }
        page.line("")
        page.line("What would change it")
        for sentence in explanation.wouldChange { page.fact("", sentence) }
        if !others.isEmpty {
            page.line("")
            page.line("Other ways to approve it, with arguments of their own")
        }
        for other in others {
            page.fact(
                "", "\(other.name): \(other.stakes.ruling.word), \(other.stakes.risk.word) risk: \(other.stakes.why)")
        }
        page.line("")
        page.fact("policy", explanation.digest.tagged)
        return page.text
    }

    private func add(_ rule: Explanation.RuleSaid, _ page: inout Page) {
        page.fact(rule.ruling.word, "\(rule.id) (line \(rule.line)): \(rule.words)")
    }
}

/// What the policy says of an option, or of the part in scope.
struct OtherPart {
    /// `option std`
    let name: String
    let stakes: Stakes

    /// - Parameter facts: of the card as it is proposed.
    init?(_ part: Button.Part, of card: Card, _ facts: PolicyFacts, _ policy: Policy) {
        switch part {
        case .whole: return nil
        case .option(let id): name = "option \(id)"
        case .inScope: name = "in scope"
        }
        guard let arguments = try? card.arguments(approving: part) else { return nil }
        var facts = facts
        facts.arguments = arguments
        facts.areOtherArguments = arguments != card.action.arguments
        stakes = policy.stakes(of: facts)
    }

    var document: JSONValue {
        [
            "part": .string(name), "ruling": .string(stakes.ruling.word), "risk": .string(stakes.risk.word),
            "why": .string(stakes.why),
        ]
    }
}

extension Explanation.Origin {
    fileprivate var words: String {
        switch self {
        case .card: "card"
        case .catalogue: "catalogue"
        case .record: "record"
        case .clock: "clock"
        case .assumed: "nobody says, so the worse"
        }
    }
}
