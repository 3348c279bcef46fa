import HandoffAudit
import HandoffCards

/// What a queue row needs of a card that was checked when it was admitted, taken from its JSON without checking it again.
struct CardSummary {
    let since: Timestamp
    let expires: Timestamp?
    let trigger: String
    let agent: String
    let account: String?
    let actionType: String
    let target: String?
    let title: String
    /// What the agent states, in thousandths, rounded down: a threshold that is met by this is met by what was stated.
    let confidence: Int?
    /// How long reading the card takes at least, in milliseconds.
    let reading: Int

    init(_ fact: AuditFact.Proposed, admitted: Timestamp) {
        let card = fact.document.object
        let action = card?["action"]?.object
        since = card?["created"]?.string.flatMap(Timestamp.init) ?? admitted
        expires = card?["expires"]?.string.flatMap(Timestamp.init)
        trigger = card?["trigger"]?.object?["kind"]?.string ?? Card.Trigger.boundary.rawValue
        agent = card?["agent"]?.object?["name"]?.string ?? ""
        account = card?["account"]?.string
        actionType = action?["type"]?.string ?? ""
        target = action?["target"]?.string
        confidence = card?["confidence"]?.number.map { Int(($0 * 1000).rounded(.down)) }
        let proposal = card?["proposal"]?.string ?? ""
        reading = Int(DecisionTimes.leastReading(of: card))
        let limit = PendingCard.longestTitle
        title = proposal.utf8.count <= limit ? proposal : String(proposal.prefix(limit))
    }
}
