import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffPolicy
import StrictJSON
import Synchronization
import TestSupport
import Testing

/// Revoking is one action, and nothing starts after it.
@Suite struct RevokingTests {
    @Test(arguments: [AuditFact.AuthorizationChange.Kind.revoked, .suspended])
    func whatWasApprovedAndHasNotBegunIsNotBegun(kind: AuditFact.AuthorizationChange.Kind) throws {
        let world = try AuthorizationBench()
        let id = try world.grant()
        let card = try world.mail("one")
        #expect(try world.admit(card).state == .decided(.approved))
        try world.other().change([id], kind, because: "enough", now: world.start)
        let error = #expect(throws: GateError.self) { try world.gate.release(card, by: "test", now: world.start) }
        guard case .notReleased(card, .authorizationOver(id, let why))? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(why == (kind == .revoked ? "it was revoked" : "it is suspended"))
        #expect(
            try world.bench.refusals().last?.contains("the standing authorization A1 does not cover it any more")
                == true)
        let next = try world.mail("two")
        #expect(try world.admit(next).state == .pending)
    }

    @Test func aRevokedOneNeverComesBack() throws {
        let world = try AuthorizationBench()
        let id = try world.grant()
        try world.gate.change([id], .revoked, because: nil, now: world.start)
        for kind in [AuditFact.AuthorizationChange.Kind.resumed, .renewed, .suspended, .revoked] {
            #expect(throws: GateError.authorization(.ended(id, word: "revoked"))) {
                try world.gate.change([id], kind, because: nil, now: world.start)
            }
        }
        #expect(try world.grant().text == "A2")
    }

    @Test func oneThatCannotChangeKeepsAllAsTheyAre() throws {
        let world = try AuthorizationBench()
        let (first, second) = (try world.grant(), try world.grant())
        try world.gate.change([second], .revoked, because: nil, now: world.start)
        #expect(throws: GateError.self) {
            try world.gate.change([first, second], .suspended, because: nil, now: world.start)
        }
        #expect(try world.gate.index.standing(first)?.state.recorded == .active)
    }

    @Test func suspendingIsUndoneByResuming() throws {
        let world = try AuthorizationBench()
        let id = try world.grant()
        #expect(throws: GateError.authorization(.notSuspended(id))) {
            try world.gate.change([id], .resumed, because: nil, now: world.start)
        }
        try world.gate.change([id], .suspended, because: nil, now: world.start)
        #expect(try world.admit(world.mail("one")).state == .pending)
        try world.gate.change([id], .resumed, because: nil, now: world.start)
        #expect(try world.admit(world.mail("two")).state == .decided(.approved))
    }

    /// Many processes propose, are let through and start while another revokes. In the log, no start stands behind the revocation.
    @Test func noneStartsAfterTheAcknowledgement() throws {
        let start = ContinuousClock.now
        let (rounds, many, each) = (
            Soak.count(ordinary: 2, soak: 100), Soak.count(ordinary: 8, soak: 32), Soak.count(ordinary: 5, soak: 10)
        )
        var (tried, late) = (0, 0)
        for round in 0..<rounds {
            let world = try AuthorizationBench()
            let id = try world.grant(["action": "mail.send", "account": "acme"])
            let gates = try (0...many).map { _ in try world.other() }
            let isRevoked = Atomic(false)
            let lateStarts = try onThreads(many + 1) { number -> Int in
                if number == many {
                    // In the midst of it: after some uses, or soon where the others are done already.
                    for _ in 0..<(many * each) where try gates[number].index.standing(id)?.uses ?? 0 <= round % many {
                        try gates[number].catchUp(now: world.start)
                    }
                    try gates[number].change([id], .revoked, because: nil, now: world.start)
                    isRevoked.store(true, ordering: .sequentiallyConsistent)
                    return 0
                }
                var late = 0
                for place in 0..<each {
                    let card = try Card(
                        document: GateBench.document(
                            action: [
                                "type": "mail.send", "target": nil, "reversible": false, "external": true, "scale": nil,
                                "arguments": ["to": ["a@customer.example"], "subject": "s"],
                            ]), id: #require(CardID("c-\(number)-\(place)")))
                    let wasRevoked = isRevoked.load(ordering: .sequentiallyConsistent)
                    if case .released = try gates[number].proposeAndRelease(card, by: "test", now: world.start),
                        wasRevoked
                    {
                        late += 1
                    }
                }
                return late
            }.reduce(0, +)
            tried += many * each
            let types = try world.bench.lines().map(\.type)
            let revoked = try #require(types.firstIndex(of: "authorization.revoked"))
            let behind = types[revoked...].count { $0 == "execution.started" || $0 == "authorization.used" }
            late += lateStarts + behind
            #expect(lateStarts == 0 && behind == 0)
        }
        Soak.report(promise: 25, name: "\(many) executing while one revokes", runs: tried, lost: late, since: start)
    }
}
