import StrictJSON
import TestSupport
import Testing

@Suite("A card goes from an agent to an operator and back", .fewAtOnce)
struct RoundTripTests {
    @Test("One key in the console decides; the agent that waits gets the decision", arguments: [(80, 24), (140, 45)])
    func oneKey(columns: Int, rows: Int) async throws {
        let home = try await Home()
        let id = "0193f1d2-7c1e-7d3a-9a55-0f2b6c1d8e90"
        let card = try SampleCard.renewal(id: id)
        let agent = try home.start("submit", home.file("example.json", card), "--wait")
        let console = try await home.console(columns: columns, rows: rows)
        try await console.wait(for: "lena@northwind.example")
        try await console.press("s")

        let result = try await agent.result()
        #expect(result.status == 0, "\(result)")
        #expect(result.output.hasSuffix("\n") && result.output.filter { $0 == "\n" }.count == 1, "\(result)")
        let decision = try result.json
        #expect(decision["card"]?.string == id)
        #expect(decision["decision"]?.string == "approved")
        #expect(decision["button"]?.string == "send")
        #expect(decision["basis"]?.string == "operator")
        #expect(decision["edited"]?.bool == false)
        #expect(decision["arguments"] == card["action"]?["arguments"])
        #expect(try JSONValue(parsing: Files.read("\(home.path)/queue/decisions/\(id).json")) == decision)

        let types = try home.audit.compactMap { $0["type"]?.string }
        let expected = ["log.opened", "handoff.proposed", "handoff.decided"]
        #expect(types.filter(expected.contains) == expected, "\(types)")
        #expect(try home.facts("handoff.proposed").first?["document"] == card)
        let decided = try #require(try home.facts("handoff.decided").first)
        #expect(decided["token"] == decision["token"])
        let verification = try await home.handoff("audit", "verify")
        #expect(verification.status == 0, "\(verification)")

        try await console.send("q")
        #expect(try await console.status() == 0)
    }

    @Test("Declining asks for a reason, which the agent gets")
    func decline() async throws {
        let home = try await Home()
        let agent = try home.start("submit", home.file("card", SampleCard.renewal(id: "one")), "--wait")
        let console = try await home.console()
        try await console.openPrompt("d", typing: "wrong price")
        try await console.send("Enter")
        let result = try await agent.result()
        #expect(result.status == 3, "\(result)")
        #expect(try result.json["message"]?.string == "wrong price")
        #expect(try home.facts("handoff.decided").first?["message"]?.string == "wrong price")
    }

    @Test("`init` makes keys that only their owner can read, and never replaces them")
    func keys() async throws {
        let home = try await Home()
        #expect(Files.mode("\(home.path)/keys") == 0o700)
        let key = "\(home.path)/keys/ana.jwk"
        #expect(Files.mode(key) == 0o600)
        let before = try Files.read(key)
        _ = try await home.handoff("init")
        #expect(try Files.read(key) == before)
    }

    @Test("A console at work shows an arrival, and an empty queue again after the decision")
    func arrival() async throws {
        let home = try await Home()
        let console = try await home.console()
        try await home.submit(SampleCard.small(id: "late", ["proposal": "Close the stale ticket."]), id: "late")
        try await console.wait(for: "Close the stale ticket")
        try await console.press("s")
        try await console.wait("no card") { !$0.contains("Close the stale ticket") }
        #expect(try await home.handoff("wait", "late").status == 0)
    }

    @Test("The console survives a resize to every layout and back")
    func resize() async throws {
        let home = try await Home()
        try await home.submit(SampleCard.small(id: "one", ["proposal": "Close the stale ticket."]), id: "one")
        let console = try await home.console()
        try await console.wait(for: "Close the stale ticket")
        try await console.resize(columns: 50, rows: 10)
        try await console.wait(for: "60×16")
        for (columns, rows) in [(60, 16), (140, 45), (80, 24)] {
            try await console.resize(columns: columns, rows: rows)
            try await console.wait(for: "Close the stale ticket")
        }
        try await console.press("s")
        #expect(try await home.handoff("wait", "one").status == 0)
    }
}
