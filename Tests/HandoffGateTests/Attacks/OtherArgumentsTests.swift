import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffPolicy
import HandoffQueue
import HandoffTrust
import StrictJSON
import Testing

/// The policy is held against what is approved, not only against what was proposed.
@Suite struct OtherArgumentsTests {
    private let bench: GateBench
    private let gate: Gate

    init() throws {
        bench = try GateBench()
        gate = try bench.gate(
            policy: try Policy(
                text: """
                    version: 1
                    first_time: act
                    actions:
                      mail.send:
                        {consequence: low, reversible: true, scale_from: /to, target_from: /to, executor: {argv: [/bin/true]}, consequence_line: "Sends to {arguments.to}."}
                      wire.send:
                        {consequence: critical, value_from: {amount: /amount, currency: EUR}, scale_from: /to}
                      page.call: {consequence: low, reversible: true, target_from: /who, executor: {argv: [/bin/true]}}
                    rules:
                      - {id: many, ruling: forbid, because: too many, when: {action: mail.send, scale: {over: 5}}}
                      - {id: some, ruling: ask_two, because: several, when: {action: mail.send, scale: {over: 2}}}
                      - {id: boss, ruling: forbid, because: not him, when: {action: page.call, target: boss}}

                    """))
    }

    private func mail(_ id: String, options: [(id: String, to: [JSONValue])] = []) throws -> CardID {
        let question: JSONValue = [
            "text": "Which?",
            "options": .array(
                options.map { ["id": .string($0.id), "label": "The usual", "arguments": ["to": .array($0.to)]] }),
        ]
        let id = try bench.submit(
            id,
            [
                "trigger": ["kind": options.isEmpty ? "boundary" : "confidence"],
                "question": options.isEmpty ? .null : question, "editable": ["/arguments/to"],
            ],
            action: ["type": "mail.send", "target": "a", "arguments": ["to": ["a"]], "scale": 1])
        try gate.admitAll(now: { bench.start })
        return id
    }

    private func people(_ count: Int) -> [JSONValue] { (0..<count).map { .string("p\($0)") } }

    @Test func noOptionIsAWayAroundTheRules() throws {
        let id = try mail("one", options: [("few", people(2)), ("some", people(3)), ("all", people(6))])
        var request = try bench.request(gate, id, .option("all"))
        request.confirmation = "yes"
        #expect(throws: GateError.forbidden(id, why: "too many · several · the agent is unsure")) {
            _ = try gate.decide(request, now: bench.start)
        }
        request.press = .option("some")
        #expect(try gate.decide(request, now: bench.start) == .endorsed)
        let record = try #require(try gate.index.record(of: id))
        #expect(record.state == .pending)
        request.press = .option("few")
        #expect(try gate.decide(request, now: bench.start).decision?.arguments["to"]?.array?.count == 2)
    }

    @Test func noEditIsAWayAroundTheRules() throws {
        let id = try mail("one")
        var request = try bench.request(gate, id, .approve)
        request.edited = ["to": .array(people(6))]
        #expect(throws: GateError.forbidden(id, why: "too many · several · the agent asks")) {
            _ = try gate.decide(request, now: bench.start)
        }
        request.edited = ["to": .array(people(3))]
        #expect(try gate.decide(request, now: bench.start) == .endorsed)
        request.edited = ["to": .array(people(2))]
        #expect(try gate.decide(request, now: bench.start).decision?.edited == true)
    }

    /// Whoever reads the environment must not act on what was only proposed.
    @Test func theExecutorIsToldTheTargetOfWhatWasApproved() throws {
        let id = try bench.submit(
            "one",
            [
                "trigger": ["kind": "confidence"],
                "question": [
                    "text": "Who?",
                    "options": [
                        ["id": "eve", "label": "E", "arguments": ["who": "eve"]],
                        ["id": "two", "label": "T", "arguments": ["who": ["eve", "bob"]]],
                        ["id": "boss", "label": "B", "arguments": ["who": "boss"]],
                    ],
                ],
            ], action: ["type": "page.call", "target": "ana", "arguments": ["who": "ana"]])
        try gate.admitAll(now: { bench.start })
        var request = try bench.request(gate, id, .option("boss"))
        #expect(throws: GateError.forbidden(id, why: "not him · the agent is unsure")) {
            _ = try gate.decide(request, now: bench.start)
        }
        request.press = .option("eve")
        _ = try gate.decide(request, now: bench.start)
        let release = try gate.release(id, by: "test", now: bench.start)
        #expect(release.target == "eve" && release.arguments["who"] == "eve")
    }

    /// What would run is said only where this gate would run it, with all that it would be given.
    @Test func noCardPassesForACommandThatIsNotRun() throws {
        let words: JSONObject = [
            "argv": ["ls", "-l"], "executable": "/bin/ls", "directory": "/tmp",
            "environment": ["PATH": "/bin", "LD_PRELOAD": "/tmp/x.so"],
        ]
        func command(_ type: String, _ arguments: JSONObject, owner: UInt32? = nil) throws -> String? {
            let document = GateBench.document(
                ["trigger": ["kind": "boundary"]], action: ["type": .string(type), "arguments": .object(arguments)])
            let id = try #require(CardID("\(type)-\(owner ?? 0)-\(arguments.members.count)"))
            bench.store.place(document.bytes(), as: FileName(card: id), owner: owner ?? geteuid())
            try gate.admitAll(now: { bench.start })
            let record = try #require(try gate.index.record(of: id))
            return try gate.stakes(of: gate.card(record), record, now: bench.start).command
        }
        #expect(try command("command.run", words) == "env LD_PRELOAD=/tmp/x.so /bin/ls -l in /tmp")
        #expect(try command("mail.send", words) == nil)
        #expect(try command("command.run", words, owner: geteuid() + 1) == nil)
        var more = words
        more["amount"] = 999
        #expect(try command("command.run", more) == nil)
    }

    /// What must be typed is what is at stake, not what its agent says is.
    @Test func theConfirmationIsForWhatTheArgumentsSay() throws {
        let id = try bench.submit(
            "one", ["trigger": ["kind": "boundary"]],
            action: [
                "type": "wire.send", "reversible": false, "external": true, "scale": 1,
                "value": ["amount": "1.00", "currency": "EUR"],
                "arguments": ["to": ["a", "b", "c"], "amount": "50000.00"],
            ])
        try gate.admitAll(now: { bench.start })
        let record = try #require(try gate.index.record(of: id))
        let stakes = try gate.stakes(of: try gate.card(record), record, now: bench.start)
        #expect(stakes.scale == 3 && stakes.value?.description == "50000.00 EUR" && stakes.risk == .critical)
        var request = try bench.request(gate, id, .approve)
        for wrong in ["1.00", "yes", "3"] {
            request.confirmation = wrong
            #expect(throws: GateError.confirmationNeeded(id, .typed(value: "50000.00", what: "amount"))) {
                _ = try gate.decide(request, now: bench.start)
            }
        }
        request.confirmation = "50000.00"
        #expect(try gate.decide(request, now: bench.start).decision?.kind == .approved)
    }
}
