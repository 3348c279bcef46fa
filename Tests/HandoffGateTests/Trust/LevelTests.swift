import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffPolicy
import StrictJSON
import Testing

/// How much is left to agents, as operators and outcomes have it.
@Suite struct LevelTests {
    private let world: TrustBench

    init() throws { world = try TrustBench() }

    /// The account's and the action's must both allow it.
    @Test(arguments: TrustLevel.allCases, TrustLevel.allCases)
    func theLowerOfBothHolds(whole: TrustLevel, account: TrustLevel) throws {
        if whole != .byConfidence { try world.set(whole) }
        if account != .byConfidence { try world.set(account, account: "acme") }
        let id = try world.submit("one")
        let isLeft = min(whole, account) >= .byConfidence
        #expect(try world.state(id) == (isLeft ? .decided(.approved) : .pending))
        if !isLeft {
            let subject = account < whole ? "file.tidy for acme" : "file.tidy"
            #expect(try world.why(id) == "\(subject): \(min(whole, account).words)")
        }
        let other = try world.submit("two", account: "globex")
        #expect(try world.state(other) == (whole >= .byConfidence ? .decided(.approved) : .pending))
    }

    @Test func confidenceIsNotAskedForWhereItIsLeftToAgents() throws {
        let asked = try world.submit("asked", "file.sort")
        #expect(try world.why(asked) == "no confidence stated, 0.9 needed")
        try world.set(.aloneWithSpotChecks, "file.sort")
        #expect(try world.state(world.submit("half", "file.sort")) == .pending)
        try world.set(.aloneWithSpotChecks, "file.sort", account: "acme")
        let alone = try world.submit("alone", "file.sort")
        #expect(try world.state(alone) == .decided(.approved))
        #expect(try world.why(alone) == "reversible and internal · file.sort: alone, with spot checks")
    }

    @Test func theCatalogueSaysWhereItBegins() throws {
        let id = try world.submit("mail", "mail.send")
        #expect(try world.why(id).contains("mail.send: always ask"))
        #expect(try world.set(.askUnlessAuthorized, "mail.send") == .alwaysAsk)
    }

    @Test func whatIsGraveTakesAYes() throws {
        try world.set(.alwaysAsk, "disk.wipe")
        #expect(
            throws: GateError.trust(
                .confirmationNeeded(TrustSubject(action: "disk.wipe", account: nil), .byConfidence))
        ) { try world.set(.byConfidence, "disk.wipe") }
        try world.set(.byConfidence, "disk.wipe", confirmation: "yes")
        #expect(try world.level("disk.wipe") == .byConfidence)
        #expect(throws: GateError.trust(.unknownAction("no.such"))) { try world.set(.alwaysAsk, "no.such") }
        #expect(
            throws: GateError.trust(.unchanged(TrustSubject(action: "file.tidy", account: nil), .byConfidence))
        ) { try world.set(.byConfidence) }
    }

    /// Nobody needs to write down first that outcomes lowered it.
    @Test func failuresLowerItAtOnce() throws {
        for number in 0..<3 {
            let id = try world.submit("bad-\(number)")
            #expect(try world.state(id) == .decided(.approved))
            try world.report(id, .failed)
        }
        let id = try world.submit("next")
        #expect(try world.state(id) == .pending)
        #expect(try world.why(id).contains("lately more went wrong than 2%: 3 of 3 judged"))
        #expect(try world.gate.reviewTrust(now: world.start) == 2)
        #expect(try world.gate.reviewTrust(now: world.start) == 0)
        #expect(try world.bench.story().suffix(2) == ["trust.lowered", "trust.lowered"])
        #expect(try world.level() == .askUnlessAuthorized && world.level(account: "acme") == .askUnlessAuthorized)
        // Other accounts are not to blame, and the action is.
        #expect(try world.level(account: "globex") == nil)
        // Brought back by a person, and the same from the log alone.
        try world.set(.byConfidence)
        #expect(try world.state(world.submit("account")) == .pending)
        try world.set(.byConfidence, account: "acme")
        #expect(try world.state(world.submit("back")) == .decided(.approved))
        let before = try world.gate.index.trustLevels()
        world.bench.removeIndex()
        let other = try world.bench.gate(policy: world.gate.policy.current().policy)
        try other.catchUp(now: world.start)
        #expect(try other.index.trustLevels() == before)
    }

    /// What was decided alone is not carried out any more.
    @Test func whatWasLetThroughIsLookedAtAgainBeforeItRuns() throws {
        let id = try world.submit("first")
        try world.set(.askUnlessAuthorized)
        #expect(throws: GateError.notReleased(id, .personNeeded)) {
            try world.gate.release(id, by: "test", now: world.start)
        }
    }

    @Test func oneGraveFailureLeavesNothing() throws {
        let id = try world.submit("wipe", "disk.wipe")
        #expect(try world.state(id) == .decided(.approved))
        try world.report(id, .rolledBack)
        #expect(try world.level("disk.wipe") == .alwaysAsk)
        let next = try world.submit("again", "disk.wipe")
        #expect(try world.why(next).contains("a grave action was undone"))
        try world.gate.reviewTrust(now: world.start)
        #expect(throws: GateError.self) { try world.set(.byConfidence, "disk.wipe") }
    }

    /// What is undone later than fourteen days after the decision says little of whether it was right.
    @Test(arguments: [(0, 0, 1), (1, 1, 0)]) func undoingCountsForFourteenDays(late: Int, right: Int, wrong: Int) throws
    {
        try world.set(.alwaysAsk)
        let id = try world.submit("one")
        try world.decide(id)
        let end = world.start.adding(seconds: 14 * 86_400)
        try world.report(id, .rolledBack, at: Timestamp(milliseconds: end.milliseconds + Int64(late)))
        let state = try #require(try world.gate.index.trustLevel(of: TrustSubject(action: "file.tidy", account: nil)))
            .state
        #expect((state.right, state.wrong) == (right, wrong))
    }

    /// By whoever can write the log and has no trusted key.
    @Test(arguments: ["no token", "another subject", "another level", "the gate itself", "as lowered", "a stranger"])
    func nobodyElseRaisesIt(how: String) throws {
        try world.set(.alwaysAsk)
        try world.set(.byConfidence)
        var raised: [AuditFact.TrustChange] = []
        var reader = try world.gate.log.reader()
        while let line = try reader.next() { if case .trustChanged(let fact) = try line.fact { raised.append(fact) } }
        var forged = try #require(raised.last)
        switch how {
        case "no token": forged.token = "eyJ.forged.token"
        case "another subject": forged.subject = TrustSubject(action: "disk.wipe", account: nil)
        case "another level": forged.level = .aloneWithSpotChecks
        case "the gate itself": forged.operator = nil
        // Its type alone lowers nothing.
        case "as lowered": (forged.kind, forged.level) = (.lowered, .aloneWithSpotChecks)
        default: break
        }
        let log = try AuditLog(directory: world.bench.folder + "/audit")
        try log.transaction(now: world.start) { _ = try $0.append([.trustChanged(forged)], at: world.start) }
        #expect(throws: GateError.self) { try world.submit("next") }
        // An index that is made anew takes lines in without their tokens; what is raised by them is not.
        world.bench.removeIndex()
        let other = try world.bench.gate(policy: world.gate.policy.current().policy)
        try other.catchUp(now: world.start)
        let policy = other.policy.current().policy
        #expect(try other.trust(of: forged.subject, under: policy)?.level == .alwaysAsk)
    }

    @Test func itIsSaidWhatBindsAllTheSame() throws {
        func bound(_ action: String, _ account: String?, _ level: TrustLevel) throws -> String? {
            try world.gate.bound(on: TrustSubject(action: action, account: account), at: level)
        }
        #expect(try bound("file.tidy", nil, .aloneWithSpotChecks) == nil)
        try world.set(.alwaysAsk, account: "acme")
        #expect(
            try bound("file.tidy", nil, .aloneWithSpotChecks) == "the lower holds, and it is lower for acme")
        try world.set(.askUnlessAuthorized)
        #expect(
            try bound("file.tidy", "acme", .byConfidence)
                == "the lower holds, and for all accounts it is ask unless authorized")
        #expect(try bound("mail.send", nil, .byConfidence)?.hasPrefix("mail.send is irreversible or external") == true)
    }

    @Test func whoIsNotTrustedAnyMoreRaisedNothing() throws {
        try world.set(.alwaysAsk)
        try world.set(.byConfidence)
        let later = try world.bench.gate(
            policy: world.gate.policy.current().policy, operator: "ben",
            trusted: [TrustedKey(OperatorKey.fake(operatorName: "ben"))])
        let subject = TrustSubject(action: "file.tidy", account: nil)
        let found = try later.trust(of: subject, under: later.policy.current().policy)
        #expect(found == .init(.alwaysAsk, because: "nobody who is trusted now set it"))
    }
}
