import HandoffAudit
import HandoffCards
import TestSupport
import Testing

func auditCase(_ row: Int64 = 1, action: String = "email.send", target: String? = "lena", binding: UInt8 = 1) throws
    -> AuditCase
{
    AuditCase(
        row: row, card: try cardID("card-\(row)"), account: "acme", agent: "mailer", actionType: action, target: target,
        risk: .low, proposedAt: noon, proposed: LineSpan(offset: 0, length: 1), action: Hash256(of: [binding]))
}

extension AuditCase {
    func decided(
        _ kind: Decision.Kind, binding: UInt8 = 1, edited: Bool = false, after seconds: Int = 10,
        basis: Decision.Basis = .operator
    ) -> AuditCase {
        var result = self
        result.decision = kind
        result.basis = basis
        result.decidedAt = proposedAt.adding(seconds: seconds)
        result.approved = Hash256(of: [binding])
        result.edited = edited
        return result
    }

    func reported(_ status: Outcome.Status, binding: UInt8? = nil) -> AuditCase {
        var result = self
        result.outcome = status
        result.executed = binding.map { Hash256(of: [$0]) }
        return result
    }
}

@Suite struct FailureClassTests {
    /// Every combination that there is, against the classes as the documentation tells them.
    @Test(
        arguments: [nil] + Decision.Kind.allCases.map(Optional.some), [nil] + Outcome.Status.allCases.map(Optional.some)
    )
    func everyCombinationIsInTheClassThatIsDocumented(decision: Decision.Kind?, outcome: Outcome.Status?) throws {
        for differs in [nil, false, true] as [Bool?] {
            for isOverruled in [false, true] {
                for silence in [100, 101] {
                    var found = try auditCase()
                    if let decision { found = found.decided(decision, after: 0) }
                    found.outcome = outcome
                    found.executed = differs.map { Hash256(of: [$0 ? 2 : 1]) }
                    let failure = FailureClass(
                        of: found, isOverruled: isOverruled, now: noon.adding(seconds: silence), patience: 100)
                    let expected = Self.expected(decision, outcome, differs == true, isOverruled, silence > 100)
                    #expect(
                        failure == expected, "differs \(differs as Any), overruled \(isOverruled), silent \(silence)")
                }
            }
        }
    }

    private static func expected(
        _ decision: Decision.Kind?, _ outcome: Outcome.Status?, _ differs: Bool, _ isOverruled: Bool, _ isSilent: Bool
    ) -> FailureClass? {
        switch (decision, outcome) {
        case (.approved, .succeeded): differs ? .doneDifferently : nil
        case (.approved, .failed): differs ? .doneDifferently : .failedInExecution
        case (.approved, .rolledBack): differs ? .doneDifferently : .wrongProposalApproved
        case (.approved, .notAttempted): nil
        case (.approved, nil): isSilent ? .noOutcomeReported : nil
        case (.declined, nil), (.declined, .notAttempted): isOverruled ? .rightProposalRefused : nil
        case (_, nil), (_, .notAttempted): nil
        default: .doneWithoutApproval
        }
    }
}

@Suite struct OverrulingsTests {
    private func overruled(_ cases: [AuditCase], window: Int = 1000) -> [String] {
        var overrulings = Overrulings(window: window)
        return cases.flatMap { overrulings.take($0) }.map(\.text)
    }

    @Test func theSameApprovedLaterOverrulesHoweverLate() throws {
        let refused = try auditCase(1).decided(.declined)
        #expect(overruled([refused, try auditCase(2).decided(.approved, after: 1_000_000)]) == ["card-1"])
        #expect(overruled([refused, try auditCase(2).decided(.approved, after: 10)]) == [], "not after the refusal")
        #expect(overruled([refused, try auditCase(2).decided(.declined, after: 20)]) == [])
        #expect(overruled([refused, try auditCase(2, binding: 2).decided(.approved, binding: 2, after: 20)]) == [])
    }

    @Test func anEditOfTheSameOverrulesWithinTheWindow() throws {
        let refused = try auditCase(1).decided(.declined)
        func later(_ seconds: Int, edited: Bool = true, target: String? = "lena") throws -> AuditCase {
            try auditCase(2, target: target, binding: 2).decided(.approved, binding: 3, edited: edited, after: seconds)
        }
        #expect(overruled([refused, try later(1010)]) == ["card-1"])
        #expect(overruled([refused, try later(1011)]) == [])
        #expect(overruled([refused, try later(100, edited: false)]) == [], "the agent itself proposed something else")
        #expect(overruled([refused, try later(100, target: "sam")]) == [])
        let untold = try auditCase(1, target: nil).decided(.declined)
        #expect(overruled([untold, try later(100, target: nil)]) == [], "no target says that it is the same matter")
    }

    /// Against the rules, case by case and without remembering less than everything.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func forgetsNoRefusalThatCanBeOverruled(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var cases: [AuditCase] = []
        for row in 1...60 {
            let target = [nil, "lena", "sam"].randomElement(using: &random) ?? nil
            let found = try auditCase(Int64(row), target: target, binding: .random(in: 1...3, using: &random))
            cases.append(
                found.decided(
                    Bool.random(using: &random) ? .declined : .approved, binding: .random(in: 1...3, using: &random),
                    edited: .random(using: &random), after: row * 5 + .random(in: 0...200, using: &random)))
        }
        var expected: [Set<String>] = []
        var seen: Set<String> = []
        for (place, later) in cases.enumerated() {
            let found = cases[..<place].filter { Self.isOverruled($0, by: later, window: 100) }.map(\.card.text)
            expected.append(Set(found).subtracting(seen))
            seen.formUnion(found)
        }
        var overrulings = Overrulings(window: 100)
        let actual = cases.map { overrulings.take($0).map(\.text) }
        #expect(actual.map(Set.init) == expected, "seed \(seed)")
        #expect(actual.joined().count == seen.count && !seen.isEmpty, "seed \(seed)")
    }

    private static func isOverruled(_ refused: AuditCase, by later: AuditCase, window: Int) -> Bool {
        guard refused.decision == .declined, later.decision == .approved, let at = refused.decidedAt,
            let approvedAt = later.decidedAt, at < approvedAt
        else { return false }
        if later.approved == refused.action { return true }
        return later.edited && later.target != nil && later.target == refused.target
            && approvedAt.seconds(since: at) <= window
    }

    @Test func eachRefusalIsOverruledOnce() throws {
        let cases = [
            try auditCase(1).decided(.declined), try auditCase(2).decided(.declined, after: 12),
            try auditCase(3).decided(.approved, after: 20),
            try auditCase(4).decided(.approved, edited: true, after: 30),
        ]
        #expect(overruled(cases) == ["card-1", "card-2"])
    }
}
