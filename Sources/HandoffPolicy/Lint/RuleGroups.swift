import HandoffCards

/// Rules by what they name, so that few are held against few.
struct RuleGroups {
    private let rules: [Rule]
    private let digests: [ConditionDigest]
    private let meanings: [Meaning]
    private var exact: [String: [Int]] = [:]
    private var others: [Int] = []
    private var first: [Meaning: Int] = [:]

    /// What makes two rules the same, their reason apart.
    private struct Meaning: Hashable {
        let ruling: RulingKind
        let conditions: Set<Condition>
    }

    init(_ rules: [Rule]) {
        self.rules = rules
        digests = rules.map(ConditionDigest.init)
        meanings = rules.map { Meaning(ruling: $0.ruling, conditions: Set($0.allConditions)) }
        for (place, rule) in rules.enumerated() {
            let names = rule.actions?.globs.map(\.literal) ?? [nil]
            if names.contains(where: { $0 == nil }) { others.append(place) }
            for name in names.compactMap({ $0 }) { exact[name, default: []].append(place) }
            if first[meanings[place]] == nil { first[meanings[place]] = place }
        }
    }

    /// A rule that makes this one needless: a stricter one that is as wide, or the same one that stands before it.
    func shadow(of rule: Rule, at place: Int) -> Rule? {
        if let same = first[meanings[place]], same < place { return rules[same] }
        let narrow = digests[place]
        // What covers all of its actions covers the first of them.
        let name = rule.actions?.globs.first?.literal
        for candidates in [name.flatMap { exact[$0] } ?? [], others] {
            for other in candidates where digests[other].mayCover(narrow) {
                if rules[other].covers(rule) { return rules[other] }
            }
        }
        return nil
    }
}

/// Enough of a rule to see that it covers no other.
private struct ConditionDigest {
    let ruling: Int
    /// A bit for each kind of condition.
    let kinds: UInt32
    /// Of an account or target that is named exactly; 0 where none is.
    let account: UInt64
    let target: UInt64

    init(_ rule: Rule) {
        ruling = rule.ruling.rawValue
        var kinds: UInt32 = 0
        var (account, target): (UInt64, UInt64) = (0, 0)
        for condition in rule.conditions {
            kinds |= 1 << UInt32(condition.kind)
            if case .account(let pattern) = condition { account = Self.hash(pattern) }
            if case .target(let pattern) = condition { target = Self.hash(pattern) }
        }
        (self.kinds, self.account, self.target) = (kinds, account, target)
    }

    private static func hash(_ pattern: TextPattern) -> UInt64 {
        guard pattern.globs.count == 1, let literal = pattern.globs.first?.literal else { return 0 }
        return max(1, TextKey(literal).hash)
    }

    func mayCover(_ narrow: ConditionDigest) -> Bool {
        ruling > narrow.ruling && kinds & ~narrow.kinds == 0
            && (account == 0 || account == narrow.account) && (target == 0 || target == narrow.target)
    }
}

extension Condition {
    fileprivate var kind: Int {
        switch self {
        case .action: 0
        case .account: 1
        case .agent: 2
        case .target: 3
        case .argument: 4
        case .external: 5
        case .reversible: 6
        case .scale: 7
        case .value: 8
        case .confidence: 9
        case .time: 10
        case .weekday: 11
        case .firstTime: 12
        case .submitter: 13
        case .ownUser: 14
        case .argumentsOnly: 15
        }
    }
}
