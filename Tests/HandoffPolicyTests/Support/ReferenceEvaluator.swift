/// Rules a case by trying everything.
struct ReferenceEvaluator {
    let policy: ReferencePolicy
    let facts: ReferenceFacts

    private var entry: ReferencePolicy.Entry? { policy.entries.first { $0.action == facts.action } }
    private var isReversible: Bool { entry != nil && entry!.isReversible && facts.isReversible != false }
    private var isExternal: Bool { entry == nil || entry!.isExternal || facts.isExternal == true }

    private var isUncountable: Bool {
        guard let entry, entry.countsRecipients else { return false }
        return !(facts.recipients is [String])
    }

    private var scale: Int? {
        guard let entry, entry.countsRecipients else { return facts.scale }
        guard let recipients = facts.recipients as? [String] else { return nil }
        return max(recipients.count, facts.scale ?? 0)
    }

    /// A place in `ReferencePolicy.rulings`.
    func ruling() -> Int {
        var candidates: [Int] = []
        var isKnown = entry != nil
        var actRuleMatched = false
        for rule in policy.rules {
            let results = rule.conditions.map(holds)
            if results.contains(where: { $0 == false }) { continue }
            if results.contains(where: { $0 == nil }) {
                candidates.append(max(rule.ruling, 1))
            } else {
                let names = rule.conditions.contains { condition in
                    if case .action(let patterns) = condition { !patterns.contains("*") } else { false }
                }
                if names { isKnown = true }
                if rule.ruling == 0 { actRuleMatched = true }
                candidates.append(rule.ruling)
            }
        }
        if !isReversible { candidates.append(1) }
        if isExternal { candidates.append(1) }
        if policy.asksFirstTime && facts.isFirstTime != false { candidates.append(1) }
        if isUncountable { candidates.append(1) }
        if let most = entry?.maxScale, (scale ?? .max) > most { candidates.append(1) }
        if let most = entry?.maxValue {
            if facts.value == nil || facts.value!.currency != "EUR" || abs(facts.value!.cents) > most {
                candidates.append(1)
            }
        }
        if facts.trigger != nil { candidates.append(1) }
        if !isKnown { candidates.append(policy.unknown) }
        if let strictest = candidates.max(), strictest > 0 { return strictest }
        if actRuleMatched { return 0 }
        guard let needed = entry?.confidence else { return 0 }
        return facts.confidence != nil && facts.confidence! >= needed && facts.missingDecisions == 0 ? 0 : 1
    }

    /// In the order low, medium, unknown, high, critical.
    func risk() -> Int {
        func computed(_ reversible: Bool?, _ external: Bool?, _ scale: Int?) -> Int {
            var level = 0
            switch (reversible == true, external == false) {
            case (true, true): level = 0
            case (true, false), (false, true): level = 1
            case (false, false): level = scale == 1 || scale == 0 ? 1 : 2
            }
            if let scale, scale > 25 { level += 1 }
            if let scale, scale > 1000 { level += 1 }
            let place = [0, 1, 3, 4, 4][level]
            return reversible == nil || external == nil ? max(place, 2) : place
        }
        guard let entry else { return computed(facts.isReversible, facts.isExternal, facts.scale) }
        return max(entry.consequence, computed(isReversible, isExternal, scale))
    }

    /// Nil when it cannot be said.
    private func holds(_ condition: ReferencePolicy.Condition) -> Bool? {
        switch condition {
        case .action(let patterns): return matches(facts.action, patterns)
        case .account(let patterns): return facts.account.map { matches($0, patterns) }
        case .agent(let patterns): return matches(facts.agent, patterns)
        case .target(let patterns):
            guard let target = facts.target else { return nil }
            if matches(target, patterns) { return true }
            return matches(target.lowercased(), patterns.map { $0.lowercased() }) ? nil : false
        case .subject(let pattern): return (facts.subject as? String).map { matches($0, [pattern]) }
        case .recipient(let pattern):
            return (facts.recipients as? [String])?.first.map { matches($0, [pattern]) }
        case .dryRun(let wanted): return (facts.dryRun as? Bool).map { $0 == wanted }
        case .amount(let over):
            // Cents, as a number or as a text.
            return (facts.amount as? Int).map { $0 > over }
        case .priority(let wanted): return (facts.priority as? Int).map { $0 == wanted }
        case .noteAbsent(let wanted): return wanted == !facts.hasNote
        case .external(let wanted): return wanted == isExternal
        case .reversible(let wanted): return wanted == isReversible
        case .firstTime(let wanted): return wanted == (facts.isFirstTime != false)
        case .scale(let over, let under):
            return scale.map { (over == nil || $0 > over!) && (under == nil || $0 < under!) }
        case .value(let over, let under, let currency):
            guard let value = facts.value, value.currency == currency else { return nil }
            let cents = abs(value.cents)
            return (over == nil || cents > over!) && (under == nil || cents < under!)
        case .confidence(let under): return facts.confidence.map { $0 < under }
        case .time(let from, let to):
            guard let time = facts.time else { return nil }
            // Minute by minute from the beginning on.
            var minute = from
            while minute != to {
                if minute == time { return true }
                minute = (minute + 1) % 1440
            }
            return false
        case .weekday(let days): return facts.weekday.map { days.contains($0) }
        }
    }

    private func matches(_ text: String, _ patterns: [String]) -> Bool {
        patterns.contains { Self.matches(Array(text.unicodeScalars)[...], Array($0.unicodeScalars)[...]) }
    }

    /// By trying every length for each star.
    static func matches(_ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let rest = pattern.dropFirst()
        if first == "*" { return (0...text.count).contains { matches(text.dropFirst($0), rest) } }
        guard let next = text.first, first == "?" || first == next else { return false }
        return matches(text.dropFirst(), rest)
    }
}
