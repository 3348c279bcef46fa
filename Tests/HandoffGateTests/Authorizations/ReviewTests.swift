import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffPolicy
import HandoffTrust
import StrictJSON
import Testing

/// Reviews after 30 days, suspension after 45, and what bad outcomes do.
@Suite struct ReviewTests {
    private let world: AuthorizationBench

    init() throws { world = try AuthorizationBench() }

    private func after(days: Int, milliseconds: Int64 = 0) -> Timestamp {
        Timestamp(milliseconds: world.start.adding(seconds: days * 86_400).milliseconds + milliseconds)
    }

    private func review() throws -> CardID? {
        try world.gate.index.standings().last?.review
    }

    @Test func onDay30ACardAsksAndIsAskedOnce() throws {
        try world.grant()
        _ = try world.admit(world.mail("one"))
        #expect(try world.gate.reviewAuthorizations(now: after(days: 30, milliseconds: -1)) == 0)
        #expect(try world.gate.reviewAuthorizations(now: after(days: 30)) == 1)
        let id = try #require(try review())
        let record = try #require(try world.gate.index.record(of: id))
        #expect(record.isOwn && record.state == .pending)
        let card = try world.gate.card(record)
        #expect(
            card.context
                == "A1: mail.send, account acme, target *@customer.example goes ahead unasked since 2026-11-22.")
        #expect(card.proposal == "Continue it for 30 days more: 1 went ahead, none undone, 0 failed.")
        #expect(try world.gate.reviewAuthorizations(now: after(days: 31)) == 0)
    }

    @Test func continuingTakesItToTheNextReview() throws {
        try world.grant()
        try world.gate.reviewAuthorizations(now: after(days: 30))
        let id = try #require(try review())
        _ = try world.gate.decide(world.bench.request(world.gate, id, .button("continue")), now: after(days: 40))
        #expect(try review() == nil)
        #expect(try world.gate.reviewAuthorizations(now: after(days: 70, milliseconds: -1)) == 0)
        #expect(try world.gate.reviewAuthorizations(now: after(days: 70)) == 1)
        let card = try world.mail("one")
        #expect(try world.admit(card, now: after(days: 85, milliseconds: -1)).state == .decided(.approved))
    }

    @Test func decliningRevokesIt() throws {
        let id = try world.grant()
        try world.gate.reviewAuthorizations(now: after(days: 30))
        _ = try world.gate.decide(
            world.bench.request(world.gate, try #require(try review()), .button("revoke")), now: after(days: 31))
        #expect(try world.gate.index.standing(id)?.state.recorded == .revoked)
    }

    /// It ends to the millisecond, whether anybody wrote it down or not.
    @Test func onDay45ItCoversNothing() throws {
        let id = try world.grant()
        let card = try world.mail("one")
        #expect(try world.admit(card, now: after(days: 45)).state == .pending)
        #expect(try world.why(card).contains("A1 does not apply: nobody reviewed it in 45 days"))
        #expect(try world.gate.reviewAuthorizations(now: after(days: 45)) == 1)
        #expect(try world.gate.index.standing(id)?.state.recorded == .suspended)
        #expect(throws: GateError.authorization(.reviewNeeded(id))) {
            try world.gate.change([id], .resumed, because: nil, now: after(days: 46))
        }
        try world.gate.change([id], .renewed, because: nil, now: after(days: 46))
        #expect(try world.admit(world.mail("two"), now: after(days: 47)).state == .decided(.approved))
    }

    @Test func whatEndsItTakesItsReviewAway() throws {
        let id = try world.grant()
        try world.gate.reviewAuthorizations(now: after(days: 30))
        let question = try #require(try review())
        try world.gate.change([id], .revoked, because: nil, now: after(days: 31))
        #expect(try world.gate.index.record(of: question)?.state == .decided(.withdrawn))
    }

    @Test func itsEndIsWrittenDown() throws {
        let grant = AuthorizationBench.grant(expires: after(days: 10))
        let id = try world.gate.grant(grant, confirmation: nil, now: world.start)
        #expect(try world.gate.reviewAuthorizations(now: after(days: 10)) == 1)
        #expect(try world.gate.index.standing(id)?.state.recorded == .expired)
        #expect(try world.admit(world.mail("one"), now: after(days: 10)).state == .pending)
    }

    private func letThrough(_ name: String) throws -> CardID {
        let card = try world.mail(name)
        #expect(try world.admit(card).state == .decided(.approved), "\(name)")
        return card
    }

    private func report(_ card: CardID, _ status: Outcome.Status) throws {
        let outcome = Outcome(card: card, status: status, detail: nil, finished: world.start)
        try world.bench.store.reportOutcome(outcome.document.bytes(), for: card)
        try world.gate.recordOutcomes(world.bench.store.listOutcomes(), now: world.start)
    }

    /// Three failures in a row are more than 2% ever are.
    @Test func failuresSuspendIt() throws {
        let id = try world.grant()
        for name in ["a", "b"] { try report(letThrough(name), .failed) }
        let card = try letThrough("c")
        try report(card, .failed)
        #expect(try world.admit(world.mail("d")).state == .pending)
        #expect(try world.gate.reviewAuthorizations(now: world.start) == 1)
        let record = try #require(try world.gate.index.standing(id))
        #expect(record.state.recorded == .suspended && record.failed == 3)
        #expect(record.because == StandingState.Obstacle.failures.words)
        try world.gate.change([id], .resumed, because: "mended", now: world.start)
        _ = try letThrough("e")
    }

    @Test func whatSucceedsDoesNot() throws {
        let id = try world.grant()
        for number in 0..<20 { try report(letThrough("card-\(number)"), .succeeded) }
        #expect(try world.gate.index.standing(id)?.state.alarm == 0)
        #expect(try world.gate.reviewAuthorizations(now: world.start) == 0)
    }

    /// Undone after it had succeeded: counted once as bad.
    @Test func whatIsUndoneLaterCounts() throws {
        let id = try world.grant()
        let card = try letThrough("a")
        try report(card, .succeeded)
        try report(card, .rolledBack)
        let record = try #require(try world.gate.index.standing(id))
        #expect(record.undone == 1 && record.failed == 0)
        #expect(record.state.alarm == FailureAlarm.next(0, isBad: true))
        #expect(!record.state.hasSevereFailure)
    }

    @Test func oneGraveActionUndoneIsEnough() throws {
        let grant = AuthorizationBench.grant(["action": "prod.restart", "account": "acme"])
        let id = try world.gate.grant(grant, confirmation: "yes", now: world.start)
        let action: [String: JSONValue] = [
            "type": "prod.restart", "reversible": false, "external": false, "scale": 1, "arguments": [:],
        ]
        let first = try world.bench.submit("first", action: action)
        _ = try world.admit(first)
        var request = try world.bench.request(world.gate, first, .approve)
        request.confirmation = "notes"
        _ = try world.gate.decide(request, now: world.start)
        let card = try world.bench.submit("second", action: action)
        #expect(try world.admit(card).state == .decided(.approved))
        try report(card, .succeeded)
        try report(card, .rolledBack)
        #expect(try world.gate.index.standing(id)?.state.hasSevereFailure == true)
        #expect(try world.admit(world.bench.submit("third", action: action)).state == .pending)
    }
}
