import HandoffCards
import HandoffPolicy
import StrictJSON

/// The decisions about one action for one account, and which conditions hold of each.
struct PatternGroup {
    /// Oldest first.
    let decisions: [PastDecision]
    /// Of which decisions each holds; the commonest first. Those of too few are left out.
    private let conditions: [(condition: PatternCondition, members: BitSet)]
    /// Those of many that are not among them, because nobody could grant them or others are commoner.
    private let others: [(condition: PatternCondition, places: [Int])]
    private let all: BitSet

    /// What an authorization would be about.
    struct Pattern {
        let effect: StandingGrant.Effect
        let members: BitSet
        let window: PatternWindow?
        let alike: Int
    }

    init(_ decisions: [PastDecision]) {
        self.decisions = decisions
        var places: [PatternCondition: [Int]] = [:]
        for (place, decision) in decisions.enumerated() {
            for condition in PatternCondition.all(of: decision) { places[condition, default: []].append(place) }
        }
        let common = places.filter { $0.value.count >= PatternSearch.least }
            .map { (condition: $0.key, places: $0.value, name: $0.key.name, isGrantable: $0.key.isGrantable) }
            .sorted { ($1.places.count, $0.name) < ($0.places.count, $1.name) }
        let grantable = common.filter(\.isGrantable)
        conditions = grantable.prefix(Self.mostConditions)
            .map { ($0.condition, BitSet($0.places, count: decisions.count)) }
        others = (grantable.dropFirst(Self.mostConditions) + common.filter { !$0.isGrantable })
            .map { ($0.condition, $0.places) }
        all = BitSet(Array(decisions.indices), count: decisions.count)
    }

    private static let mostConditions = 64
    /// So many of them are tried two by two.
    private static let mostPaired = 16

    /// Of those that hold the widest first, none mostly within another.
    func suggestions(
        _ effect: StandingGrant.Effect, now: Timestamp, isCancelled: () -> Bool
    ) throws(CancellationError) -> [Suggestion] {
        let alike = BitSet(
            decisions.indices.filter { decisions[$0].verdict == effect.verdict }, count: decisions.count)
        if let whole = pattern(effect, all, nil, alike, among: 1), let only = suggestion(whole, now: now) {
            return [only]
        }
        let candidates = candidates()
        var found: [Pattern] = []
        for candidate in candidates {
            if isCancelled() { throw CancellationError() }
            if let pattern = pattern(effect, candidate.members, candidate.window, alike, among: candidates.count) {
                found.append(pattern)
            }
        }
        // Stable, and by more than the count: of the same decisions the one without a window is said first.
        let widest = found.enumerated().sorted { ($1.element.alike, $0.offset) < ($0.element.alike, $1.offset) }
        var chosen: [(members: BitSet, suggestion: Suggestion)] = []
        for (_, pattern) in widest {
            let isSaid = chosen.contains { $0.members.common(pattern.members) * 5 >= pattern.members.count * 4 }
            if !isSaid, let suggestion = suggestion(pattern, now: now) { chosen.append((pattern.members, suggestion)) }
        }
        return chosen.map(\.suggestion)
    }

    private func candidates() -> [(members: BitSet, window: PatternWindow?)] {
        var candidates: [(members: BitSet, window: PatternWindow?)] = conditions.map { ($0.members, nil) }
        for (place, first) in conditions.prefix(Self.mostPaired).enumerated() {
            for second in conditions.prefix(place) {
                let both = first.members.intersection(second.members)
                if both.count >= PatternSearch.least, both != first.members, both != second.members {
                    candidates.append((both, nil))
                }
            }
        }
        return candidates + windows().map { ($0.members, $0.window) }
    }

    private func pattern(
        _ effect: StandingGrant.Effect, _ members: BitSet, _ window: PatternWindow?, _ alike: BitSet,
        among candidates: Int
    ) -> Pattern? {
        let (total, count) = (members.count, members.common(alike))
        guard total >= PatternSearch.least, count * 2 > total else { return nil }
        let places = members.members
        guard places.suffix(PatternSearch.least).allSatisfy({ alike.contains($0) }) else { return nil }
        let risk = places.reduce(Risk.low) { max($0, decisions[$1].risk) }
        let bound = Proportion(count, of: total).lowerBound(tail: 0.05 / Double(candidates))
        guard bound >= PatternSearch.bound(effect, risk) else { return nil }
        return Pattern(effect: effect, members: members, window: window, alike: count)
    }

    /// Every stretch of hours in which something was handed in, on all days, weekdays or weekends, that leaves something out.
    private func windows() -> [(window: PatternWindow, members: BitSet)] {
        guard decisions.allSatisfy({ $0.time != nil && $0.weekday != nil }) else { return [] }
        var slots: [PatternWindow.Days: [Int: [Int]]] = [:]
        for (place, decision) in decisions.enumerated() {
            guard let time = decision.time, let weekday = decision.weekday else { continue }
            for days in PatternWindow.Days.allCases where days.contains(weekday) {
                slots[days, default: [:]][time.minutes / 60, default: []].append(place)
            }
        }
        var found: [(window: PatternWindow, members: BitSet)] = []
        for days in PatternWindow.Days.allCases {
            let hours = slots[days]?.keys.sorted() ?? []
            for (start, first) in hours.enumerated() {
                var members = BitSet(count: decisions.count)
                var count = 0
                for last in hours[start...] {
                    let places = slots[days]?[last] ?? []
                    for place in places { members.insert(place) }
                    count += places.count
                    guard count >= PatternSearch.least, count < decisions.count else { continue }
                    found.append((PatternWindow(days: days, from: first, to: last + 1), members))
                }
            }
        }
        return found
    }
}

extension PatternGroup {
    /// With all conditions that hold of everything that the pattern is about: the narrowest scope that the evidence supports. Nil where nothing
    /// but the action and the hour would be said.
    func suggestion(_ pattern: Pattern, now: Timestamp) -> Suggestion? {
        let places = pattern.members.members
        guard let first = places.first.map({ decisions[$0] }) else { return nil }
        var when: JSONObject = ["action": .string(PatternCondition.escaped(first.action))]
        // What reaches outside is another matter than what was seen.
        if !places.contains(where: { decisions[$0].isExternal }) { when["external"] = false }
        if let account = first.account { when["account"] = .string(PatternCondition.escaped(account)) }
        if let submitter = first.submitter {
            when["submitter"] = .string(PatternCondition.escaped(submitter))
        } else {
            when["own_user"] = true
        }
        var hasTarget = false
        for (condition, members) in conditions.sorted(by: { $0.condition.name < $1.condition.name })
        where pattern.members.isSubset(of: members) {
            switch condition {
            case .target, .targetEnd, .targetStart:
                // The narrower comes first, and holds of fewer.
                if hasTarget { continue }
                hasTarget = true
            case .agent, .argument: break
            }
            condition.write(to: &when)
        }
        for (condition, members) in others where members.count >= places.count {
            guard pattern.members.isSubset(of: BitSet(members, count: decisions.count)) else { continue }
            // What always was so must stay so: what nobody can say of it is nobody's to grant.
            guard condition.isGrantable else {
                if pattern.effect == .approve { return nil }
                continue
            }
            condition.write(to: &when)
        }
        if pattern.effect == .approve {
            let names = Set(places.flatMap { decisions[$0].arguments.keys })
            // What was never there may be anything.
            when["arguments_only"] = .array(
                names.compactMap { JSONPointer($0.text)?.tokens.first }.sorted().map(JSONValue.string))
        }
        pattern.window?.write(to: &when)
        guard let scope = try? Scope(.object(when)), scope.isNarrowerThanItsActions, scope.exactActions != nil else {
            return nil
        }
        let (total, alike) = (places.count, pattern.alike)
        let grant = StandingGrant(
            effect: pattern.effect, when: .object(when), caps: pattern.effect == .approve ? caps(places) : .init(),
            isGrave: pattern.effect == .approve && places.contains { decisions[$0].risk.isGrave },
            expires: Timestamp(milliseconds: Int64(now.day + Self.days) * 86_400_000))
        let evidence =
            pattern.effect == .approve ? "approved \(alike) of \(total) unedited" : "declined \(alike) of \(total)"
        return Suggestion(.grant(grant, words: scope.words), evidence: evidence, covered: total)
    }

    private static let days = 180

    /// As much as was seen.
    private func caps(_ places: [Int]) -> AuthorizationCaps {
        let covered = places.map { decisions[$0] }
        let perDay = Dictionary(grouping: covered, by: \.at.day).values.map(\.count).max()
        var caps = AuthorizationCaps(usesPerDay: perDay)
        let values = covered.compactMap(\.value)
        if values.count == covered.count, Set(values.map(\.currency)).count == 1 {
            caps.value = values.max { ($0.micros ?? .max) < ($1.micros ?? .max) }
        }
        guard covered.allSatisfy({ $0.scale != nil }) else { return caps }
        caps.scale = covered.compactMap(\.scale).max()
        if covered.contains(where: \.isExternal) { caps.externalScale = caps.scale }
        return caps
    }
}

extension StandingGrant.Effect {
    fileprivate var verdict: PastDecision.Verdict { self == .approve ? .approvedAsProposed : .declined }
}

extension BitSet {
    fileprivate init(_ members: [Int], count: Int) {
        self.init(count: count)
        for member in members { insert(member) }
    }
}
