import HandoffAudit
import HandoffCards
import StrictJSON
import Testing

@Suite struct AuditFactTests {
    private static func all() throws -> [AuditFact] {
        let id = try cardID("a.b-C_9")
        let outcome = { (status: Outcome.Status, detail: String?) in
            Outcome(card: id, status: status, detail: detail, finished: noon.adding(seconds: 3))
        }
        var facts: [AuditFact] = [
            try proposed("a"),
            .skipped(.init(card: id, operator: "ana\u{202e}")),
            .expired(.init(card: id, token: "t")), .withdrawn(.init(card: id, token: "t")),
            .refused(.init(card: id, reason: "r")), .refused(.init(card: nil, name: "x\n.json", reason: "r")),
            .executionStarted(.init(card: id, action: Hash256(of: [2]), decision: 7, by: "run")),
            .executionUnknown(.init(card: id, asked: try cardID("b"))),
            .endorsed(
                .init(
                    card: id, operator: "ana", digest: Hash256(of: [1]), action: Hash256(of: [2]),
                    policy: Hash256(of: [3]), token: "t", shown: noon, looked: 1200)),
            .policyLoaded(.init(document: ["version": 1, "default": "ask"])),
            .logOpened(.init(gate: "k", version: "0.1")),
            .logRecovered(.init(kept: "torn-3-1", bytes: 77, sequence: 3)),
            .logCheckpoint(.init(frontier: MerkleFrontier(), note: nil)),
            .logCheckpoint(.init(frontier: try tree(of: 5), note: "a note\n\n— a b\n")),
            .clockStepped(.init(from: noon, to: noon.adding(seconds: -7))),
            .other(type: "vote.cast", body: ["card": "a", "z": 1, "b": [nil, true]]),
            .authorizationGranted(
                .init(
                    authorization: AuthorizationID(number: 7), operator: "ana",
                    grant: StandingGrant(
                        effect: .approve, when: ["action": "a", "account": "x"],
                        caps: AuthorizationCaps(
                            usesPerDay: 3, valuePerDay: Action.Money("10.00 EUR"), value: Action.Money("2 EUR"),
                            scale: 1, externalScale: 0), expires: noon, note: "n"), token: "t")),
            .authorizationGranted(
                .init(
                    authorization: AuthorizationID(number: 8), operator: "ana",
                    grant: StandingGrant(
                        effect: .decline, when: ["action": "a"], caps: AuthorizationCaps(), expires: noon), token: "t")),
            .authorizationUsed(
                .init(card: id, authorization: AuthorizationID(number: 7), value: Action.Money("1.5 EUR"))),
            .authorizationUsed(.init(card: id, authorization: AuthorizationID(number: 7), value: nil)),
        ]
        facts += AuditFact.AuthorizationChange.Kind.allCases.map { kind in
            .authorizationChanged(
                .init(
                    authorization: AuthorizationID(number: 7), kind: kind, operator: kind.loosens ? "ana" : nil,
                    because: kind.loosens ? nil : "b", asked: kind == .reviewAsked ? id : nil, token: "t"))
        }
        facts += Outcome.Status.allCases.map {
            .executionFinished(.init(outcome: outcome($0, $0 == .failed ? "d" : nil), reportedBy: "agent"))
        }
        var executed = outcome(.succeeded, nil)
        executed.action = Hash256(of: [4])
        facts.append(.executionFinished(.init(outcome: executed, reportedBy: "agent")))
        let endings: [ProgramRun.Ending] = [.exit(0), .exit(3), .signal(9), .notStarted("no such file"), .timedOut]
        facts += endings.map { ending in
            let run = ProgramRun(ending: ending, duration: 12, output: "o\n")
            return .executionFinished(.init(outcome: outcome(.failed, nil), reportedBy: "gate", run: run))
        }
        for kind in Decision.Kind.allCases {
            for basis in Decision.Basis.allCases {
                let isFull = basis == .operator
                facts.append(
                    .decided(
                        .init(
                            card: id, decision: kind, basis: basis, button: isFull ? "send" : nil,
                            operator: isFull ? "ana" : nil, digest: Hash256(of: [1]), action: Hash256(of: [2]),
                            policy: Hash256(of: [3]), arguments: isFull ? ["b": 1, "a": []] : nil, edited: isFull,
                            message: isFull ? "m" : nil, token: "t", shown: isFull ? noon : nil,
                            looked: isFull ? 1200 : nil)))
            }
        }
        return facts
    }

    @Test func everyFactIsReadAsItWasWritten() throws {
        let facts = try Self.all()
        let log = try TestDisk.memory().log()
        try log.append(facts)
        let lines = try log.allLines()
        #expect(lines.count == facts.count)
        for (line, fact) in zip(lines, facts) {
            #expect(try line.fact == fact)
            #expect(line.type == fact.type)
            #expect(line.time == noon)
        }
    }

    @Test func bodiesAboutACardBeginWithIt() throws {
        for fact in try Self.all() {
            switch fact {
            case .policyLoaded, .logOpened, .logRecovered, .logCheckpoint, .clockStepped: #expect(fact.card == nil)
            case .authorizationGranted, .authorizationChanged:
                #expect(fact.card == nil)
                #expect(fact.body.members.first?.name == "authorization")
                #expect(fact.authorization?.text == fact.body["authorization"]?.string)
            case .refused(let refused):
                #expect(fact.body.members.first?.name == "card")
                #expect(fact.card == refused.card)
            default:
                #expect(fact.body.members.first?.name == "card")
                #expect(fact.card?.text == fact.body["card"]?.string)
            }
        }
    }

    @Test func theMembersOfADecisionStandInTheirOrder() throws {
        let decided = try Self.all().compactMap { fact in if case .decided(let fact) = fact { fact } else { nil } }
        let always = ["card", "decision", "basis", "button", "operator", "digest", "action", "policy"]
        let after = ["edited", "message", "token", "shown", "looked"]
        for fact in decided {
            let arguments = fact.arguments == nil ? [] : ["arguments"]
            #expect(AuditFact.decided(fact).body.members.map(\.name) == always + arguments + after)
        }
    }

    @Test func unknownMembersArePassedOver() throws {
        for fact in try Self.all() {
            if case .other = fact { continue }
            var body = fact.body
            body["later"] = ["x": 1]
            #expect(try AuditFact(type: fact.type, body: body) == fact)
        }
    }

    /// A line of a known type that cannot be understood is never passed over: what it decided would be decided again.
    @Test func aKnownTypeWithoutWhatItSaysIsAnError() throws {
        let optional: Set = [
            "button", "operator", "arguments", "message", "shown", "looked", "detail", "name", "card",
            "consequence", "own", "run", "value",
        ]
        for fact in try Self.all() {
            if case .other = fact { continue }
            for member in fact.body.members where !optional.contains(member.name) {
                // What was decided on must be known; what was carried out need not be.
                if case .executionFinished = fact, member.name == "action" { continue }
                if case .authorizationChanged = fact, member.name == "because" { continue }
                var body = fact.body
                body[member.name] = nil
                #expect(throws: JSONShapeError.self, "\(fact.type) without \(member.name)") {
                    try AuditFact(type: fact.type, body: body)
                }
                body[member.name] = ["unheard of"]
                if member.name == "document" || member.name == "because" || member.name == "triggers" { continue }
                #expect(throws: JSONShapeError.self, "\(fact.type) with another \(member.name)") {
                    try AuditFact(type: fact.type, body: body)
                }
            }
        }
        #expect(throws: JSONShapeError.self) {
            try AuditFact(type: "handoff.expired", body: ["card": "../x", "token": "t"])
        }
        #expect(throws: JSONShapeError.self) { try AuditFact(type: "execution.started", body: [:]) }
    }

    @Test func aBodyThatIsNotJSONNamesItsLine() throws {
        let disk = TestDisk.memory()
        let log = try disk.log()
        try log.append([try skipped(1)])
        let text = String(decoding: try disk.bytes(), as: UTF8.self)
        try disk.overwrite(Array(text.replacing(#""ana""#, with: #""a"na"#).utf8))
        let line = try #require(try log.allLines().first)
        #expect {
            _ = try line.fact
        } throws: { error in
            guard case .broken(let broken)? = error as? AuditError, case .body = broken.problem else { return false }
            return broken.sequence == 0
        }
    }

    /// The deepest card that the reader of cards takes.
    @Test func theDeepestCardIsReadBack() throws {
        let text = String(repeating: "[", count: 31) + String(repeating: "]", count: 31)
        let document = try JSONValue(parsing: #"{"a":"# + text + "}")
        let log = try TestDisk.memory().log()
        let fact = try proposed("deep", document: document)
        try log.append([fact])
        #expect(try log.allLines().first?.fact == fact)
        #expect {
            try log.append([try proposed("deeper", document: [document])])
        } throws: { error in
            if case .unwritable? = error as? AuditError { true } else { false }
        }
        #expect(try log.check() == 1)
    }
}
