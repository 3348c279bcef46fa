/// What approving leads to: of the action as it is proposed, of an option, of the part in scope, or of an operator's edit.
package struct Stakes: Sendable, Equatable {
    package var ruling: RulingKind
    package var risk: Risk
    /// Why the policy says so, in one line.
    package var why: String
    /// The larger of what the agent claims and what the arguments say; nil where neither can be told.
    package var scale: Int?
    package var value: Action.Money?
    /// Nil where nothing says so, where it is several, and where the agent claims another than the arguments have.
    package var target: String?
    /// What happens, from the policy's template; nil where there is none. It may quote an agent's text.
    package var consequence: String?
    /// The command that `handoff run` would run; nil for what is carried out in another way.
    package var command: String?

    package init(
        ruling: RulingKind, risk: Risk, why: String, scale: Int? = nil, value: Action.Money? = nil,
        target: String? = nil, consequence: String? = nil
    ) {
        self.ruling = ruling
        self.risk = risk
        self.why = why
        self.scale = scale
        self.value = value
        self.target = target
        self.consequence = consequence
    }

    /// As the agent claims, where no policy was asked.
    package init(claimedBy card: Card, _ assessment: Assessment) {
        self.init(
            ruling: assessment.ruling, risk: assessment.risk, why: assessment.why, scale: card.action.scale,
            value: card.action.value, target: card.action.target, consequence: assessment.consequence)
    }

    /// With the stricter ruling and the graver risk of the two.
    package func raised(to other: Stakes) -> Stakes {
        var raised = self
        if other.ruling > ruling { (raised.ruling, raised.why) = (other.ruling, other.why) }
        raised.risk = max(risk, other.risk)
        return raised
    }
}
