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
    /// What the policy said; nil before a gate has taken the card in.
    package let ruling: RulingKind?
    /// Who gave the first of two approvals.
    package let endorsedBy: String?

    package static let longestTitle = 160

    package init(
        key: PendingKey, id: CardID, trigger: Card.Trigger, agent: String, account: String?, actionType: String,
        target: String?, title: String, expires: Timestamp?, ruling: RulingKind? = nil, endorsedBy: String? = nil
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
        self.ruling = ruling
        self.endorsedBy = endorsedBy
    }
}
