import TestSupport

/// Policies and cards that have something to do with each other.
extension SeededRandom {
    private static let actions = ["email.send", "email.draft", "crm.update", "crm.delete", "deploy", "files.move.all"]
    private static let patterns = ["email.*", "*.update", "crm.?pdate", "*e*", "files.*.all", "dep*", "email.?end"]
    private static let names = ["acme", "northwind", "café", "cafe\u{301}", "a.b", "日本"]
    private static let namePatterns = ["acme", "n*", "caf?", "*é", "?.?", "日?", "*a*", "cafe?"]

    mutating func policy(rules: Int) -> ReferencePolicy {
        var policy = ReferencePolicy()
        policy.unknown = pick([1, 1, 2, 3])
        policy.asksFirstTime = chance(70)
        for action in Self.actions where chance(70) {
            policy.entries.append(
                .init(
                    action: action, consequence: pick([0, 1, 3, 4]), isReversible: chance(80), isExternal: chance(20),
                    confidence: chance(60) ? below(101) : nil, maxScale: chance(40) ? below(30) : nil,
                    maxValue: chance(30) ? below(100_000) : nil, countsRecipients: chance(30)))
        }
        for place in 0..<rules {
            var ruling = below(4)
            if ruling == 3, chance(60) { ruling = 0 }
            var conditions: [ReferencePolicy.Condition] = []
            if ruling == 0 || chance(70) { conditions.append(.action(someOf(Self.actions + Self.patterns))) }
            let kinds = (0..<17).shuffled(using: &self)
            for kind in kinds.prefix(below(4)) { conditions.append(condition(kind)) }
            if conditions.isEmpty { conditions.append(condition(below(17))) }
            policy.rules.append(.init(id: "rule-\(place)", ruling: ruling, conditions: conditions))
        }
        return policy
    }

    private mutating func someOf(_ patterns: [String]) -> [String] {
        Array(patterns.shuffled(using: &self).prefix(1 + below(3)))
    }

    private mutating func condition(_ kind: Int) -> ReferencePolicy.Condition {
        switch kind {
        case 0: return .account(someOf(Self.namePatterns))
        case 1: return .agent(someOf(["bot", "b*", "?ot", "other"]))
        case 2: return .target(someOf(Self.namePatterns))
        case 3: return .subject(pick(Self.namePatterns))
        case 4: return .recipient(pick(Self.namePatterns))
        case 5: return .dryRun(chance(50))
        case 6: return .amount(over: below(2000))
        case 7: return .priority(below(3))
        case 8: return .noteAbsent(chance(50))
        case 9: return .external(chance(50))
        case 10: return .reversible(chance(50))
        case 11: return .firstTime(chance(50))
        case 12:
            let over = below(20)
            return pick([
                .scale(over: over, under: nil), .scale(over: nil, under: over), .scale(over: over, under: over + 9),
            ])
        case 13:
            let over = below(90_000)
            let currency = pick(["EUR", "EUR", "USD"])
            return pick([
                .value(over: over, under: nil, currency: currency), .value(over: nil, under: over, currency: currency),
                .value(over: over, under: over + 20_000, currency: currency),
            ])
        case 14: return .confidence(under: below(101))
        case 15:
            let from = below(1440)
            return .time(from: from, to: (from + 1 + below(1439)) % 1440)
        default: return .weekday(Array((0..<7).shuffled(using: &self).prefix(1 + below(4))))
        }
    }

    mutating func facts() -> ReferenceFacts {
        var facts = ReferenceFacts()
        facts.action = pick(Self.actions + ["unknown.thing"])
        if chance(85) { facts.account = pick(Self.names) }
        if chance(85) { facts.target = pick(Self.names + ["ACME", "North"]) }
        facts.agent = pick(["bot", "other", "b"])
        if chance(70) { facts.subject = chance(85) ? pick(Self.names) : 5 }
        if chance(80) { facts.recipients = chance(85) ? (0..<below(30)).map { _ in pick(Self.names) } : "acme" }
        if chance(70) { facts.dryRun = chance(85) ? chance(50) : "true" }
        if chance(70) { facts.amount = chance(85) ? below(3000) : [1] }
        if chance(70) { facts.priority = chance(85) ? below(3) : "1" }
        facts.hasNote = chance(50)
        if chance(60) { facts.isReversible = chance(80) }
        if chance(60) { facts.isExternal = chance(20) }
        if chance(70) { facts.scale = chance(90) ? below(32) : below(3000) }
        if chance(60) { facts.value = (below(200_000) - 40_000, pick(["EUR", "EUR", "USD"])) }
        if chance(80) { facts.confidence = below(101) }
        if chance(25) { facts.trigger = pick(["boundary", "confidence", "scope", "failure"]) }
        if chance(85) { facts.isFirstTime = chance(20) }
        if chance(85) { facts.missingDecisions = chance(75) ? 0 : 31 }
        if chance(90) { facts.time = below(1440) }
        if chance(90) { facts.weekday = below(7) }
        return facts
    }
}
