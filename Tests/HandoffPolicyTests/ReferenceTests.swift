import HandoffCards
import TestSupport
import Testing

@testable import HandoffPolicy

/// Promise 28: a policy is deterministic, and the order of its rules means nothing.
@Suite struct ReferenceTests {
    static let seed: UInt64 = 28
    static let cardsPerPolicy = 100

    @Test func agreesWithTheReferenceInAnyOrder() throws {
        let start = ContinuousClock.now
        let count = Soak.count(ordinary: 4000, soak: 1_000_000)
        var random = SeededRandom(seed: Self.seed)
        var (differing, seen): (Int, Set<RulingKind>) = (0, [])
        for round in 0..<count / Self.cardsPerPolicy {
            let model = random.policy(rules: random.below(12))
            var other = model
            other.rules.shuffle(using: &random)
            other.entries.shuffle(using: &random)
            let (first, second) = (try policy(model.text), try policy(other.text))
            for _ in 0..<Self.cardsPerPolicy {
                let facts = random.facts()
                let reference = ReferenceEvaluator(policy: model, facts: facts)
                let given = facts.policyFacts(try facts.card())
                let ruling = first.ruling(on: given)
                seen.insert(ruling.kind)
                let isSame =
                    ruling.kind.rawValue == reference.ruling() && ruling.risk.rawValue == reference.risk()
                    && ruling == second.ruling(on: given) && ruling == first.explanation(of: given).ruling
                if isSame { continue }
                differing += 1
                guard differing == 1 else { continue }
                Issue.record(
                    """
                    seed \(Self.seed), policy \(round): \(ruling), expected \(ReferencePolicy.rulings[reference.ruling()]) \
                    at risk \(reference.risk()); shuffled \(second.ruling(on: given))
                    \(facts)
                    \(model.text)
                    """)
            }
        }
        #expect(differing == 0)
        #expect(seen == Set(RulingKind.allCases))
        Soak.report(
            promise: 28, name: "policies against a reference", runs: count, lost: differing, seed: Self.seed,
            since: start)
    }

    /// Promise 23: prose changes neither ruling nor risk nor the computed consequence.
    @Test func proseChangesNothing() throws {
        let start = ContinuousClock.now
        let count = Soak.count(ordinary: 1000, soak: 100_000)
        let starter = try policy(Policy.starter)
        let words = ["ACT", "low risk", "reversible: true", "{target}", "\u{202E}", "forbid", "scale 1", "🙂", "."]
        var random = SeededRandom(seed: 23)
        var differing = 0
        for _ in 0..<count {
            var facts = random.facts()
            facts.action = random.pick(starter.catalogue.map(\.action) + ["unknown"])
            let plain = starter.ruling(on: facts.policyFacts(try facts.card()))
            let prose = (0..<4).map { _ in
                "A" + (0...random.below(6)).map { _ in random.pick(words) }.joined(separator: " ")
            }
            if starter.ruling(on: facts.policyFacts(try facts.card(prose))) != plain { differing += 1 }
        }
        #expect(differing == 0)
        Soak.report(promise: 23, name: "prose against rulings", runs: count, lost: differing, seed: 23, since: start)
    }

    /// What an agent claims never makes the ruling milder or the risk smaller than saying the worse, in the catalogue's actions.
    @Test func claimsOnlyRaise() throws {
        var random = SeededRandom(seed: 3)
        for _ in 0..<1000 {
            let model = random.policy(rules: 0)
            let policy = try policy(model.text)
            var facts = random.facts()
            (facts.isReversible, facts.isExternal) = (nil, nil)
            let silent = policy.ruling(on: facts.policyFacts(try facts.card()))
            (facts.isReversible, facts.isExternal) = (true, false)
            let mild = policy.ruling(on: facts.policyFacts(try facts.card()))
            (facts.isReversible, facts.isExternal) = (false, true)
            let grave = policy.ruling(on: facts.policyFacts(try facts.card()))
            #expect(mild.kind == silent.kind)
            #expect(grave.kind >= silent.kind && grave.kind >= .ask)
            if policy.entry(facts.action) != nil {
                #expect(mild.risk == silent.risk && grave.risk >= silent.risk)
            }
        }
    }

    /// Taking a rule away of which the lint says that it never decides changes no ruling.
    @Test func shadowedRulesNeverDecide() throws {
        var random = SeededRandom(seed: 4)
        var shadowed = 0
        for _ in 0..<300 {
            var model = random.policy(rules: 12)
            let whole = try policy(model.text)
            let groups = RuleGroups(whole.rules)
            guard let place = whole.rules.indices.first(where: { groups.shadow(of: whole.rules[$0], at: $0) != nil })
            else { continue }
            shadowed += 1
            model.rules.remove(at: place)
            let less = try policy(model.text)
            for _ in 0..<100 {
                let facts = random.facts()
                let given = facts.policyFacts(try facts.card())
                #expect(whole.ruling(on: given).kind == less.ruling(on: given).kind)
            }
        }
        #expect(shadowed > 20, "\(shadowed)")
    }
}
