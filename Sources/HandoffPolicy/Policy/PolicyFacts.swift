import HandoffCards
import StrictJSON

/// All that a ruling depends on: what a card says of its action, and what others know. No prose is among it.
package struct PolicyFacts: Sendable {
    package var action: String
    package var account: String?
    package var agent: String?
    /// The name of the Unix user who handed the card in, or the number where it has no name; nil for the gate's own user.
    package var submitter: String?
    package var target: String?
    package var arguments = JSONObject()
    /// They are not those that the agent's claims are about: an option's, or an operator's.
    package var areOtherArguments = false
    /// What the agent claims of its action; nil where it says nothing.
    package var isReversible: Bool?
    package var isExternal: Bool?
    package var scale: Int?
    package var value: Money?
    /// What the agent states, 0 to 1.
    package var confidence: Double?
    /// Why the agent says that a person is needed; nil where its card does not say so itself.
    package var trigger: Card.Trigger?
    /// Whether the account had no action of this type before; nil when nobody knows, which counts as yes.
    package var isFirstTime: Bool?
    package var calibration = Calibration.unknown
    package var trust = TrustStanding()
    /// On the clock of the gate's machine.
    package var time: TimeOfDay?
    package var weekday: Weekday?

    package init(action: String) { self.action = action }

    /// - Parameter arguments: what is to be approved, where that is not what is proposed.
    package init(
        _ card: Card, approving arguments: JSONObject? = nil, submitter: String? = nil, isFirstTime: Bool?,
        calibration: Calibration,
        trust: TrustStanding = TrustStanding(),
        time: TimeOfDay?,
        weekday: Weekday?
    ) {
        action = card.action.type
        account = card.account
        agent = card.agent.name
        self.submitter = submitter
        target = card.action.target
        self.arguments = arguments ?? card.action.arguments
        areOtherArguments = self.arguments != card.action.arguments
        isReversible = card.action.reversible
        isExternal = card.action.external
        scale = card.action.scale
        value = card.action.value.map { Money($0) }
        confidence = card.confidence
        // A card without the member gets `boundary`, which is then not the agent's own word.
        trigger = card.document.object?["trigger"].map { $0.isNull } == false ? card.trigger : nil
        self.isFirstTime = isFirstTime
        self.calibration = calibration
        self.trust = trust
        self.time = time
        self.weekday = weekday
    }
}

/// What the record of an agent and an action says about the confidence that it states.
package enum Calibration: Sendable, Equatable {
    /// It is as often right as it says.
    case counts
    /// By the record it is right less often than is needed: so often, 0 to 1.
    case worth(Double)
    /// That cannot be said before there are so many decisions more.
    case needs(more: Int)
    /// Nobody looked, or there is no record.
    case unknown
}
