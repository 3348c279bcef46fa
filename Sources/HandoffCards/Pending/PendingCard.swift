/// What the queue's list shows of a pending card. All strings are the agent's and not safe to draw as they are.
package struct PendingCard: Sendable, Equatable {
    package let key: PendingKey
    package let id: CardID
    package let trigger: Card.Trigger
    package let agent: String
    package let account: String?
    package let actionType: String
    package let target: String?
    /// The beginning of the proposal, at most `longestTitle` characters.
    package let title: String
    package let expires: Timestamp?

    package static let longestTitle = 160

    package init(
        key: PendingKey, id: CardID, trigger: Card.Trigger, agent: String, account: String?, actionType: String,
        target: String?, title: String, expires: Timestamp?
    ) {
        self.key = key
        self.id = id
        self.trigger = trigger
        self.agent = agent
        self.account = account
        self.actionType = actionType
        self.target = target
        self.title = title
        self.expires = expires
    }
}
