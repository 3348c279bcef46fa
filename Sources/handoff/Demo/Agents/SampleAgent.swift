import HandoffCards
import StrictJSON

/// What is particular to one of the demo's agents. That it is one: it proposes by writing cards, and acts only on what comes back.
protocol SampleAgent {
    var name: DemoAgentName { get }
    var version: String { get }

    /// What it wants to do at once when it starts.
    mutating func opening() throws -> [Proposal]

    /// What it wants to do next; nil when there is nothing at the moment.
    mutating func next() throws -> Proposal?

    /// Does what was approved.
    ///
    /// - Parameters:
    ///   - arguments: the approved ones, which may differ from the card's.
    ///   - saved: the state that was saved with the card.
    func perform(_ card: Card, _ arguments: JSONObject, saved: JSONValue?) throws -> Report

    /// What it proposes when its question was answered in words.
    func followUp(on card: Card, answer: String) -> Proposal?
}

/// What became of an approved action.
struct Report {
    var status = Outcome.Status.succeeded
    var detail: String
    /// What it makes necessary.
    var next: Proposal?
}

/// A card as far as its agent writes it.
struct Proposal {
    /// Without `handoff`, `id`, `created`, `expires` and `agent`.
    var members: JSONObject
    /// In minutes.
    var lifetime: Int
    /// Goes into `queue/saved/ID/state.json`.
    var saved: JSONValue?

    func document(id: CardID, agent: any SampleAgent, now: Timestamp) -> JSONValue {
        let head: JSONObject = [
            "handoff": 1, "id": .string(id.text), "created": .string(now.description),
            "expires": .string(now.adding(seconds: lifetime * 60).description),
            "agent": ["name": .string(agent.name.displayName), "version": .string(agent.version)],
            "account": "acme",
        ]
        return .object(head.overlaid(with: members))
    }
}

extension JSONObject {
    /// A member that is a string, or nothing.
    func text(_ name: String) -> String { self[name]?.string ?? "" }
}
