import HandoffAudit
import HandoffCards
import HandoffIndex

/// What the index must answer, computed in the plainest way.
struct ReferenceProjection {
    private(set) var cases: [AuditCase] = []
    /// By case, the words of each of its lines.
    private var texts: [[[String]]] = []
    /// By case, how long reading it takes at least, in milliseconds: 500 words a minute.
    private var readings: [Int] = []
    private(set) var tallies: [TallyKey: Tally] = [:]

    init(_ facts: [PlacedFact]) { for fact in facts { take(fact) } }

    func cases(matching filter: AuditFilter) -> [AuditCase] {
        zip(cases, texts).filter { found, texts in
            filter.matchesFields(of: found)
                && (filter.words.isEmpty || texts.contains { text in filter.words.allSatisfy { Self.has($0, text) } })
        }.map(\.0)
    }

    private static func has(_ word: AuditFilter.Word, _ text: [String]) -> Bool {
        let wanted = words(word.text)
        guard !wanted.isEmpty, text.count >= wanted.count else { return false }
        return (0...text.count - wanted.count).contains { start in
            wanted.indices.allSatisfy { place in
                let isLast = word.isPrefix && place == wanted.count - 1
                return isLast ? text[start + place].hasPrefix(wanted[place]) : text[start + place] == wanted[place]
            }
        }
    }

    /// Of the words of `RandomHistory` only.
    private static func words(_ text: String) -> [String] {
        let plain = text.lowercased().map { ["ü": "u", "ï": "i"][$0] ?? $0 }
        return plain.split { !$0.isLetter && !$0.isNumber }.map { String($0) }
    }

    private mutating func take(_ line: PlacedFact) {
        switch line.fact {
        case .proposed(let fact): propose(fact, line)
        case .decided(let fact):
            guard let place = settle(fact.card, fact.decision, line) else { return }
            cases[place].basis = fact.basis
            cases[place].operator = fact.operator
            cases[place].edited = fact.edited
            cases[place].looked = fact.looked
            cases[place].approved = fact.action
            add([fact.message], place)
        case .expired(let fact): _ = settle(fact.card, .expired, line)
        case .withdrawn(let fact): _ = settle(fact.card, .withdrawn, line)
        case .skipped(let fact): if let place = place(fact.card) { cases[place].skips += 1 }
        case .executionFinished(let fact):
            guard let place = place(fact.outcome.card) else { return }
            // What was undone stays undone.
            if cases[place].outcome != .rolledBack {
                cases[place].outcome = fact.outcome.status
                cases[place].outcomeAt = line.time
            }
            cases[place].executed = fact.outcome.action ?? cases[place].executed
            cases[place].outcomes.append(line.span)
            add([fact.outcome.detail], place)
        default: break
        }
    }

    private mutating func propose(_ fact: AuditFact.Proposed, _ line: PlacedFact) {
        guard place(fact.card) == nil, let card = fact.document.object, let action = card["action"]?.object else {
            return
        }
        var found = AuditCase(
            row: Int64(cases.count + 1), card: fact.card, account: card["account"]?.string,
            agent: card["agent"]?.object?["name"]?.string ?? "", actionType: action["type"]?.string ?? "",
            target: action["target"]?.string, risk: fact.assessment.risk, proposedAt: line.time, proposed: line.span,
            action: fact.action)
        found.trigger = .boundary
        cases.append(found)
        let prose = [card["context"]?.string, card["proposal"]?.string]
        let visible = (prose + [card["consequence"]?.string]).compactMap { $0 }
        readings.append(visible.flatMap { $0.split { $0.isWhitespace } }.count * 120)
        let note = action["arguments"]?.object?["note"]?.string
        let texts = prose + [found.account, found.agent, found.actionType, found.target, note]
        self.texts.append([Self.words(texts.compactMap { $0 }.joined(separator: "\n"))])
    }

    private func place(_ card: CardID) -> Int? { cases.firstIndex { $0.card == card } }

    private mutating func settle(_ card: CardID, _ kind: Decision.Kind, _ line: PlacedFact) -> Int? {
        guard let place = place(card), cases[place].decision == nil else { return nil }
        cases[place].decision = kind
        cases[place].decided = line.span
        cases[place].decidedAt = line.time
        return place
    }

    private mutating func add(_ strings: [String?], _ place: Int) {
        texts[place].append(Self.words(strings.compactMap { $0 }.joined(separator: "\n")))
    }
}

extension ReferenceProjection {
    /// The tally per account, action and agent, from the cases as they are now.
    func tally(of key: TallyKey) -> Tally {
        var tally = Tally(key: key)
        for found in cases
        where found.account ?? "" == key.account && found.actionType == key.actionType && found.agent == key.agent {
            tally.proposed += 1
            tally.skipped += found.skips
            switch found.decision {
            case .approved:
                tally.approved += 1
                tally.edited += found.edited ? 1 : 0
                tally.alone += found.basis == .operator ? 0 : 1
            case .declined: tally.declined += 1
            case .answered: tally.answered += 1
            case .expired: tally.expired += 1
            case .withdrawn: tally.withdrawn += 1
            case nil: break
            }
            if found.basis == .operator, let looked = found.looked {
                var bucket = 0
                while looked >> (bucket + 1) > 0 { bucket += 1 }
                tally.decisionTimes[found.risk, default: Array(repeating: 0, count: Tally.timeBuckets)][bucket] += 1
                tally.hasty += looked < readings[Int(found.row) - 1] ? 1 : 0
            }
            switch found.outcome {
            case .succeeded: tally.succeeded += 1
            case .failed: tally.failed += 1
            case .rolledBack: tally.rolledBack += 1
            case .notAttempted: tally.notAttempted += 1
            case nil: break
            }
            tally.differed += found.differs ? 1 : 0
        }
        return tally
    }
}
