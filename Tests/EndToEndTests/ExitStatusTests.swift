import Glibc
import StrictJSON
import TestSupport
import Testing

@Suite("Exit statuses and JSON for other programs", .fewAtOnce)
struct ExitStatusTests {
    @Test(
        "`wait` and `submit --wait` say by their status what was decided",
        arguments: [
            (["approve"], "approved", 0), (["decline", "--reason", "too early"], "declined", 3),
            (["answer", "--reason", "Use the other list."], "answered", 6),
        ] as [([String], String, Int32)])
    func decided(press: [String], decision: String, status: Int32) async throws {
        let home = try await Home()
        let agent = try home.start("submit", home.file("card", SampleCard.small(id: "one")), "--wait")
        try await eventually("the card in the queue", seen: { agent.errors }) {
            Files.names(in: "\(home.path)/queue/new").isEmpty ? nil : ()
        }
        let deciding = try await Command(
            [HandoffBinary.path, "decide", "one"] + press + ["--json"], environment: home.environment
        ).result()
        #expect(deciding.status == 0, "\(deciding)")
        #expect(try deciding.json["decision"]?.string == decision)
        for result in [try await agent.result(), try await home.handoff("wait", "one")] {
            #expect(result.status == status, "\(result)")
            #expect(try result.json == deciding.json)
        }
    }

    @Test("`ask` submits and waits without a file")
    func ask() async throws {
        let home = try await Home()
        let agent = try home.start(
            "ask", "--action", "ticket.close", "--context", "Sorting.", "--proposal", "Close it.", "--arg", "ticket=7")
        let id = try await eventually("the card in the queue", seen: { agent.errors }) {
            Files.names(in: "\(home.path)/queue/new").first { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
        }
        let deciding = try await home.handoff("decide", id, "approve", "--confirm", "yes")
        #expect(deciding.status == 0, "\(deciding)")
        let result = try await agent.result()
        #expect(result.status == 0, "\(result)")
        #expect(try result.json["arguments"]?["ticket"] != nil)
    }

    @Test("`wait` ends with 4 when its time runs out")
    func pending() async throws {
        let home = try await Home()
        try await home.submit(SampleCard.small(id: "one"), id: "one")
        let result = try await home.handoff("wait", "one", "--timeout", "1s")
        #expect(result.status == 4, "\(result)")
        #expect(result.output.isEmpty, "\(result)")
    }

    @Test("`wait` ends with 5 when the card expires, though nobody else looks")
    func expired() async throws {
        let home = try await Home()
        try await home.submit(
            SampleCard.small(
                id: "one",
                [
                    "created": .string(SampleCard.time(inSeconds: -60)),
                    "expires": .string(SampleCard.time(inSeconds: 2)),
                ]), id: "one")
        let result = try await home.handoff("wait", "one", "--timeout", "300s")
        #expect(result.status == 5, "\(result)")
        #expect(try result.json["decision"]?.string == "expired")
        #expect(try home.facts("handoff.expired").count == 1)
    }

    @Test("`wait` ends with 5 when an approval's time is over, and prints it all the same")
    func lapsed() async throws {
        let home = try await Home()
        let settings = try #require(home.environment["HANDOFF_CONFIG"]) + "/config.yaml"
        try Files.write(Array("approval_lifetime: 1s\n".utf8), to: settings)
        try await home.submit(SampleCard.small(id: "one"), id: "one")
        #expect(try await home.handoff("decide", "one", "approve").status == 0)
        let result = try await eventually("the end of the approval's time") {
            let result = try await home.handoff("wait", "one")
            return result.status == 0 ? nil : result
        }
        #expect(result.status == 5, "\(result)")
        #expect(try result.json["decision"]?.string == "approved")
        #expect(result.errors.contains("its time is over"), "\(result)")
    }

    @Test("`audit verify` notices that lines were cut off the log's end")
    func cut() async throws {
        let home = try await Home()
        for id in ["one", "two"] { try await home.submit(SampleCard.small(id: id), id: id) }
        #expect(try await home.handoff("list").status == 0)
        #expect(try await home.handoff("audit", "verify").status == 0)
        let path = "\(home.path)/audit/audit.jsonl"
        let lines = try Files.read(path).split(separator: UInt8(ascii: "\n"))
        truncate(path, lines.dropLast().reduce(0) { $0 + $1.count + 1 })
        let result = try await home.handoff("audit", "verify")
        #expect(result.status == 65 && result.output.hasPrefix("2 good lines."), "\(result)")
        #expect(result.errors.contains("Line 2") && result.errors.contains("had gone on"), "\(result)")
        let doctor = try await home.handoff("doctor")
        #expect(doctor.status == 1 && doctor.output.contains("cut off"), "\(doctor)")
        #expect(try await home.handoff("decide", "two", "approve").status == 65)
    }

    @Test("`audit tail` shows the good lines before a broken one")
    func brokenTail() async throws {
        let home = try await Home()
        try await home.submit(SampleCard.small(id: "one"), id: "one")
        #expect(try await home.handoff("list").status == 0)
        let path = "\(home.path)/audit/audit.jsonl"
        let good = String(decoding: try Files.read(path), as: UTF8.self)
        try Files.write(Array((good + "{\"v\":2}\n").utf8), to: path)
        let all = try await home.handoff("audit", "tail", "-n", "\(Int.max)", "--json")
        #expect(all.status == 65 && all.output == good, "\(all)")
        let result = try await home.handoff("audit", "tail", "-n", "1", "--json")
        #expect(result.status == 65, "\(result)")
        #expect(result.output.split(separator: "\n") == good.split(separator: "\n").suffix(1), "\(result)")
        #expect(result.errors.contains("Line 2"), "\(result)")
    }

    @Test("A skipped card stays")
    func skipped() async throws {
        let home = try await Home()
        try await home.submit(SampleCard.small(id: "one"), id: "one")
        #expect(try await home.handoff("decide", "one", "skip").status == 0)
        #expect(try await home.handoff("wait", "one", "--timeout", "1s").status == 4)
        #expect(try await home.handoff("decide", "one", "approve").status == 0)
    }

    @Test("A grave card needs its confirmation")
    func grave() async throws {
        let home = try await Home()
        let action: JSONValue = ["type": "db.drop", "reversible": false, "external": true, "scale": 5]
        try await home.submit(SampleCard.small(id: "one", ["action": action]), id: "one")
        let bare = try await home.handoff("decide", "one", "approve")
        #expect(bare.status != 0 && !bare.errors.isEmpty, "\(bare)")
        #expect(try home.facts("handoff.decided").isEmpty)
        #expect(try await home.handoff("decide", "one", "approve", "--confirm", "yes").status == 0)
    }

    @Test("64 for wrong usage", arguments: [["bogus"], ["wait"], ["wait", "one", "--bogus"], ["decide", "one"]])
    func usage(words: [String]) async throws {
        let home = try await Home()
        let result = try await Command([HandoffBinary.path] + words, environment: home.environment).result()
        #expect(result.status == 64, "\(result)")
        #expect(result.output.isEmpty && !result.errors.isEmpty, "\(result)")
    }

    @Test(
        "65 for what is not a card", arguments: ["submit", "lint"],
        [
            "{", #"{"handoff":1,"handoff":1}"#, #"{"handoff":2}"#, #"{"handoff":1,"bogus":true}"#,
            #"{"handoff":1,"agent":{"name":"handoff"},"context":"c","proposal":"p","action":{"type":"t"}}"#,
            #"{"handoff":1,"agent":{"name":"a"},"context":"c","proposal":"p","action":{"type":"handoff.level"}}"#,
        ])
    func badInput(command: String, text: String) async throws {
        let home = try await Home()
        let source = command == "submit" ? "-" : try home.file("card.json", text)
        let result = try await home.handoff(command, source, input: text)
        #expect(result.status == 65, "\(result)")
        #expect(!result.errors.isEmpty, "\(result)")
        #expect(Files.names(in: "\(home.path)/queue/new") == [])
    }

    @Test("`policy test` tries the cases inside the rules, and says which have none")
    func policyTest() async throws {
        let home = try await Home(
            policy: """
                version: 1
                rules:
                  - {id: good, ruling: ask, when: {action: x}, match: [{action: x}]}
                  - {id: bare, ruling: ask, when: {action: y}}

                """)
        let good = try await home.handoff("policy", "test")
        #expect(good.status == 0 && good.output.contains(":4:10: rule bare has no case\n"), "\(good)")
        #expect(good.output.hasSuffix("\n1 passed, 0 failed, 1 rule without a case\n"), "\(good)")
        try home.setPolicy("version: 1\nrules: [{id: a, ruling: ask, when: {action: x}, match: [{action: y}]}]\n")
        let bad = try await home.handoff("policy", "test", "--json")
        #expect(bad.status == 1, "\(bad)")
        #expect(try bad.json["failures"]?.array?.first?["rule"]?.string == "a")
        let cases = try home.file("cases.yaml", "cases: [{name: n, facts: {action: y}, ruling: act}]\n")
        try home.setPolicy("version: 1\n")
        let other = try await home.handoff("policy", "test", cases)
        #expect(other.status == 1 && other.output.contains(":1:9: n: ask, not act"), "\(other)")
    }

    @Test("`policy check --json` has the same members where there is no policy")
    func policyCheck() async throws {
        let home = try await Home()
        let without = try await home.handoff("policy", "check", "--json")
        try home.setPolicy("version: 1\n")
        let with = try await home.handoff("policy", "check", "--json")
        for result in [without, with] {
            #expect(result.status == 0, "\(result)")
            #expect(
                try result.json.object?.members.map(\.name)
                    == ["policy", "actions", "rules", "problems", "canary_problems"], "\(result)")
        }
    }

    @Test("73 where nothing can be written")
    func cannotWrite() async throws {
        let home = try await Home(initialised: false)
        let result = try await home.handoff("init", "--home", "/dev/null/state")
        #expect(result.status == 73, "\(result)")
        #expect(result.errors.contains("/dev/null"), "\(result)")
    }

    @Test("77 for a key that others could read")
    func openKey() async throws {
        let home = try await Home()
        try await home.submit(SampleCard.small(id: "one"), id: "one")
        chmod("\(home.path)/keys/ana.jwk", 0o644)
        let result = try await home.handoff("decide", "one", "approve")
        #expect(result.status == 77, "\(result)")
        #expect(result.errors.contains("ana.jwk"), "\(result)")
        #expect(try home.facts("handoff.decided").isEmpty)
    }

    @Test("What `--json` prints is one JSON value", arguments: [["list"], ["show", "one"], ["doctor"]])
    func json(words: [String]) async throws {
        let home = try await Home()
        try await home.submit(SampleCard.renewal(id: "one"), id: "one")
        let result = try await Command(
            [HandoffBinary.path] + words + ["--json"], environment: home.environment
        ).result()
        #expect(throws: Never.self, "\(result)") { try result.json }
        if words.first != "doctor" { #expect(result.status == 0 && result.output.contains(#""one""#), "\(result)") }
    }

    @Test("An outcome that the agent reports is in the audit once the console has seen it")
    func outcome() async throws {
        let home = try await Home()
        try await home.submit(SampleCard.small(id: "one"), id: "one")
        #expect(try await home.handoff("decide", "one", "approve").status == 0)
        let report = try await home.handoff("outcome", "one", "--status", "succeeded", "--detail", "closed")
        #expect(report.status == 0, "\(report)")
        let console = try await home.console()
        try await eventually("execution.finished in the audit", seen: console.capture) {
            try home.facts("execution.finished").isEmpty ? nil : ()
        }
    }
}
