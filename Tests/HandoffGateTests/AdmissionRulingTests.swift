import HandoffCards
import HandoffGate
import HandoffPolicy
import Testing

/// What the policy says of a card when it is admitted.
@Suite struct AdmissionRulingTests {
    @Test func whatMayActIsApprovedAtOnce() throws {
        let bench = try GateBench()
        let gate = try bench.gate(policy: Policy(text: Policy.acting))
        let id = try bench.submit("one")
        #expect(try gate.admitAll(now: { bench.start }).admitted == 1)
        #expect(
            try bench.story() == ["log.opened", "policy.loaded", "handoff.proposed one", "handoff.decided one"])
        let decision = try Decision(parsing: #require(bench.store.decision(for: id)))
        #expect(decision.kind == .approved)
        #expect(decision.basis == .policy)
        #expect(decision.operator == nil)
        #expect(decision.arguments == ["path": "notes", "mode": "soft"])
        #expect(!bench.store.isNew(id))
        let token = try DecisionToken(verifying: decision.token, with: [TrustedKey(gate.signer)])
        #expect(token.subject == DecisionToken.gateItself)
        #expect(token.sequence == 3)
        #expect(try gate.release(id, by: "test", now: bench.start).arguments == decision.arguments)
    }

    @Test func whatIsForbiddenIsDeclinedWithTheReason() throws {
        let bench = try GateBench()
        let gate = try bench.gate(policy: Policy(text: Policy.forbidding))
        let id = try bench.submit("one")
        try gate.admitAll(now: { bench.start })
        let decision = try Decision(parsing: #require(bench.store.decision(for: id)))
        #expect(decision.kind == .declined)
        #expect(decision.basis == .policy)
        #expect(decision.message == "not on a Sunday")
        #expect(!bench.store.isNew(id))
        #expect(throws: GateError.notReleased(id, .notApproved(.declined))) {
            _ = try gate.release(id, by: "test", now: bench.start)
        }
    }

    @Test func whatAsksStays() throws {
        let bench = try GateBench()
        let gate = try bench.gate()
        let id = try bench.submit("one")
        try gate.admitAll(now: { bench.start })
        #expect(try gate.index.record(of: id)?.state == .pending)
        #expect(try assessment(bench, gate, id).ruling == .ask)
        #expect(bench.store.isNew(id))
    }

    private func assessment(_ bench: GateBench, _ gate: Gate, _ id: CardID) throws -> Assessment {
        try bench.assessment(gate, id)
    }

    /// The first of an account asks, and so does each that comes before somebody approved one.
    @Test func theFirstTimeAsksUntilOneIsApproved() throws {
        let bench = try GateBench()
        let policy = try Policy(text: Policy.acting.replacing("first_time: act", with: "first_time: ask"))
        let gate = try bench.gate(policy: policy)
        let first = try bench.submit("one")
        let second = try bench.submit("two")
        try gate.admitAll(now: { bench.start })
        for id in [first, second] {
            #expect(try assessment(bench, gate, id).why == "first time for acme")
        }
        _ = try gate.decide(bench.request(gate, first, .decline), now: bench.start)
        let third = try bench.submit("three")
        try gate.admitAll(now: { bench.start })
        #expect(try gate.index.record(of: third)?.state == .pending)
        _ = try gate.decide(bench.request(gate, second, .approve), now: bench.start)
        let known = try bench.submit("four")
        let other = try bench.submit("five", ["account": "umbrella"])
        let nobodys = try bench.submit("six", ["account": .null])
        try gate.admitAll(now: { bench.start })
        #expect(try gate.index.record(of: known)?.state == .decided(.approved))
        #expect(try gate.index.record(of: other)?.state == .pending)
        #expect(try gate.index.record(of: nobodys)?.state == .pending)
    }

    @Test func aBatchIsRuledOnCardByCard() throws {
        let bench = try GateBench()
        let gate = try bench.gate(policy: Policy(text: Policy.acting))
        let acting = try bench.submit("one")
        let asking = try bench.submit("two", action: ["external": true])
        let last = try bench.submit("three")
        #expect(try gate.admitAll(now: { bench.start }).admitted == 3)
        #expect(bench.store.decision(for: acting) != nil)
        #expect(bench.store.decision(for: asking) == nil)
        #expect(bench.store.decision(for: last) != nil)
        // Each token names the line of its own decision.
        for id in [acting, last] { _ = try gate.release(id, by: "test", now: bench.start) }
    }

    /// However often it stands in one batch.
    @Test func aCardIsProposedAndApprovedOnceInABatch() throws {
        let bench = try GateBench()
        let gate = try bench.gate(policy: Policy(text: Policy.acting))
        let id = try bench.submit("one")
        #expect(try gate.admit([.card(id), .card(id)], now: bench.start).admitted == 1)
        #expect(try bench.count("handoff.proposed") == 1)
        #expect(try bench.count("handoff.decided") == 1)
    }

    @Test func anUndeliveredApprovalIsHandedOverLater() throws {
        let bench = try GateBench()
        let policy = try Policy(text: Policy.acting)
        let id = try bench.submit("one")
        let report = try bench.gate(store: StoreThatDies(bench.store), policy: policy).admitAll(now: { bench.start })
        #expect(report.undelivered.map(\.name) == ["one"])
        try bench.gate(policy: policy).admitAll(now: { bench.start })
        #expect(try Decision(parsing: #require(bench.store.decision(for: id))).kind == .approved)
        #expect(try bench.count("handoff.decided") == 1)
    }

    @Test func policiesAreRecordedWhenTheyChange() throws {
        let bench = try GateBench()
        let (acting, forbidding) = (try Policy(text: Policy.acting), try Policy(text: Policy.forbidding))
        for (number, policy) in [.standard, acting, acting, forbidding, acting, .standard, .standard].enumerated() {
            _ = try bench.submit("card-\(number)")
            try bench.gate(policy: policy).admitAll(now: { bench.start })
        }
        let loaded = try bench.lines().filter { $0.type == "policy.loaded" }
        #expect(
            try loaded.map { try $0.body["digest"]?.string }
                == [acting, forbidding, acting, .standard].map(\.digest.tagged))
    }

    /// Between proposal and decision.
    @Test func aPolicyThatBecameStricterHoldsForWhatWaits() throws {
        let bench = try GateBench()
        let id = try bench.submit("one")
        try bench.gate().admitAll(now: { bench.start })
        let forbidding = try bench.gate(policy: Policy(text: Policy.forbidding))
        #expect(throws: GateError.forbidden(id, why: "not on a Sunday")) {
            _ = try forbidding.decide(bench.request(forbidding, id, .approve), now: bench.start)
        }
        let pairing = try bench.gate(policy: Policy(text: Policy.pairing))
        #expect(try pairing.decide(bench.request(pairing, id, .approve), now: bench.start) == .endorsed)
        // One that became milder does not.
        let strict = try bench.submit("two")
        try pairing.admitAll(now: { bench.start })
        let acting = try bench.gate(policy: Policy(text: Policy.acting))
        #expect(try acting.decide(bench.request(acting, strict, .approve), now: bench.start) == .endorsed)
        // To decline needs nobody's leave.
        #expect(
            try forbidding.decide(bench.request(forbidding, id, .decline), now: bench.start).decision?.kind == .declined
        )
    }

    /// A rule about the time holds when the card is decided and when it is carried out, too.
    @Test func timeGoesOnWhileACardWaits() throws {
        let bench = try GateBench()
        let policy = try Policy(
            text: Policy.acting + """
                rules:
                  - {id: night, ruling: forbid, because: not by night, when: {action: file.tidy, time: {from: "22:00", to: "06:00"}}}
                  - {id: day, ruling: ask, because: by day, when: {action: file.tidy}}
                """)
        func gate(at hour: String) throws -> Gate {
            let time = try #require(TimeOfDay(hour))
            return try bench.gate(policy: policy, localTime: { _ in (time, .mon) })
        }
        let (day, night) = (try gate(at: "21:59"), try gate(at: "22:00"))
        let id = try bench.submit("one")
        try day.admitAll(now: { bench.start })
        #expect(throws: GateError.forbidden(id, why: "not by night · by day")) {
            _ = try night.decide(bench.request(night, id, .approve), now: bench.start)
        }
        #expect(try day.index.record(of: id)?.state == .pending)
        _ = try day.decide(bench.request(day, id, .approve), now: bench.start)
        #expect(throws: GateError.notReleased(id, .forbidden(why: "not by night · by day"))) {
            _ = try night.release(id, by: "test", now: bench.start)
        }
    }
}
