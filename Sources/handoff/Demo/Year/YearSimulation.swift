import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffQueue
import HandoffTrust
import Synchronization

/// A year of three agents and an operator, played through a real gate: everything that it ends with the gate made of what happened.
struct YearSimulation {
    let gate: Gate
    let start: Timestamp
    /// How many cards each agent hands in a day.
    let perDay: Int
    private var random: SplitMix64
    /// Of each card, whether it is right.
    private var truth: [CardID: Bool] = [:]
    private var obvious: Set<CardID> = []
    private(set) var handoffs = 0
    /// What the operator took of what was suggested, in words, by day.
    private(set) var accepted: [(day: Int, words: String)] = []

    static let days = 365
    /// From then on the operator leaves suggestions to whoever looks at the result.
    private static let lastReview = 300

    /// - Parameter gate: over an empty log without a clock, so that the year's time is the log's.
    init(gate: Gate, start: Timestamp, perDay: Int, seed: UInt64) {
        self.gate = gate
        self.start = start
        self.perDay = perDay
        random = SplitMix64(seed: seed)
    }

    /// For the gate: which of those that go alone are looked at, the same ones for the same seed.
    static func chance(seed: UInt64) -> @Sendable () -> Double {
        let random = Mutex(SplitMix64(seed: ~seed))
        return { random.withLock { Double.random(in: 0..<1, using: &$0) } }
    }

    /// - Parameter progress: called after each day.
    mutating func run(progress: (_ day: Int) -> Void = { _ in }) throws {
        for day in 0..<Self.days {
            let morning = start.adding(seconds: day * 86_400 + 9 * 3600)
            let cards = try handIn(day, morning)
            try decide(at: morning.adding(seconds: 1800))
            try report(cards, at: morning.adding(seconds: 7200))
            let evening = morning.adding(seconds: 9 * 3600)
            try gate.reviewAuthorizations(now: evening)
            try gate.reviewTrust(now: evening)
            if day % 7 == 6, day <= Self.lastReview { try acceptSuggestions(day, evening) }
            progress(day + 1)
        }
    }

    private mutating func handIn(_ day: Int, _ now: Timestamp) throws -> [CardID] {
        var cards: [CardID] = []
        for number in 0..<perDay {
            for agent in YearAgent.allCases {
                let proposal = agent.proposal(day: day, number: number, &random)
                let id = CardID.unique(now: now, using: &random)
                try gate.store.submit(proposal.document.bytes(), as: id)
                truth[id] = proposal.isRight
                if proposal.isObvious { obvious.insert(id) }
                cards.append(id)
            }
        }
        try gate.admitAll(now: { now })
        handoffs += cards.count
        return cards
    }

    /// The operator knows what is right, and overlooks one mistake in eight.
    private mutating func decide(at now: Timestamp) throws {
        let waiting = try gate.index.holdingStill {
            let keys = try gate.index.pendingKeys().keys.sorted { $0.row < $1.row }
            return try keys.compactMap { try gate.index.record(row: $0.row) }
        }
        for record in waiting {
            let card = try gate.card(record)
            let press: Press
            switch card.action.type {
            case CardIndex.spotCheckType:
                press = card.action.target.flatMap { CardID($0) }.flatMap { truth[$0] } == false ? .decline : .approve
            // What asks for a review is continued.
            case let type where type.hasPrefix(Gate.ownTypes): press = .approve
            default:
                let isOverlooked = Int.random(in: 0..<8, using: &random) == 0 && !obvious.contains(record.id)
                press = truth[record.id] == true || isOverlooked ? .approve : .decline
            }
            let looked = Int.random(in: 2500...30_000, using: &random)
            _ = try gate.decide(
                DecisionRequest(
                    card: record.id, digest: record.digest, press: press, confirmation: "yes", shown: now,
                    looked: looked), now: now)
        }
    }

    /// What was wrong turns out to be, and is undone.
    private mutating func report(_ cards: [CardID], at now: Timestamp) throws {
        var entries: [OutcomeEntry] = []
        let approved = try gate.index.holdingStill {
            try cards.filter { try gate.index.record(of: $0)?.state == .decided(.approved) }
        }
        for id in approved {
            let outcome = Outcome(
                card: id, status: truth[id] == false ? .rolledBack : .succeeded, detail: nil, finished: now)
            try gate.store.reportOutcome(outcome.document.bytes(), for: id)
            entries.append(OutcomeEntry(of: id, ordinal: 1))
        }
        try gate.recordOutcomes(entries, now: now)
    }

    private mutating func acceptSuggestions(_ day: Int, _ now: Timestamp) throws {
        for suggestion in try gate.allSuggestions(now: now) {
            switch suggestion.kind {
            case .raise: break
            case .grant(let grant, _) where grant.effect == .approve: break
            // A person changes the policy, and declines with a word of their own.
            case .grant, .threshold: continue
            }
            // Those before it may have changed what is suggested.
            do { try gate.accept(suggestion, confirmation: "yes", now: now) } catch GateError.trust(.notSuggested) {
                continue
            }
            accepted.append((day, suggestion.words))
        }
    }
}
