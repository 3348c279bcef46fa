import HandoffCards
import HandoffPolicy
import StrictJSON

/// One action that an operator decided about, as far as patterns are looked for in it.
package struct PastDecision: Sendable, Equatable {
    package var action: String
    package var account: String?
    package var agent: String
    /// The user who handed it in, as a policy calls them; nil for the gate's own.
    package var submitter: String?
    /// Nil where there is none, or where nothing ties it to what is carried out: no authorization can be about it then.
    package var target: String?
    /// The members at the top, by JSON pointer.
    package var arguments: [JSONText: Value]
    /// When it was handed in.
    package var at: Timestamp
    /// The same on the gate's clock; nil where that is not known.
    package var time: TimeOfDay?
    package var weekday: Weekday?
    package var risk: Risk
    package var isExternal: Bool
    /// How much it touches; nil where nothing ties that to what is carried out.
    package var scale: Int?
    /// What it is worth; nil as for `scale`.
    package var value: Action.Money?
    package var verdict: Verdict

    /// An argument's value.
    package enum Value: Hashable, Sendable {
        case text(JSONText)
        case number(Double)
        case bool(Bool)
        /// An array, an object or null, by its RFC 8785 form.
        case other(JSONText)

        package init(_ value: JSONValue) {
            switch value {
            case .string(let text): self = .text(JSONText(text))
            case .number(let number): self = .number(number)
            case .bool(let bool): self = .bool(bool)
            case .null, .array, .object:
                self = .other(JSONText(canonical: value))
            }
        }
    }

    package enum Verdict: Sendable {
        /// Unedited, and not undone since.
        case approvedAsProposed
        case declined
        /// Edited, answered or undone.
        case other
    }

    package init(
        action: String, account: String?, agent: String, submitter: String? = nil, target: String? = nil,
        arguments: [JSONText: Value] = [:],
        at: Timestamp, time: TimeOfDay? = nil, weekday: Weekday? = nil, risk: Risk, isExternal: Bool = false,
        scale: Int? = nil, value: Action.Money? = nil, verdict: Verdict
    ) {
        self.action = action
        self.account = account
        self.agent = agent
        self.submitter = submitter
        self.target = target
        self.arguments = arguments
        self.at = at
        self.time = time
        self.weekday = weekday
        self.risk = risk
        self.isExternal = isExternal
        self.scale = scale
        self.value = value
        self.verdict = verdict
    }
}
