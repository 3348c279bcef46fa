import StrictJSON
import Testing

@Suite("A task that reached beyond its scope is resumed", .fewAtOnce)
struct ResumeTests {
    private static func card(_ id: String) -> JSONValue {
        let scope: JSONObject = [
            "boundary": "I can read the CRM but not billing.", "saved": "state.json",
            "in_scope": ["proposal": "Send the summary without invoices.", "arguments": ["invoices": false]],
        ]
        return SampleCard.small(
            id: id,
            [
                "created": "2026-11-22T14:02:11Z", "trigger": ["kind": "scope"], "scope": .object(scope),
                "action": [
                    "type": "summary.send", "reversible": true, "external": false, "scale": 1,
                    "arguments": ["invoices": true, "to": "lena"],
                ],
                "buttons": [
                    ["id": "rest", "label": "Do the rest", "does": "approve", "part": "in_scope"],
                    ["id": "no", "label": "Leave it", "does": "decline"],
                ],
            ])
    }

    @Test("\"Do the rest\" approves the part in scope, and the state comes back")
    func doTheRest() async throws {
        let home = try await Home()
        let state = #"{"contacts":["lena"],"next":3}"#
        try await save(state, for: "one", in: home)
        try await home.submit(Self.card("one"), id: "one")
        #expect(try await home.handoff("resume", "one").status == 4)
        #expect(try await home.handoff("decide", "one", "rest").status == 0)

        let result = try await home.handoff("resume", "one")
        #expect(result.status == 0, "\(result)")
        let found = try result.json
        #expect(found["card"] == Self.card("one"))
        #expect(found["decision"]?["decision"]?.string == "approved")
        #expect(found["decision"]?["arguments"] == ["invoices": false, "to": "lena"])
        #expect(found["saved"]?.string == "\(home.path)/queue/saved/one/state.json")
        #expect(found["state"] == (try JSONValue(parsing: state)))
        #expect(result.output.filter { $0 == "\n" }.count == 1)
    }

    @Test("A declined task hands its state back as well, and says so by its status")
    func declined() async throws {
        let home = try await Home()
        try await save("{}", for: "one", in: home)
        try await home.submit(Self.card("one"), id: "one")
        try await home.submit(Self.card("two"), id: "two")
        for id in ["one", "two"] { _ = try await home.handoff("decide", id, "decline") }
        let one = try await home.handoff("resume", "one")
        #expect(one.status == 3, "\(one)")
        #expect(try one.json["state"] == [:])
        // Nothing was saved, and nothing will be done.
        let two = try await home.handoff("resume", "two")
        #expect(two.status == 3, "\(two)")
        #expect(try two.json["saved"]?.isNull == true)
    }

    @Test(
        "What is not JSON, or too long, is named and not printed",
        arguments: ["half {", String(repeating: " ", count: 1 << 20) + "{}"])
    func opaque(state: String) async throws {
        let home = try await Home()
        try await save(state, for: "one", in: home)
        try await home.submit(Self.card("one"), id: "one")
        _ = try await home.handoff("decide", "one", "rest")
        let result = try await home.handoff("resume", "one")
        #expect(result.status == 0, "\(result)")
        #expect(try result.json["state"]?.isNull == true)
        #expect(try result.json["saved"]?.string?.hasSuffix("/saved/one/state.json") == true)
    }

    @Test(
        "What is no file in a folder of the agent's own is not followed",
        arguments: [
            "ln -s /etc/hostname $S/one/state.json", "mkfifo $S/one/state.json", "mkdir $S/one/state.json",
            "rmdir $S/one; mkdir $S/two; echo {} > $S/two/state.json; ln -s two $S/one", "true", "rmdir $S/one",
        ])
    func hostile(command: String) async throws {
        let home = try await Home()
        try await home.submit(Self.card("one"), id: "one")
        let script = "set -e; S=\(home.path)/queue/saved; mkdir $S/one; \(command)"
        #expect(try await Command(["sh", "-c", script], environment: home.environment).result().status == 0)
        _ = try await home.handoff("decide", "one", "rest")
        let result = try await home.handoff("resume", "one")
        #expect(result.status != 0 && result.output.isEmpty, "\(result)")
    }

    @Test("Another user resumes its own task, and nobody else does", .enabled(if: SharedGate.isPossible, "needs root"))
    func otherUsers() async throws {
        let gate = try await SharedGate()
        let (mailer, pruner) = (SharedGate.mailer, SharedGate.pruner)
        let saved = "mkdir \(gate.queue)/saved/one && echo '{\"next\":3}' > \(gate.queue)/saved/one/state.json"
        #expect(try await gate.shell(saved, as: mailer))
        try await gate.submit(Self.card("one"), as: mailer)
        #expect(try await gate.handoff(["decide", "one", "rest"], as: SharedGate.gate).status == 0)
        for user in [mailer, SharedGate.gate] {
            let result = try await gate.handoff(["resume", "one"], as: user)
            #expect(result.status == 0, "\(result)")
            #expect(try result.json["state"] == ["next": 3])
        }
        #expect(try await gate.handoff(["resume", "one"], as: pruner).status == 77)
    }

    @Test(
        "State that somebody else put there is not taken for the card's",
        .enabled(if: SharedGate.isPossible, "needs root"))
    func planted() async throws {
        let gate = try await SharedGate()
        try await gate.submit(Self.card("one"), as: SharedGate.mailer)
        let planted = "umask 0; mkdir \(gate.queue)/saved/one && echo '{}' > \(gate.queue)/saved/one/state.json"
        #expect(try await gate.shell(planted, as: SharedGate.pruner))
        _ = try await gate.handoff(["decide", "one", "rest"], as: SharedGate.gate)
        for user in [SharedGate.mailer, SharedGate.gate] {
            let result = try await gate.handoff(["resume", "one"], as: user)
            #expect(result.status == 77, "\(result)")
        }
    }

    private func save(_ state: String, for id: String, in home: Home) async throws {
        let source = try home.file("state-\(id)", state)
        let script = "mkdir \(home.path)/queue/saved/\(id) && cp \(source) \(home.path)/queue/saved/\(id)/state.json"
        let result = try await Command(["sh", "-c", script], environment: home.environment).result()
        if result.status != 0 { throw Home.CommandFailed(result: result) }
    }
}
