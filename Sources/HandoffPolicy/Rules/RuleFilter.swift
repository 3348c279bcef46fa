/// Settles at a glance that a rule, or a scope, does not match: numbers alone, without a look at the rule itself. Where it does not
/// reject, nothing is said.
struct RuleFilter: Sendable {
    private var action = TextFilter()
    private var account = TextFilter()
    private var agent = TextFilter()
    private var target = TextFilter()
    private var over = Int.min
    private var under = Int.max
    /// Which of `CardKeys.flags` must be set, of those that matter.
    private var wantedFlags: UInt8 = 0
    private var flags: UInt8 = 0

    init(_ rule: Rule) { self.init(conditions: rule.allConditions) }

    init(conditions: [Condition]) {
        for condition in conditions {
            switch condition {
            case .action(let pattern): action = TextFilter(pattern)
            case .account(let pattern): account = TextFilter(pattern)
            case .agent(let pattern): agent = TextFilter(pattern)
            case .target(let pattern): target = TextFilter(pattern, inAnyCase: true)
            case .scale(let range): (over, under) = (range.over ?? .min, range.under ?? .max)
            case .external(let wanted): want(CardKeys.external, wanted)
            case .reversible(let wanted): want(CardKeys.reversible, wanted)
            case .firstTime(let wanted): want(CardKeys.firstTime, wanted)
            default: break
            }
        }
    }

    private mutating func want(_ flag: UInt8, _ wanted: Bool) {
        flags |= flag
        if wanted { wantedFlags |= flag }
    }

    func rejects(_ card: CardKeys) -> Bool {
        if (card.flags ^ wantedFlags) & flags != 0 { return true }
        if let count = card.scale, count <= over || count >= under { return true }
        return account.rejects(card.account) || card.target.allSatisfy(target.rejects) || agent.rejects(card.agent)
            || action.rejects(card.action)
    }
}

/// What rules are filtered by.
struct CardKeys {
    let action: TextKey
    let account: TextKey
    let agent: TextKey
    /// Of all that it may be taken for.
    let target: [TextKey]
    let scale: Int?
    let flags: UInt8

    static let external: UInt8 = 1
    static let reversible: UInt8 = 2
    static let firstTime: UInt8 = 4

    init(_ facts: EffectiveFacts) {
        action = TextKey(facts.stated.action)
        account = TextKey(facts.stated.account)
        agent = TextKey(facts.stated.agent)
        if case .text(let text) = facts.target, !text.isUntold {
            target = text.readings.map { TextKey($0, inAnyCase: true) }
        } else {
            target = [TextKey(nil)]
        }
        if case .count(let count) = facts.scale { scale = count } else { scale = nil }
        flags =
            (facts.isExternal ? Self.external : 0) | (facts.isReversible ? Self.reversible : 0)
            | (facts.isFirstTime ? Self.firstTime : 0)
    }
}

/// A text as numbers: its first eight bytes, and a hash of all.
struct TextKey: Sendable {
    let word: UInt64
    let hash: UInt64
    /// Texts that are not there are not filtered: a condition about one is a fault.
    let isThere: Bool

    /// - Parameter inAnyCase: for what is compared without telling large letters from small ones.
    init(_ text: String?, inAnyCase: Bool = false) {
        isThere = text != nil
        let bytes = (text ?? "").utf8
        (word, hash) = inAnyCase ? Self.numbers(bytes.lazy.map(Glob.small)) : Self.numbers(bytes)
    }

    static func numbers(_ bytes: some Sequence<UInt8>) -> (word: UInt64, hash: UInt64) {
        var word: UInt64 = 0
        // FNV-1a.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var place: UInt64 = 0
        for byte in bytes {
            if place < 64 { word |= UInt64(byte) << place }
            place += 8
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return (word, hash)
    }
}

/// What the key of a text that satisfies a pattern must be; says nothing of several patterns.
struct TextFilter: Sendable {
    private var word: UInt64 = 0
    private var mask: UInt64 = 0
    private var hash: UInt64 = 0
    private var isExact = false

    init() {}

    init(_ pattern: TextPattern?, inAnyCase: Bool = false) {
        guard let pattern, pattern.globs.count == 1, let glob = pattern.globs.first else { return }
        let prefix = inAnyCase ? glob.literalPrefix.map(Glob.small) : glob.literalPrefix
        (word, hash) = TextKey.numbers(prefix)
        mask = prefix.count >= 8 ? .max : (1 << UInt64(8 * prefix.count)) - 1
        isExact = glob.isExact
    }

    func rejects(_ key: TextKey) -> Bool {
        guard key.isThere else { return false }
        return (key.word ^ word) & mask != 0 || (isExact && key.hash != hash)
    }
}
