import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffPolicy
import StrictJSON
import Testing

@Suite struct GrantingTests {
    private let world: AuthorizationBench

    init() throws { world = try AuthorizationBench() }

    @Test(
        arguments: [
            (["action": "mail.send"], .tooWide), (["action": "mail.send", "account": "*"], .tooWide),
            (["action": "mail.*", "account": "acme"], .noAction), (["account": "acme"], .noAction),
            (["action": "disk.wipe", "account": "acme"], .unknownAction("disk.wipe")),
            (["action": "refund.pay", "target": "a"], .targetBelieved(action: "refund.pay")),
            (
                ["action": "mail.send", "account": "acme", "value": ["under": 5, "currency": "EUR"]],
                .valueBelieved(action: "mail.send")
            ),
            (["action": "refund.pay", "account": "acme", "scale": ["under": 5]], .scaleBelieved(action: "refund.pay")),
            (["action": "prod.restart", "account": "acme"], .confirmationNeeded),
        ] as [(JSONValue, AuthorizationError)])
    func whatIsNotGranted(when: JSONValue, error: AuthorizationError) throws {
        #expect(throws: GateError.authorization(error)) { try world.grant(when) }
        #expect(try world.bench.count("authorization.granted") == 0)
    }

    @Test func aScopeIsWhatARuleCouldAskFor() throws {
        for when: JSONValue in [
            [:], ["action": "mail.send", "recipient": "x"], "mail.send", ["action": "mail.send", "target": "^.*$"],
        ] {
            let error = #expect(throws: GateError.self) { try world.grant(when) }
            guard case .authorization(.scope)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func itsEndIsWithinAYear() throws {
        for days in [0, -1, 367] {
            let grant = AuthorizationBench.grant(expires: world.start.adding(seconds: days * 86_400))
            let error = #expect(throws: GateError.self) {
                try world.gate.grant(grant, confirmation: nil, now: world.start)
            }
            guard case .authorization(.expiry)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func graveOnesTakeAConfirmation() throws {
        let grant = AuthorizationBench.grant(["action": "prod.restart", "account": "acme"])
        #expect(try world.gate.grant(grant, confirmation: "yes", now: world.start).text == "A1")
    }

    @Test func capsThatCannotBeHeldAreNone() throws {
        for caps in [AuthorizationCaps(usesPerDay: 0), AuthorizationCaps(value: Action.Money("0.0000001 EUR"))] {
            #expect(throws: GateError.self) { try world.grant(["action": "refund.pay", "account": "acme"], caps) }
        }
    }

    @Test func whoeverHasNoTrustedKeyGrantsNothing() throws {
        let stranger = try world.bench.gate(
            policy: Policy(text: AuthorizationBench.policy), operator: "mallory",
            trusted: [TrustedKey(OperatorKey.fake(operatorName: "ana"))])
        let id = try stranger.grant(AuthorizationBench.grant(), confirmation: nil, now: world.start)
        let record = try #require(try world.gate.index.standing(id))
        #expect(try !world.gate.isProven(record))
        for gate in [world.gate, stranger] {
            #expect(
                try world.admit(world.mail("by \(gate.signer.operatorName)".filter { $0 != " " }), by: gate).state
                    == .pending)
        }
    }

    /// Each is a line that fits the chain, written by whoever can write the log and has no key.
    @Test(arguments: ["another scope", "another authorization's", "another line's", "by the gate itself", "resumed"])
    func aForgedLineIsFound(how: String) throws {
        let id = try world.grant()
        guard case .authorizationGranted(var fact)? = try world.bench.lines().last?.fact else {
            Issue.record("nothing was granted")
            return
        }
        var forged = AuditFact.authorizationGranted(fact)
        switch how {
        case "another scope":
            fact.grant.when = ["action": "mail.send", "account": "*", "agent": "tidy"]
            forged = .authorizationGranted(fact)
        case "another authorization's":
            fact.authorization = AuthorizationID(number: 2)
            forged = .authorizationGranted(fact)
        case "another line's": break
        case "by the gate itself":
            fact.operator = "handoff"
            forged = .authorizationGranted(fact)
        default:
            try world.gate.change([id], .suspended, because: nil, now: world.start)
            guard case .authorizationChanged(var change)? = try world.bench.lines().last?.fact else { return }
            (change.kind, change.operator) = (.resumed, "ana")
            forged = .authorizationChanged(change)
        }
        try world.bench.log().transaction(now: world.start) { _ = try $0.append([forged], at: world.start) }
        let card = try world.mail("one")
        let error = #expect(throws: GateError.self) { try world.admit(card) }
        guard case .logDoesNotFit(let reason)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("Nothing proves line"))
        let proof = LineProof(keys: world.gate.trustedNow)
        let found = try AuditLog(directory: world.bench.folder + "/audit").verification(
            VerificationDemand(checkProof: { line, fact in proof.problem(with: fact, at: line.sequence) }))
        #expect(!found.isGood)
    }

    @Test func whenAnOperatorLeavesWhatTheyGrantedEnds() throws {
        try world.grant()
        let without = try world.bench.gate(
            policy: Policy(text: AuthorizationBench.policy), operator: "ben",
            trusted: [TrustedKey(OperatorKey.fake(operatorName: "ben"))])
        // Made anew, so that ana's lines are behind it.
        world.bench.removeIndex()
        let card = try world.mail("one")
        #expect(try world.admit(card, by: without).state == .pending)
    }
}

extension Gate {
    var trustedNow: [TrustedKey] { (try? trusted()) ?? [] }
}
