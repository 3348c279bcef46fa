import HandoffCards

/// All that has a say about one card. The strictest decides.
struct Candidates {
    let facts: EffectiveFacts
    /// Those that match, and those that cannot be held against the card.
    private(set) var matched: [Rule] = []
    private(set) var faulty: [Rule] = []
    /// Each asks, but for an unknown action, which gets the policy's default.
    private(set) var triggers: [Trigger] = []
    private let unknownRuling: RulingKind

    init(_ policy: Policy, _ stated: PolicyFacts) {
        let facts = EffectiveFacts(stated, entry: policy.entry(stated.action))
        self.facts = facts
        unknownRuling = policy.unknownRuling
        var (matched, faulty): ([Rule], [Rule]) = ([], [])
        policy.index.forEach(facts) { rule, truth in
            if truth == .holds { matched.append(rule) } else { faulty.append(rule) }
        }
        self.matched = matched.sorted(by: Self.isBefore)
        self.faulty = faulty.sorted(by: Self.isBefore)
        triggers = facts.boundaries(asksFirstTime: policy.asksFirstTime)
        if let trigger = stated.trigger { triggers.append(.agent(trigger)) }
        if let trigger = facts.trustTrigger { triggers.append(trigger) }
        if facts.entry == nil {
            if !matched.contains(where: \.namesActions) {
                // That nobody knows the action is the reason; what follows from that is none of its own.
                triggers.removeAll { $0 == .irreversible && stated.isReversible != false }
                triggers.removeAll { $0 == .external && stated.isExternal != true }
                triggers.insert(.unknownAction(stated.action), at: 0)
            }
        } else if !matched.contains(where: { $0.ruling == .act }), let trigger = facts.confidenceTrigger {
            triggers.append(trigger)
        }
    }

    /// Stricter first, then by name; names are ASCII.
    private static func isBefore(_ left: Rule, _ right: Rule) -> Bool {
        left.ruling == right.ruling ? left.id < right.id : left.ruling > right.ruling
    }

    var kind: RulingKind { kind(without: nil) }

    /// What it would be if one rule were not there.
    func kind(without id: String?) -> RulingKind {
        var kind = RulingKind.act
        for rule in matched where rule.id != id { kind = max(kind, rule.ruling) }
        for rule in faulty where rule.id != id { kind = max(kind, rule.faultRuling) }
        for trigger in triggers { kind = max(kind, ruling(of: trigger)) }
        return kind
    }

    func ruling(of trigger: Trigger) -> RulingKind {
        if case .unknownAction = trigger { unknownRuling } else { .ask }
    }

    var faults: [Trigger] { faulty.map { .fault(rule: $0.id, words: $0.fault(facts)) } }

    /// The words of all that asks or forbids, strictest first; of what lets it act where nothing does.
    func because() -> [String] {
        var said: [(kind: RulingKind, words: String)] = matched.map { ($0.ruling, $0.words) }
        said += zip(faulty, faults).map { ($0.faultRuling, $1.words) }
        said += triggers.map { (ruling(of: $0), $0.words) }
        var result: [String] = []
        for kind in [RulingKind.forbid, .askTwo, .ask] {
            for each in said where each.kind == kind && !result.contains(each.words) { result.append(each.words) }
        }
        if !result.isEmpty { return result }
        let acting = matched.map(\.words)
        if !acting.isEmpty { return acting }
        if facts.entry?.confidenceToAct != nil, facts.trust.level == .aloneWithSpotChecks {
            return ["reversible and internal", facts.trust.words]
        }
        guard let needed = facts.entry?.confidenceToAct, let stated = facts.stated.confidence else {
            return ["reversible and internal"]
        }
        return ["reversible and internal", "confidence \(stated) of \(needed) needed"]
    }
}
