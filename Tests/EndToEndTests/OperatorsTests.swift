import StrictJSON
import TestSupport
import Testing

@Suite("Operators with keys of their own", .fewAtOnce)
struct OperatorsTests {
    @Test("`init --operator` adds a key, and with two somebody has to say who decides")
    func second() async throws {
        let home = try await Home()
        let added = try await home.handoff("init", "--operator", "ben", "--json")
        #expect(added.status == 0, "\(added)")
        #expect(try added.json["operator"]?.string == "ben")
        #expect(try added.json["made"]?.array == [.string("\(home.path)/keys/ben.jwk")])
        let again = try await home.handoff("init", "--operator", "ben", "--json")
        #expect(try again.json["made"]?.array == [], "\(again)")
        #expect(Files.mode("\(home.path)/keys/ben.jwk") == 0o600)
        #expect(Files.names(in: "\(home.path)/keys/trusted") == ["ana.jwk", "ben.jwk"])

        try await home.submit(SampleCard.small(id: "one"), id: "one")
        let nobody = try await home.handoff("decide", "one", "approve")
        #expect(nobody.status == 64 && nobody.errors.contains("ana, ben"), "\(nobody)")
        let unknown = try await home.handoff("decide", "one", "approve", "--operator", "eve")
        #expect(unknown.status == 77, "\(unknown)")
        let ben = try await home.handoff("decide", "one", "approve", "--operator", "ben", "--json")
        #expect(try ben.json["operator"]?.string == "ben", "\(ben)")
        // The agent's side needs nobody's name.
        let waited = try await home.handoff("wait", "one")
        #expect(waited.status == 0, "\(waited)")
        let doctor = try await home.handoff("doctor", "--json")
        let keys = try doctor.json["checks"]?.array?.first { $0["check"]?.string == "keys" }
        #expect(keys?["finding"]?.string?.contains("hats, not people") == true, "\(doctor)")
    }

    @Test("HANDOFF_OPERATOR says it for all commands; two approve what needs two")
    func two() async throws {
        let home = try await Home()
        _ = try await home.handoff("init", "--operator", "ben")
        let policy =
            "version: 1\ndefault: ask\nrules:\n  - {id: two, when: {action: ticket.close}, ruling: ask_two, because: \"it takes two\", match: [{action: ticket.close}], not_match: [{action: x.y}]}\n"
        try home.setPolicy(policy)
        try await home.submit(SampleCard.small(id: "one"), id: "one")
        func decide(_ name: String) async throws -> Command.Result {
            let environment = home.environment.merging(["HANDOFF_OPERATOR": name]) { _, new in new }
            return try await Command(
                [HandoffBinary.path, "decide", "one", "approve", "--confirm", "yes"], environment: environment
            ).result()
        }
        let first = try await decide("ana")
        #expect(first.status == 0 && first.output.contains("first of two"), "\(first)")
        let same = try await decide("ana")
        #expect(same.status == 77 && same.errors.contains("needs two operators"), "\(same)")
        let second = try await decide("ben")
        #expect(second.status == 0 && second.output.contains("as ben"), "\(second)")
        #expect(try home.facts("handoff.endorsed").first?["operator"]?.string == "ana")
        #expect(try await home.handoff("wait", "one").status == 0)
    }
}
