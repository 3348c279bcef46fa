import HandoffCards
import HandoffPolicy
import HandoffTrust
import StrictJSON
import TestSupport
import Testing

/// What an operator always does.
@Suite struct PatternSearchTests {
    private static let now = Timestamp("2026-11-27T12:00:00Z")!

    /// One a day at ten in the morning, on Mondays.
    private static func decision(
        _ number: Int, _ verdict: PastDecision.Verdict = .approvedAsProposed, action: String = "email.send",
        account: String? = "acme", agent: String = "mail-bot", target: String? = nil,
        arguments: [JSONText: PastDecision.Value] = [:], hour: Int = 10, weekday: Weekday = .mon, risk: Risk = .low,
        isExternal: Bool = true, scale: Int? = 1, value: Action.Money? = nil
    ) -> PastDecision {
        PastDecision(
            action: action, account: account, agent: agent, target: target, arguments: arguments,
            at: Timestamp(milliseconds: now.milliseconds - Int64(1000 - number) * 86_400_000),
            time: TimeOfDay(hour: hour, minute: 30), weekday: weekday, risk: risk, isExternal: isExternal, scale: scale,
            value: value,
            verdict: verdict)
    }

    /// All of it: nothing cancels it.
    private func found(_ decisions: [PastDecision]) -> [Suggestion] {
        (try? PatternSearch(decisions, now: Self.now).suggestions()) ?? []
    }

    private func words(_ decisions: [PastDecision]) -> [String] {
        found(decisions).map { "\($0.words): \($0.evidence)" }
    }

    private func grant(_ suggestion: Suggestion) throws -> StandingGrant {
        guard case .grant(let grant, _) = suggestion.kind else { throw Missing() }
        return grant
    }

    private struct Missing: Error {}

    @Test func itNamesAllThatWasAlike() throws {
        let names = ["lena", "omar", "ida", "tom"]
        let decisions = (0..<31).map { number in
            Self.decision(
                number, target: names[number % 4] + "@customer.example", arguments: ["/template": .text("tracking")],
                risk: .medium, scale: number % 3 + 1)
        }
        #expect(
            words(decisions) == [
                "approve unasked: email.send, account acme, agent mail-bot, from the gate's own user, target *@customer.example, the argument /template is tracking, the arguments are only template: approved 31 of 31 unedited"
            ])
        let grant = try grant(#require(found(decisions).first))
        #expect(grant.caps == AuthorizationCaps(usesPerDay: 1, scale: 3, externalScale: 3))
        #expect(grant.expires == Timestamp("2027-05-26T00:00:00Z"))
    }

    /// Twelve at noon, among others that were approved.
    @Test func itFindsTheTimeOfDay() {
        let days: [Weekday] = [.mon, .tue, .wed, .thu, .fri]
        var decisions = (0..<12).map { number in
            Self.decision(
                number, .declined, action: "calendar.move", agent: "planner", hour: 12 + number % 2,
                weekday: days[number % 5])
        }
        for number in 12..<52 {
            let isWeekend = number % 4 == 0
            decisions.append(
                Self.decision(
                    number, number % 3 == 0 ? .other : .approvedAsProposed, action: "calendar.move", agent: "planner",
                    hour: isWeekend ? 12 : 9 + number % 3, weekday: isWeekend ? .sat : days[number % 5]))
        }
        #expect(
            words(decisions) == [
                "decline unasked: calendar.move, account acme, agent planner, from the gate's own user, it is between 12:00 and 14:00, it is mon or tue or wed or thu or fri: declined 12 of 12"
            ])
    }

    /// More is needed where more is at stake; one fewer says nothing.
    @Test(arguments: zip([Risk.low, .medium, .high, .critical], [14, 29, 59, 149]))
    func graverTakesMore(risk: Risk, enough: Int) {
        func decisions(_ count: Int) -> [PastDecision] { (0..<count).map { Self.decision($0, risk: risk) } }
        #expect(found(decisions(enough - 1)).isEmpty)
        #expect(found(decisions(enough)).count == 1)
    }

    @Test func whatWentWrongLatelyBreaksIt() {
        var decisions = (0..<200).map { Self.decision($0) }
        #expect(found(decisions).count == 1)
        decisions[187] = Self.decision(187, .other)
        #expect(
            words(decisions) == [
                "approve unasked: email.send, account acme, agent mail-bot, from the gate's own user, the arguments are none: approved 199 of 200 unedited"
            ])
        decisions[188] = Self.decision(188, .declined)
        #expect(found(decisions).isEmpty)
    }

    @Test func ofSeveralOnlyTheOneThatIsAlike() {
        let decisions = (0..<200).map { number in
            let isGood = number % 2 == 0
            return Self.decision(
                number, isGood ? .approvedAsProposed : [.declined, .other][number / 2 % 2],
                agent: isGood ? "good" : "bad", target: "prod/\(isGood ? "web" : "db")/\(number % 3)")
        }
        #expect(
            words(decisions) == [
                "approve unasked: email.send, account acme, agent good, from the gate's own user, target prod/web/*, the arguments are none: approved 100 of 100 unedited"
            ])
    }

    /// No scope says that there is no account.
    @Test func whatHasNoAccountIsNotMixedWithWhatHasOne() {
        let nobodys = (0..<40).map { Self.decision($0, account: nil) }
        #expect(words(nobodys + [Self.decision(41, .declined)]).isEmpty)
    }

    /// Without an account, something else must narrow it; an hour is not enough.
    @Test func itIsNeverGlobal() {
        let named = (0..<40).map { Self.decision($0, account: nil) }
        #expect(
            words(named) == [
                "approve unasked: email.send, agent mail-bot, from the gate's own user, the arguments are none: approved 40 of 40 unedited"
            ])
        let nameless = (0..<40).map { Self.decision($0, account: nil, agent: "bot\($0)") }
        #expect(found(nameless).isEmpty)
    }

    /// A name is not a pattern, and what nobody can read is nobody's to grant.
    @Test func namesWithWildcardsMeanThemselves() throws {
        let decisions = (0..<40).map { Self.decision($0, account: "a*", agent: "b?\\", target: "c*") }
        let grant = try grant(#require(found(decisions).first))
        #expect(grant.when.object?["account"]?.string == "a\\*" && grant.when.object?["agent"]?.string == "b\\?\\\\")
        let scope = try Scope(grant.when)
        var facts = PolicyFacts(action: "email.send")
        (facts.account, facts.agent, facts.target) = ("a*", "b?\\", "c*")
        #expect(scope.mismatch(Policy.standard.effective(facts)) == nil)
        facts.account = "ab"
        #expect(scope.mismatch(Policy.standard.effective(facts)) != nil)
        let hidden = (0..<40).map { Self.decision($0, account: nil, agent: "b\u{7}") }
        #expect(found(hidden).isEmpty)
    }

    /// What was the same every time is part of what was approved, whatever its kind and however many others there are; and what was never there
    /// is not.
    @Test func whatWasAlwaysSoMustStaySo() throws {
        var arguments: [JSONText: PastDecision.Value] = [
            "/bcc": .other("[]"), "/options": .other(#"{"attach":false}"#), "/mode": .text("dry-run"),
        ]
        for number in 0..<80 { arguments[JSONText("/!\(number)")] = .number(0) }
        let decisions = (0..<40).map { number in
            var arguments = arguments
            arguments["/body"] = .text(JSONText("text \(number)"))
            return Self.decision(number, arguments: arguments)
        }
        let scope = try Scope(grant(#require(found(decisions).first)).when)
        let good = Self.facts(decisions[3])
        #expect(scope.mismatch(Policy.standard.effective(good)) == nil)
        let changes: [(String, JSONValue?)] = [
            ("bcc", ["all@evil.example"]), ("bcc", nil), ("options", ["attach": true]), ("mode", "drop all"),
            ("!79", 1), ("force", true),
        ]
        for (name, value) in changes {
            var facts = good
            facts.arguments[name] = value
            #expect(scope.mismatch(Policy.standard.effective(facts)) != nil, "\(name)")
        }
    }

    /// What nobody could grant, and was always so, leaves nothing to grant.
    @Test func whatCannotBeSaidIsNotLeftOut() {
        let long = PastDecision.Value.text(JSONText(String(repeating: "x", count: 300)))
        #expect(found((0..<40).map { Self.decision($0, arguments: ["/note": long]) }).isEmpty)
    }

    @Test func anotherUsersAgentIsAnother() throws {
        let decisions = (0..<40).map { number in
            var decision = Self.decision(number)
            decision.submitter = "agent-1"
            return decision
        }
        let scope = try Scope(grant(#require(found(decisions).first)).when)
        for (submitter, isIn) in [("agent-1", true), ("agent-2", false), (nil, false)] {
            var facts = Self.facts(decisions[0])
            facts.submitter = submitter
            #expect((scope.mismatch(Policy.standard.effective(facts)) == nil) == isIn)
        }
    }

    /// Two ways to write é are two names, as they are for a policy.
    @Test func namesAreComparedByTheirBytes() {
        let decisions = (0..<80).map { Self.decision($0, agent: $0 % 2 == 0 ? "caf\u{e9}" : "cafe\u{301}") }
        #expect(
            words(decisions) == [
                "approve unasked: email.send, account acme, from the gate's own user, the arguments are none: approved 80 of 80 unedited"
            ])
        let (composed, others) = (decisions.filter { $0.agent.utf8.count == 5 }, 40..<80)
        let declined = others.map { Self.decision($0, .declined, agent: "cafe\u{301}") }
        #expect(found(composed + declined).map(\.covered) == [40, 40])
    }

    /// Else more would be let through than was seen.
    @Test func whatWasSeenIsTheCap() throws {
        let values = ["5", "49.90", "12"]
        let refunds = (0..<30).map { number in
            Self.decision(
                number, action: "refund.pay", isExternal: false, scale: nil,
                value: Action.Money(values[number % 3] + " EUR"))
        }
        let grant = try grant(#require(found(refunds).first))
        #expect(grant.caps.value == Action.Money("49.90 EUR") && grant.caps.scale == nil)
        #expect(grant.when.object?["external"] == false)
    }

    /// One that is really several, or none, is not taken for one of a domain.
    @Test(arguments: [
        "a@evil.example,b@customer.example", "b <b@customer.example>", "@customer.example", "a@b@c.example",
    ])
    func onlyOneAddressHasADomain(target: String) throws {
        var decisions = (0..<60).map { Self.decision($0, target: "u\($0)@customer.example") }
        decisions[5].target = target
        let grant = try grant(#require(found(decisions).first))
        #expect(grant.when.object?["target"] == nil)
    }

    /// Operators who toss a coin do nothing always.
    @Test(arguments: UInt64(1)...20) func chanceAloneShowsNothing(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let decisions = (0..<400).map { number in
            Self.decision(
                number, Bool.random(using: &random) ? .approvedAsProposed : .declined,
                agent: "agent-\(Int.random(in: 0..<3, using: &random))",
                target: "\(Int.random(in: 0..<9, using: &random))@\(Int.random(in: 0..<4, using: &random)).example",
                arguments: ["/kind": .number(Double(Int.random(in: 0..<5, using: &random)))],
                hour: Int.random(in: 0..<24, using: &random), weekday: Weekday.allCases.randomElement(using: &random)!)
        }
        #expect(found(decisions).isEmpty, "seed \(seed)")
    }

    /// Against the policy's own way of holding a scope against an action: it covers what it says, and all of that.
    @Test(arguments: UInt64(1)...20) func aScopeHoldsForWhatItCovers(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let decisions = (0..<600).map { number in
            let agent = Int.random(in: 0..<3, using: &random)
            let hour = Int.random(in: 8..<18, using: &random)
            let kind = Int.random(in: 0..<3, using: &random)
            let isGood = agent == 0 || kind == 1 && hour < 12
            let isBad = agent == 2 && kind == 2
            return Self.decision(
                number,
                isGood
                    ? .approvedAsProposed
                    : isBad ? .declined : [.declined, .approvedAsProposed, .other].randomElement(using: &random)!,
                account: ["acme", "initech", "globex"].randomElement(using: &random)!, agent: "agent-\(agent)",
                target: "\(number % 7)@\(kind).example",
                arguments: ["/kind": .number(Double(kind)), "/dry": .bool(hour < 10)],
                hour: hour, weekday: Weekday.allCases.randomElement(using: &random)!)
        }
        let suggestions = found(decisions)
        #expect(suggestions.count > 3, "seed \(seed)")
        #expect(found(decisions.shuffled(using: &random)) == suggestions, "seed \(seed)")
        for suggestion in suggestions {
            let grant = try grant(suggestion)
            let scope = try Scope(grant.when)
            let covered = decisions.filter { scope.mismatch(Policy.standard.effective(Self.facts($0))) == nil }
            #expect(covered.count == suggestion.covered, "seed \(seed): \(suggestion.words)")
            let wanted: PastDecision.Verdict = grant.effect == .approve ? .approvedAsProposed : .declined
            let alike = covered.count { $0.verdict == wanted }
            #expect(suggestion.evidence.contains(" \(alike) of \(covered.count)"), "seed \(seed)")
        }
    }

    private static func facts(_ decision: PastDecision) -> PolicyFacts {
        var facts = PolicyFacts(action: decision.action)
        (facts.account, facts.agent, facts.target) = (decision.account, decision.agent, decision.target)
        (facts.time, facts.weekday) = (decision.time, decision.weekday)
        for (pointer, value) in decision.arguments {
            let name = String(pointer.text.dropFirst())
            switch value {
            case .text(let text): facts.arguments[name] = .string(text.text)
            case .number(let number): facts.arguments[name] = .number(number)
            case .bool(let bool): facts.arguments[name] = .bool(bool)
            case .other(let text): facts.arguments[name] = try? JSONValue(parsing: text.text)
            }
        }
        return facts
    }

    @Test func itStopsWhenNobodyWaits() {
        let decisions = ["a", "b", "c"].flatMap { account in (0..<40).map { Self.decision($0, account: account) } }
        var asked = 0
        #expect(throws: CancellationError.self) {
            try PatternSearch(decisions, now: Self.now).suggestions {
                asked += 1
                return asked > 2
            }
        }
        #expect(asked == 3)
        #expect(found(decisions).count == 3)
    }
}
