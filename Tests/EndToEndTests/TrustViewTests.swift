import StrictJSON
import Testing

@Suite("The trust view", .fewAtOnce)
struct TrustViewTests {
    private static let policy = """
        version: 1
        first_time: act
        spot_checks: 0
        actions:
          ticket.close: {consequence: low, reversible: true, trust: ask_unless_authorized}

        """

    /// Where an operator approved so many tickets.
    private func home(approving count: Int) async throws -> Home {
        let home = try await Home(policy: Self.policy)
        for number in 0..<count {
            let id = "ticket-\(number)"
            try await home.submit(Self.ticket(id), id: id)
            #expect(try await home.handoff("decide", id, "approve").status == 0)
        }
        return home
    }

    private static func ticket(_ id: String) -> JSONValue { SampleCard.small(id: id, ["account": "acme"]) }

    @Test("Less can be granted than is suggested, and not more")
    func narrowing() async throws {
        let home = try await home(approving: 15)
        let found = try await home.handoff("trust", "suggestions", "--json").json.array
        let id = try #require(found?.first?["id"]?.string)
        #expect(try await home.handoff("trust", "accept", id, "--uses-per-day", "16").status == 64)
        #expect(try await home.handoff("trust", "accept", id, "--expires", "365d").status == 64)
        let accepted = try await home.handoff(
            "trust", "accept", String(id.prefix(8)), "--uses-per-day", "3", "--expires", "30d")
        #expect(accepted.status == 0 && accepted.output.hasPrefix("A1  approve unasked: ticket.close"), "\(accepted)")
        let grant = try await home.handoff("authorization", "list", "--json").json.array?.first?["grant"]
        #expect(grant?["caps"]?["uses_per_day"]?.number == 3)
        #expect(try await home.handoff("trust", "accept", id).status == 65)
    }

    @Test("What an operator always approved is suggested, accepted with two keys, and answered unasked from then on")
    func accepting() async throws {
        let home = try await home(approving: 20)
        let console = try await home.console(columns: 100, rows: 40)
        try await console.send("3")
        try await console.wait(for: "approve unasked: ticket.close, account acme")
        try await console.send("c")
        try await console.wait(for: "Accept this suggestion?")
        try await console.send("Y")
        try await console.wait(for: "Accepted: approve unasked: ticket.close")
        try await console.wait("no suggestion") { !$0.contains("* approve unasked") }

        let grants = try await home.handoff("authorization", "list", "--json").json.array
        #expect(grants?.compactMap { $0["state"]?.string } == ["active"])
        let agent = try home.start("submit", home.file("next", Self.ticket("next")), "--wait")
        let decision = try await agent.result().json
        #expect(decision["decision"]?.string == "approved" && decision["basis"]?.string == "authorization")
        #expect(try await home.handoff("audit", "verify", "--full").status == 0)
    }
}
