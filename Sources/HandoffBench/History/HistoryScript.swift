import HandoffAudit
import HandoffCards
import Synchronization

/// What a history of so many lines says, step by step. Every third minute a card comes; decisions, skips and outcomes of others come between.
final class HistoryScript: Sendable {
    private let state: Mutex<State>

    /// What is recorded at one moment.
    struct Step: Sendable {
        let time: Timestamp
        let facts: [AuditFact]
    }

    init(lines: Int) { state = Mutex(State(lines: lines)) }

    /// The next so many steps; empty after the last.
    func next(_ count: Int) -> [Step] {
        state.withLock { state in
            var steps: [Step] = []
            while steps.count < count, let step = state.next() { steps.append(step) }
            return steps
        }
    }

    /// 2026-11-20T00:00:00Z, when the last card comes.
    private static let end = Timestamp(milliseconds: 1_795_132_800_000)

    private struct State: Sendable {
        private let lines: Int
        private let beginning: Timestamp
        private var made = 0
        private var step = 0
        private var waiting = 0
        /// By step, around and around: what will have happened to cards by then.
        private var coming: [[Event]] = Array(repeating: [], count: 1 << 15)
        private var random = SplitMix64(seed: 0x6c69_6e65_73)

        private enum Event: Sendable {
            case skip(HistoryCase), end(HistoryCase), finish(HistoryCase), rollBack(HistoryCase)
        }

        init(lines: Int) {
            self.lines = lines
            beginning = HistoryScript.end.adding(seconds: -lines / 3 * 18)
        }

        mutating func next() -> Step? {
            let isEnding = made + waiting >= lines
            if isEnding, waiting == 0 { return nil }
            let time = Timestamp(
                milliseconds: beginning.milliseconds + Int64(step) * 18_000 + Int64(random.next() % 12_000))
            var facts: [AuditFact] = []
            let slot = step % coming.count
            let due = coming[slot]
            coming[slot] = []
            waiting -= due.count
            for event in due { facts.append(fact(event, at: time)) }
            if !isEnding {
                let card = HistoryCase(step, at: time)
                facts.append(card.proposed)
                let skips = Int(random.next() % 10)
                for number in 0..<(skips < 7 ? 0 : skips - 6) { plan(.skip(card), after: 1 + number) }
                plan(.end(card), after: 5 + Int(random.next() % 200))
            }
            made += facts.count
            step += 1
            return Step(time: time, facts: facts)
        }

        private mutating func plan(_ event: Event, after steps: Int) {
            coming[(step + steps) % coming.count].append(event)
            waiting += 1
        }

        private mutating func fact(_ event: Event, at time: Timestamp) -> AuditFact {
            switch event {
            case .skip(let card): return card.skipped()
            case .end(var card):
                let fact = card.ended(at: time)
                let isReported = random.next() % 20 != 0
                if card.fate == .approved || card.fate == .edited, isReported {
                    plan(.finish(card), after: 1 + Int(random.next() % 100))
                }
                return fact
            case .finish(var card):
                let fact = card.finished(at: time)
                // Days after.
                if random.next() % 100 == 0 { plan(.rollBack(card), after: 5000 + Int(random.next() % 20_000)) }
                return fact
            case .rollBack(var card): return card.rolledBack(at: time)
            }
        }
    }
}
