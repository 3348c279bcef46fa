import StrictJSON

/// One proposal of an agent that waits for a person: what `queue/new/ID.json` holds, checked.
package struct Card: Sendable, Equatable {
    package let id: CardID
    /// The JSON as submitted; both digests are computed from it.
    package let document: JSONValue
    package let created: Timestamp?
    package let expires: Timestamp?
    package let agent: Agent
    package let account: String?
    /// What the agent was doing: one sentence.
    package let context: String
    /// What it wants to do: one or two sentences.
    package let proposal: String
    /// What happens on approval, in the agent's words; only irreversible actions have one.
    package let consequence: String?
    package let action: Action
    package let trigger: Trigger
    /// What the agent states, 0 to 1.
    package let confidence: Double?
    package let question: Question?
    package let scope: Scope?
    /// Two or three, the agent's or a set made for the trigger.
    package let buttons: [Button]
    package let defaultButton: Button
    package let reasoning: String?
    /// What an operator may change before approving: pointers into the card, under `/arguments`.
    package let editable: [JSONPointer]
    package let attachments: [Attachment]
    package let metadata: [(name: String, value: String)]

    package static func == (left: Card, right: Card) -> Bool { left.id == right.id && left.document == right.document }
}

extension Card {
    package struct Agent: Sendable, Equatable {
        package let name: String
        package let version: String?
        package let run: String?
    }

    package struct Attachment: Sendable, Equatable {
        package let name: String
        package let mediaType: String
        package let text: String
    }

    /// Why the agent says that a person is needed.
    package enum Trigger: String, Sendable, CaseIterable {
        case boundary
        case confidence
        case scope
        /// It tried and failed, which is not the same as being out of scope.
        case failure
    }

    /// What the agent is unsure of, with its best answers.
    package struct Question: Sendable, Equatable {
        package let text: String
        package let options: [Option]

        package struct Option: Sendable, Equatable {
            package let id: String
            package let label: String
            package let confidence: Double?
            /// Laid over the action's arguments, member by member, when this option is approved.
            package let arguments: JSONObject
        }
    }

    /// A task that reaches beyond what the agent can do.
    package struct Scope: Sendable, Equatable {
        package let boundary: String
        package let extend: String?
        package let inScope: InScope?
        package let outOfScope: String?
        /// The file under `queue/saved/ID/` that holds the state to resume from.
        package let saved: String?

        package struct InScope: Sendable, Equatable {
            package let proposal: String
            /// Laid over the action's arguments, member by member, when this part is approved.
            package let arguments: JSONObject
        }
    }

    /// The SHA-256 of the RFC 8785 form of the whole card: what a decision was looking at.
    package func digest() -> Hash256 { Hash256(of: document.canonicalBytes()) }

    /// The risk as far as the action's own facts tell it.
    package var risk: Risk { Risk(of: action) }
}
