import Glibc
import HandoffCards
import HandoffGate
import HandoffQueue
import StrictJSON

/// An agent's side of the queue: hands cards in, follows the decisions, checks their tokens, acts and reports.
struct AgentRunner {
    private var agent: any SampleAgent
    private let store: DirectoryQueue
    private let keys: [TrustedKey]
    private let savedPlace: String
    private var random: SplitMix64
    private var waiting: [CardID: Card] = [:]

    /// So many cards wait at most, whoever wrote them.
    private static let queueLimit = 12
    /// Seconds between two ideas of one agent; three agents together come to one every five to twelve seconds.
    private static let pause = 15...36

    init(
        agent: any SampleAgent, store: DirectoryQueue, keys: [TrustedKey], savedPlace: String, random: SplitMix64
    ) {
        self.agent = agent
        self.store = store
        self.keys = keys
        self.savedPlace = savedPlace
        self.random = random
    }

    /// Returns when the demo ends; with `once`, after its first card was seen through.
    mutating func run(once: Bool) throws {
        let clock = ContinuousClock()
        // Followed before anything is handed in, so that no decision is missed.
        let watch = try store.watch([.decisions])
        for proposal in try agent.opening().prefix(once ? 1 : .max) { try handIn(proposal) }
        var nextIdea = clock.now + .seconds(Int.random(in: Self.pause, using: &random) / 2)
        while !(once && waiting.isEmpty) {
            guard Lifeline.wait(for: watch.descriptor, timeout: once ? nil : nextIdea - clock.now) else { return }
            let changes = watch.drain()
            for id in changes.overflowed ? Array(waiting.keys) : changes.decisions { try settle(id) }
            guard !once, clock.now >= nextIdea else { continue }
            nextIdea = clock.now + .seconds(Int.random(in: Self.pause, using: &random))
            if try store.listNew().count < Self.queueLimit, let proposal = try agent.next() { try handIn(proposal) }
        }
    }

    private mutating func handIn(_ proposal: Proposal) throws {
        let now = Timestamp.now
        let id = CardID.unique(now: now)
        let document = proposal.document(id: id, agent: agent, now: now)
        waiting[id] = try Card(document: document, id: id)
        if let saved = proposal.saved { try saved.save(for: id, in: savedPlace) }
        try store.submit(document.prettyBytes(), as: id)
    }

    private mutating func settle(_ id: CardID) throws {
        guard let card = waiting[id], let bytes = try store.decision(for: id) else { return }
        waiting[id] = nil
        let decision = try Decision(parsing: bytes)
        if let objection = objection(to: decision, on: card) {
            note(card, "not acted on: " + objection)
            return
        }
        switch decision.kind {
        case .approved: try act(on: card, decision)
        case .answered:
            note(card, "answered: " + (decision.message ?? ""))
            if let message = decision.message, card.isFirst, let next = agent.followUp(on: card, answer: message) {
                try handIn(next.following(id))
            }
        case .declined, .expired, .withdrawn:
            note(card, decision.kind.rawValue + (decision.message.map { ": " + $0 } ?? ""))
        }
    }

    private mutating func act(on card: Card, _ decision: Decision) throws {
        let saved = card.scope?.saved == nil ? nil : JSONValue(savedFor: card.id, in: savedPlace)
        var report: Report
        do { report = try agent.perform(card, decision.arguments, saved: saved) } catch {
            report = Report(status: .failed, detail: Failure(error).what)
        }
        note(card, report.status.rawValue + ": " + report.detail)
        // What was approved is what it acted with; the gate makes the binding of it.
        let outcome = Outcome(
            card: card.id, status: report.status, detail: report.detail, finished: .now,
            arguments: report.status == .notAttempted ? nil : decision.arguments)
        try store.reportOutcome(outcome.document.bytes() + [UInt8(ascii: "\n")], for: card.id)
        if let next = report.next { try handIn(next.following(card.id)) }
    }

    /// Why the decision cannot be believed, or nil: its token must be signed by a trusted key and speak of this very card, this very
    /// decision and these very arguments.
    private func objection(to decision: Decision, on card: Card) -> String? {
        let token: DecisionToken
        do { token = try DecisionToken(verifying: decision.token, with: keys) } catch {
            return "no trusted key signed it"
        }
        if let difference = DecisionCheck.difference(decision, token, of: card.id) { return difference }
        if let difference = DecisionCheck.difference(decision, token, on: card) { return difference }
        return token.expires <= .now ? "its time is over" : nil
    }

    /// Goes into the agent's log.
    private func note(_ card: Card, _ text: String) {
        let line = Array("\(Timestamp.now) \(card.id) \(card.action.type): \(text)\n".utf8)
        _ = write(STDOUT_FILENO, line, line.count)
    }
}

extension Proposal {
    fileprivate static let mark = "follows"

    /// The same, marked as what came of another card.
    fileprivate func following(_ id: CardID) -> Proposal {
        var metadata = members["metadata"]?.object ?? JSONObject()
        metadata[Self.mark] = .string(id.text)
        var result = self
        result.members["metadata"] = .object(metadata)
        return result
    }
}

extension Card {
    /// Whether it came of no other card.
    fileprivate var isFirst: Bool { !metadata.contains { $0.name == Proposal.mark } }
}
