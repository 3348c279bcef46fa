import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffPolicy
import StrictJSON
import Testing

@Suite struct TwoOperatorsTests {
    private let bench: GateBench
    private let policy: Policy
    private let (ana, ben): (Gate, Gate)
    private let id: CardID

    init() throws {
        bench = try GateBench()
        policy = try Policy(text: Policy.pairing)
        ana = try bench.gate(policy: policy)
        ben = try bench.gate(policy: policy, operator: "ben")
        id = try bench.submit("one", ["editable": ["/arguments/mode"]])
        try ana.admitAll(now: { bench.start })
    }

    private func approve(_ gate: Gate, mode: JSONValue? = nil, after seconds: Int = 0) throws -> DecisionResult {
        var request = try bench.request(gate, id, .approve)
        if let mode { request.edited = ["path": "notes", "mode": mode] }
        return try gate.decide(request, now: bench.start.adding(seconds: seconds))
    }

    @Test func theFirstEndorsesAndTheSecondApproves() throws {
        #expect(try approve(ana) == .endorsed)
        #expect(try ana.index.record(of: id)?.state == .pending)
        #expect(try ana.index.record(of: id)?.endorsedBy == "ana")
        #expect(bench.store.decision(for: id) == nil)
        #expect(throws: GateError.notReleased(id, .pending)) {
            _ = try ana.release(id, by: "test", now: bench.start)
        }
        #expect(try approve(ben).decision?.operator == "ben")
        #expect(try bench.story().suffix(2) == ["handoff.refused one", "handoff.decided one"])
        _ = try ana.release(id, by: "test", now: bench.start)
    }

    @Test func nobodyIsTwo() throws {
        #expect(try approve(ana) == .endorsed)
        #expect(throws: GateError.secondOperatorNeeded(id, first: "ana")) { _ = try approve(ana) }
        #expect(try bench.count("handoff.endorsed") == 1)
        #expect(try ana.index.record(of: id)?.state == .pending)
    }

    @Test func otherArgumentsBeginAnew() throws {
        #expect(try approve(ana) == .endorsed)
        #expect(try approve(ben, mode: "hard") == .endorsed)
        #expect(try approve(ana) == .endorsed)
        #expect(try approve(ana, mode: "hard") == .endorsed)
        #expect(try approve(ben, mode: "hard").decision?.arguments == ["path": "notes", "mode": "hard"])
        let release = try ben.release(id, by: "test", now: bench.start)
        #expect(release.arguments["mode"] == "hard")
    }

    @Test func anotherPolicyBeginsAnew() throws {
        #expect(try approve(ana) == .endorsed)
        let other = try Policy(text: Policy.pairing + "default: forbid\n")
        let later = try bench.gate(policy: other, operator: "ben")
        #expect(try approve(later) == .endorsed)
        #expect(try approve(bench.gate(policy: other)).decision != nil)
    }

    /// Of two who approved long after one another, the first may have forgotten.
    @Test func anEndorsementLapses() throws {
        let month = 30 * 86_400
        #expect(try approve(ana) == .endorsed)
        #expect(try approve(ben, after: month) == .endorsed)
        #expect(try approve(ana, after: 2 * month - 1).decision != nil)
        _ = try ana.release(id, by: "test", now: bench.start.adding(seconds: 2 * month - 1))
    }

    @Test func anEndorsementThatLapsesBeforeTheReleaseDoesNotCount() throws {
        let month = 30 * 86_400
        #expect(try approve(ana) == .endorsed)
        #expect(try approve(ben, after: month - 1).decision != nil)
        #expect(throws: GateError.notReleased(id, .secondOperatorMissing)) {
            _ = try ben.release(id, by: "test", now: bench.start.adding(seconds: month))
        }
    }

    @Test func theSecondMayDecline() throws {
        #expect(try approve(ana) == .endorsed)
        #expect(try ben.decide(bench.request(ben, id, .decline), now: bench.start).decision?.kind == .declined)
        #expect(throws: GateError.alreadyEnded(id, .declined)) { _ = try approve(ana) }
        #expect(throws: GateError.notReleased(id, .notApproved(.declined))) {
            _ = try ana.release(id, by: "test", now: bench.start)
        }
    }

    @Test func theFirstMustStillBeTrustedAtTheEnd() throws {
        #expect(try approve(ana) == .endorsed)
        #expect(try approve(ben).decision != nil)
        let gate = try bench.gate(
            policy: policy, operator: "ben", trusted: [TrustedKey(OperatorKey.fake(operatorName: "ben"))])
        #expect(throws: GateError.notReleased(id, .token(.unknownKey(ana.signer.keyID)))) {
            _ = try gate.release(id, by: "test", now: bench.start)
        }
    }

    /// One operator who writes to the log on her own, with her own key.
    @Test(arguments: ["handoff", "ana", "ben", "Ana"]) func oneOperatorCannotEndorseAsAnother(name: String) throws {
        let record = try #require(try ana.index.record(of: id))
        let action = try ana.card(record).actionBinding
        let sequence = try bench.lines().count
        let token = try DecisionToken(
            issuer: ana.issuer, subject: name, card: id, issued: bench.start,
            expires: bench.start.adding(seconds: 900), decision: .approved, cardDigest: record.digest, action: action,
            policy: policy.digest, sequence: sequence
        ).signed(by: ana.signer, as: DecisionToken.endorsement)
        try bench.log().append(
            [
                .endorsed(
                    .init(
                        card: id, operator: name, digest: record.digest, action: action, policy: policy.digest,
                        token: token, shown: nil, looked: nil))
            ], at: bench.start)
        _ = try? approve(ana)
        #expect(throws: GateError.self) { _ = try ana.release(id, by: "test", now: bench.start) }
        #expect(try bench.count("execution.started") == 0)
    }

    /// Neither kind of token passes for the other.
    @Test func tokensAreOfOneKind() throws {
        #expect(try approve(ana) == .endorsed)
        let record = try #require(try ana.index.record(of: id))
        let endorsement = try #require(try ana.endorsement(record)).token
        let decision = try #require(try approve(ben).decision).token
        let keys = [TrustedKey(ana.signer), TrustedKey(ben.signer)]
        #expect(throws: TokenError.wrongHeader) { _ = try DecisionToken(verifying: endorsement, with: keys) }
        #expect(throws: TokenError.wrongHeader) {
            _ = try DecisionToken(verifying: decision, with: keys, as: DecisionToken.endorsement)
        }
    }
}
