import HandoffCards
import Terminal

/// What the list draws of a card, with the agent's text made safe once.
package struct QueueRow: Equatable, Sendable {
    package let key: PendingKey
    package let trigger: Card.Trigger
    package let expires: Timestamp?
    let agent: SafeLine
    let title: SafeLine
    let target: SafeLine?
    let account: SafeLine?

    init(_ card: PendingCard) {
        key = card.key
        trigger = card.trigger
        expires = card.expires
        agent = SafeText.name(card.agent)
        title = SafeText.line(card.title)
        target = card.target.map(SafeText.identity)
        account = card.account.map(SafeText.line)
    }
}
