import Glibc
import HandoffCards
import HandoffGate
import HandoffQueue
import StrictJSON
import Testing

@testable import handoff

@Suite struct DecisionWaitTests {
    private func wait(_ home: TestHome, _ id: CardID, seconds: Int = 0) throws -> DecisionWait.Result {
        try DecisionWait(home.workplace(), for: id, timeout: TimeSpan(seconds: seconds)).result()
    }

    private func decide(_ home: TestHome, _ id: CardID, _ press: Press) throws {
        let gate = try home.workplace().gate()
        try gate.bringUpToDate()
        let record = try #require(try gate.index.record(of: id))
        _ = try gate.decide(DecisionRequest(card: id, digest: record.digest, press: press, message: "m"), now: .now)
    }

    private func kind(_ result: DecisionWait.Result) -> Decision.Kind? {
        if case .decided(let decision) = result { decision.kind } else { nil }
    }

    @Test func unknownCardIsSaidAtOnce() throws {
        let home = try TestHome()
        let failure = #expect(throws: Failure.self) { _ = try wait(home, .unique(now: .now), seconds: 60) }
        #expect(failure?.status == .badInput)
    }

    @Test func timesOut() throws {
        let home = try TestHome()
        #expect(try wait(home, try home.submit()) == .timedOut)
    }

    @Test(arguments: [(Press.approve, Decision.Kind.approved), (.decline, .declined), (.answer, .answered)])
    func findsADecision(_ press: Press, _ expected: Decision.Kind) throws {
        let home = try TestHome()
        let id = try home.submit()
        try decide(home, id, press)
        #expect(kind(try wait(home, id)) == expected)
    }

    @Test func wakesForADecision() async throws {
        let home = try TestHome()
        let id = try home.submit()
        let workplace = try home.workplace()
        let waiting = Task.detached { try DecisionWait(workplace, for: id, timeout: TimeSpan(seconds: 300)).result() }
        try await Task.sleep(for: .milliseconds(50))
        try decide(home, id, .approve)
        #expect(kind(try await waiting.value) == .approved)
    }

    @Test func anApprovalLapsesAndADeclineDoesNot() throws {
        let home = try TestHome()
        try home.write("approval_lifetime: 1s\n", to: Configuration.path(in: home.place))
        let (approved, declined) = (try home.submit(), try home.submit())
        try decide(home, approved, .approve)
        try decide(home, declined, .decline)
        while case .decided(let decision) = try wait(home, approved) {
            try #require(decision.decided.seconds(since: .now) > -300)
            usleep(20_000)
        }
        guard case .lapsed(let decision, let end) = try wait(home, approved) else {
            Issue.record("it should have lapsed")
            return
        }
        #expect(decision.card == approved && decision.kind == .approved)
        #expect((0...1).contains(end.seconds(since: decision.decided)))
        #expect(kind(try wait(home, declined)) == .declined)
    }

    @Test func aLostDecisionFileIsWrittenAgainFromTheLog() throws {
        let home = try TestHome()
        let id = try home.submit()
        try decide(home, id, .approve)
        #expect(unlink(home.place.queue + "/decisions/\(id).json") == 0)
        #expect(kind(try wait(home, id)) == .approved)
    }

    @Test func nobodyElseHasToExpireACard() throws {
        let home = try TestHome()
        let now = Timestamp.now
        let id = try home.submit([
            "created": .string(now.adding(seconds: -60).description),
            "expires": .string(now.adding(seconds: -1).description),
        ])
        #expect(kind(try wait(home, id)) == .expired)
    }

    @Test func expiresWhileWaiting() throws {
        let home = try TestHome()
        let expires = Timestamp(milliseconds: Timestamp.now.milliseconds + 150)
        let id = try home.submit(["created": "2026-01-01T00:00:00Z", "expires": .string(expires.description)])
        #expect(kind(try wait(home, id, seconds: 300)) == .expired)
        #expect(Timestamp.now >= expires)
    }

    @Test func aCardThatWasTakenBackIsWithdrawn() throws {
        let home = try TestHome()
        let id = try home.submit()
        try home.workplace().gate().bringUpToDate()
        #expect(unlink(home.place.queue + "/new/\(id).json") == 0)
        #expect(kind(try wait(home, id)) == .withdrawn)
    }

    /// Where the keys are somebody else's, an agent that nobody answers any more is still told that it is over.
    @Test func withoutAKeyItGivesTheGateAMomentAndGoesOn() throws {
        let home = try TestHome()
        let now = Timestamp.now
        let id = try home.submit([
            "created": .string(now.adding(seconds: -60).description),
            "expires": .string(now.adding(seconds: -1).description),
        ])
        #expect(rename(home.place.keys, home.place.keys + ".away") == 0)
        var wait = try DecisionWait(home.workplace(), for: id, timeout: TimeSpan(seconds: 300))
        wait.grace = .milliseconds(20)
        #expect(try wait.result() == .over)
        #expect(try home.workplace().log().lines(count: 10).count == 1)
    }

    @Test func aRefusedCardSaysWhy() throws {
        let home = try TestHome()
        try home.write("{", to: home.place.queue + "/new/broken.json")
        try home.workplace().gate().bringUpToDate()
        let id = try #require(CardID("broken"))
        let failure = #expect(throws: Failure.self) { _ = try wait(home, id, seconds: 300) }
        #expect(failure?.what.contains("line 1") == true)
    }

    @Test(arguments: [
        (Decision.Kind.approved, ProcessStatus.success), (.declined, .declined), (.answered, .answered),
        (.expired, .ended),
        (.withdrawn, .ended),
    ])
    func status(_ kind: Decision.Kind, _ status: ProcessStatus) {
        #expect(DecisionWait.status(of: kind) == status)
    }
}
