import Glibc
import HandoffCards
import HandoffGate
import HandoffQueue
import StrictJSON

/// What an agent needs to go on: its card, the decision, and the state that it saved.
struct Resumption {
    let card: Card
    let decision: Decision
    /// The saved file; nil where the card names none.
    private(set) var path: String?
    /// What it holds; nil unless that is JSON of at most `longestState` bytes.
    private(set) var state: JSONValue?

    /// - Parameter decision: one that was checked.
    /// - Throws: a `Failure` when the card was approved and the state that it names cannot be had.
    init(_ decision: Decision, in workplace: Workplace) throws {
        self.decision = decision
        let owners: Set<UInt32>
        (card, owners) = try Self.card(decision.card, in: workplace)
        guard let name = card.scope?.saved else { return }
        do { try load(name, from: workplace.store(), owners) } catch  where decision.kind != .approved {}
    }

    var document: JSONValue {
        [
            "card": card.document, "decision": decision.document, "saved": JSONValue(path),
            "state": state ?? .null,
        ]
    }

    static let longestState = 1 << 20

    /// From the log, or for who may not read that, from the card's file; and whose saved state is taken for the card's.
    private static func card(_ id: CardID, in workplace: Workplace) throws -> (Card, Set<UInt32>) {
        if let gate = try workplace.gateIfPermitted(), let record = try gate.index.record(of: id) {
            let proposal = try gate.proposal(record)
            return (proposal.card, [geteuid(), proposal.submitter?.user ?? geteuid()])
        }
        let store = try workplace.store()
        let kept = try store.retired(id) ?? (store.isNew(id) ? store.read(.card(id)) : nil)
        guard let kept else {
            throw Failure(
                .badInput, "the card \(id) is not kept any more", advice: "Its decision is: handoff wait \(id)")
        }
        return (try Card(parsing: kept.bytes, id: id), [geteuid()])
    }

    private mutating func load(_ name: String, from store: DirectoryQueue, _ owners: Set<UInt32>) throws {
        do {
            let saved = try store.savedState(name, for: card.id, owners: owners, limit: Self.longestState)
            path = saved.path
            state = try? JSONValue(parsing: saved.bytes)
        } catch {
            switch error {
            // It is there, and too long to print.
            case .tooLarge(_, _, let path): self.path = path
            case .noDirectory(let path), .vanished(let path):
                throw Failure(
                    .badInput, "the card \(card.id) says that its state is saved at \(path), and nothing is there",
                    advice: "Begin the task anew.")
            case .ownerNotAllowed(let user, let path):
                throw Failure(.notPermitted, "\(path) was saved by the user with the number \(user)")
            default: throw error
            }
        }
    }
}
