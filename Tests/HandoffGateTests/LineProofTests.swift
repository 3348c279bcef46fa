import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import StrictJSON
import Testing

/// What whoever can write the log, and has no trusted key, can make of it.
@Suite struct LineProofTests {
    private func verify(_ bench: GateBench, keys: [TrustedKey]) throws -> Verification {
        let proof = LineProof(keys: keys)
        return try AuditLog(directory: bench.folder + "/audit").verification(
            VerificationDemand(checkProof: { line, fact in proof.problem(with: fact, at: line.sequence) }))
    }

    private func decided(_ bench: GateBench) throws -> (Gate, [AuditFact.Decided]) {
        let ids = try ["a", "b"].map { try bench.submit($0) }
        let gate = try bench.gate()
        try gate.admitAll(now: { bench.start })
        _ = try gate.decide(bench.request(gate, ids[0], .decline), now: bench.start)
        var decided: [AuditFact.Decided] = []
        var reader = try gate.log.reader()
        while let line = try reader.next() { if case .decided(let fact) = try line.fact { decided.append(fact) } }
        return (gate, decided)
    }

    @Test func whatTheGateWroteIsProven() throws {
        let bench = try GateBench()
        let (gate, _) = try decided(bench)
        let id = try bench.submit("late", ["expires": "2026-11-22T14:03:11Z"])
        try gate.admitAll(now: { bench.start })
        try gate.expireDue(now: bench.start.adding(seconds: 3600))
        bench.store.retire(try #require(CardID("b")))
        try gate.admitAll(now: { bench.start.adding(seconds: 3601) })
        #expect(try bench.story().contains("handoff.expired \(id)"))
        #expect(try bench.story().contains("handoff.withdrawn b"))
        #expect(try verify(bench, keys: [TrustedKey(gate.signer)]).isGood)
    }

    @Test func aStrangersKeyProvesNothing() throws {
        let bench = try GateBench()
        _ = try decided(bench)
        let broken = try verify(bench, keys: [TrustedKey(OperatorKey(operatorName: "ana"))]).report.broken
        guard case .unproven(let words)? = broken?.problem else {
            Issue.record("\(String(describing: broken))")
            return
        }
        #expect(words.hasPrefix("nobody trusted has the key "))
    }

    /// Each is a line that fits the chain, and the card's first ending.
    @Test(arguments: ["no token", "another line's", "another card's", "another decision", "another operator's"])
    func aForgedLineIsFound(how: String) throws {
        let bench = try GateBench()
        let (gate, decided) = try decided(bench)
        var forged = try #require(decided.first)
        let other = try #require(CardID("b"))
        let record = try #require(try gate.index.record(of: other))
        switch how {
        case "no token": (forged.card, forged.token) = (record.id, "eyJ.forged.token")
        case "another card's": forged.card = record.id
        case "another decision": (forged.card, forged.decision) = (record.id, .approved)
        case "another operator's": (forged.card, forged.operator) = (record.id, "ben")
        default: forged.card = record.id
        }
        let log = try AuditLog(directory: bench.folder + "/audit")
        try log.transaction(now: bench.start) { _ = try $0.append([.decided(forged)], at: bench.start) }
        let broken = try #require(try verify(bench, keys: [TrustedKey(gate.signer)]).report.broken)
        guard case .unproven = broken.problem else {
            Issue.record("\(broken)")
            return
        }
        // Without the keys the chain alone speaks, and it is good.
        #expect(try log.verification(VerificationDemand()).isGood)
    }

    /// Else the next decision would be signed together with it.
    @Test func theGateDoesNotGoOnFromAForgedLine() throws {
        let bench = try GateBench()
        let (gate, decided) = try decided(bench)
        var forged = try #require(decided.first)
        let other = try #require(CardID("b"))
        forged.card = other
        let request = try bench.request(gate, other, .decline)
        let log = try AuditLog(directory: bench.folder + "/audit")
        try log.transaction(now: bench.start) { _ = try $0.append([.decided(forged)], at: bench.start) }
        let before = try bench.story()
        let error = #expect(throws: GateError.self) { _ = try gate.decide(request, now: bench.start) }
        guard case .logDoesNotFit(let reason)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("(handoff.decided): its token was signed for line"))
        #expect(try bench.story() == before)
    }
}
