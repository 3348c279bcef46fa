import HandoffCards
import HandoffPolicy
import HandoffTrust
import StrictJSON

extension Figure {
    /// What standing authorizations and the record cost where cards are answered, and to find what could be authorized.
    static let authorizing = Figure(name: "authorizing") { workbench in
        let checking = try checks(workbench)
        let decisions = try pastDecisions(100_000)
        let searching = try Samples.of(workbench.samples(10)) {
            let found = try PatternSearch(decisions, now: today).suggestions()
            guard !found.isEmpty else { throw BenchError.broken("what is always decided alike was not found") }
        }
        return [
            // A thousand of them, in milliseconds: each in microseconds.
            Row(
                what: "an action against 1,000 standing authorizations", value: .microseconds(checking.median),
                target: .atMost(50)),
            Row(
                what: "patterns in 100,000 decisions of one account", value: .milliseconds(searching.median),
                target: .atMost(1000)),
        ]
    }

    private static let today = Timestamp(milliseconds: 1_790_000_000_000)

    private static func checks(_ workbench: Workbench) throws -> Samples {
        let set = AuthorizationSet(
            try (0..<1000).map { number in
                try StandingAuthorization(
                    id: AuthorizationID(number: number + 1),
                    grant: StandingGrant(
                        effect: .approve,
                        when: [
                            "action": .string("mail.send\(number % 10)"),
                            "account": .string("account-\(number % 100)"),
                            "target": .string("*@place-\(number).example"),
                        ],
                        caps: AuthorizationCaps(usesPerDay: 40, externalScale: 1),
                        expires: today.adding(seconds: 86_400)),
                    grantedBy: "ana")
            })
        let actions = (0..<1000).map { number in
            var facts = PolicyFacts(action: "mail.send\(number % 10)")
            facts.account = "account-\(number % 100)"
            // Of every other one some authorization is about.
            facts.target = "someone@place-\(number % 2 == 0 ? number : number + 1000).example"
            facts.scale = 1
            return Policy.standard.effective(facts)
        }
        return try Samples.of(workbench.samples(30)) {
            var covered = 0
            for facts in actions {
                let found = set.covering(facts).covering
                if found.isEmpty {
                    _ = set.nearest(facts)?.scope.mismatch(facts)
                } else if found.contains(where: { $0.coverage(facts, spent: DaySpent()) == .covers }) {
                    covered += 1
                }
            }
            guard covered == actions.count / 2 else { throw BenchError.broken("\(covered) actions were covered") }
        }
    }

    /// Half a year of one account: some of it always approved, some always declined, most of it now and then.
    private static func pastDecisions(_ count: Int) throws -> [PastDecision] {
        var random = SplitMix64(seed: 11)
        return (0..<count).map { number in
            let place = Int.random(in: 0..<40, using: &random)
            let reason = Int.random(in: 0..<20, using: &random)
            let hour = Int.random(in: 7..<19, using: &random)
            let isRight = place < 5 || (reason != 0 && Int.random(in: 0..<5, using: &random) > 0)
            let at = today.adding(seconds: (number - count) * 150)
            return PastDecision(
                action: ["mail.send", "ticket.close", "calendar.move"][number % 3], account: "acme",
                agent: "agent-\(number % 7)", target: "someone-\(number % 500)@place-\(place).example",
                arguments: [
                    "/reason": .text(JSONText("reason-\(reason)")),
                    "/body": .text(JSONText("text \(number)")),
                    "/silent": .bool(reason < 9),
                ],
                at: at, time: TimeOfDay(hour: hour, minute: 0), weekday: Weekday.allCases[number / 500 % 7],
                risk: .medium, isExternal: true, scale: 1, verdict: isRight ? .approvedAsProposed : .declined)
        }
    }
}
