import StrictJSON

/// One thing that a rule asks of a card. It is held against effective facts, so an agent's claim alone can never make one
/// hold that lowers the risk.
package enum Condition: Sendable, Hashable {
    case action(TextPattern)
    case account(TextPattern)
    case agent(TextPattern)
    /// The Unix user who handed the card in; no agent chooses it.
    case submitter(TextPattern)
    /// The gate's own user handed it in, who is no submitter.
    case ownUser(Bool)
    case target(TextPattern)
    case argument(JSONPointer, ArgumentTest)
    /// The arguments have no other members than these.
    case argumentsOnly(Set<JSONText>)
    case external(Bool)
    case reversible(Bool)
    case scale(CountRange<Int>)
    case value(MoneyRange)
    case confidence(CountRange<Double>)
    case time(TimeWindow)
    case weekday(Set<Weekday>)
    case firstTime(Bool)
}

extension Condition {
    func truth(_ facts: EffectiveFacts) -> Truth {
        switch self {
        case .action(let pattern): return Truth(pattern.matches(facts.stated.action))
        case .account(let pattern): return facts.stated.account.map { Truth(pattern.matches($0)) } ?? .faulty
        case .agent(let pattern): return facts.stated.agent.map { Truth(pattern.matches($0)) } ?? .faulty
        case .submitter(let pattern): return facts.stated.submitter.map { pattern.truth(ofUser: $0) } ?? .faulty
        case .ownUser(let wanted): return Truth(wanted == (facts.stated.submitter == nil))
        case .target(let pattern): return facts.target.truth(pattern)
        case .argumentsOnly(let names):
            return Truth(facts.stated.arguments.members.allSatisfy { names.contains(JSONText($0.name)) })
        case .argument(let pointer, let test):
            return test.truth(JSONValue.object(facts.stated.arguments)[pointer], facts.places)
        case .external(let wanted): return Truth(wanted == facts.isExternal)
        case .reversible(let wanted): return Truth(wanted == facts.isReversible)
        case .scale(let range):
            guard case .count(let count) = facts.scale else { return .faulty }
            return Truth(range.contains(count))
        case .value(let range): return range.truth(facts.value.money)
        case .confidence(let range): return facts.stated.confidence.map { Truth(range.contains($0)) } ?? .faulty
        case .time(let window): return facts.stated.time.map { Truth(window.contains($0)) } ?? .faulty
        case .weekday(let days): return facts.stated.weekday.map { Truth(days.contains($0)) } ?? .faulty
        case .firstTime(let wanted): return Truth(wanted == facts.isFirstTime)
        }
    }

    /// Whether this one is sure to hold wherever `other` does.
    func covers(_ other: Condition) -> Bool {
        switch (self, other) {
        case (.action(let wide), .action(let narrow)), (.account(let wide), .account(let narrow)),
            (.agent(let wide), .agent(let narrow)), (.submitter(let wide), .submitter(let narrow)),
            (.target(let wide), .target(let narrow)):
            wide.covers(narrow)
        case (.scale(let wide), .scale(let narrow)): wide.covers(narrow)
        case (.value(let wide), .value(let narrow)): wide.covers(narrow)
        case (.confidence(let wide), .confidence(let narrow)): wide.covers(narrow)
        case (.weekday(let wide), .weekday(let narrow)): wide.isSuperset(of: narrow)
        default: self == other
        }
    }
}

extension EffectiveFacts.Target {
    /// Why a pattern can be held against it neither way; nil where that is not for what a text may be taken for.
    func fault(_ pattern: TextPattern) -> String? {
        let targets =
            switch self {
            case .text(let target): [target]
            case .texts(let targets): targets
            case .unstated, .unreadable, .contradicted: [TargetText]()
            }
        guard let target = targets.first(where: { pattern.truth($0) == .faulty }) else { return nil }
        let text = ShortText.put(.string(target.text))
        if !target.isUnclear, pattern.matchesInAnyCase(target.text) {
            return "the target \(text) is like \(pattern.words) but for large and small letters"
        }
        let reading = pattern.reading(of: target)
        if let reading, !reading.hasSameBytes(as: target.text) {
            return "the target \(text) may be taken for \(ShortText.put(.string(reading)))"
        }
        return "the target \(text) may be more than one, or another"
    }

    /// Of several targets, all must match for it to hold, and none for it to fail: for some, it can be said neither way.
    fileprivate func truth(_ pattern: TextPattern) -> Truth {
        switch self {
        case .text(let text): return pattern.truth(text)
        case .texts(let texts):
            guard let first = texts.first else { return .faulty }
            let truth = pattern.truth(first)
            return texts.dropFirst().allSatisfy { pattern.truth($0) == truth } ? truth : .faulty
        case .unstated, .unreadable, .contradicted: return .faulty
        }
    }
}
