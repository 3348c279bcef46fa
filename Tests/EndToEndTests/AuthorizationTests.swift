import Glibc
import StrictJSON
import TestSupport
import Testing

@Suite("handoff authorization", .fewAtOnce)
struct AuthorizationTests {
    private static let policy = """
        version: 1
        first_time: act
        spot_checks: 0
        actions:
          mail.send: {consequence: high, external: true, scale_from: /to, target_from: /to}
          command.run: {consequence: low}

        """

    private func home() async throws -> Home { try await Home(policy: Self.policy) }

    private func mail(_ id: String, to: String) -> JSONValue {
        SampleCard.small(
            id: id,
            [
                "account": "acme",
                "action": [
                    "type": "mail.send", "arguments": ["to": [.string(to)]], "reversible": false, "external": true,
                ],
            ])
    }

    @Test("Granted, it answers what is in its scope; listed, shown and revoked, it answers nothing more")
    func life() async throws {
        let home = try await home()
        let scope = ["--action", "mail.send", "--account", "acme", "--target", "*@customer.example"]
        let words = ["authorization", "grant"] + scope
        let unconfirmed = try await Command(
            [HandoffBinary.path] + words, environment: home.environment
        ).result()
        #expect(unconfirmed.status == 77 && unconfirmed.errors.contains("--confirm yes"), "\(unconfirmed)")
        let granted = try await Command(
            [HandoffBinary.path] + words + ["--confirm", "yes", "--note", "our customers", "--max-external", "1"],
            environment: home.environment
        ).result()
        #expect(granted.status == 0 && granted.output == "A1\n", "\(granted)")

        try await home.submit(mail("in", to: "lena@customer.example"), id: "in")
        try await home.submit(mail("out", to: "x@evil.example"), id: "out")
        let pending = try await home.handoff("list", "--json")
        #expect(try pending.json.array?.compactMap { $0["id"]?.string } == ["out"])
        let waited = try await home.handoff("wait", "in")
        #expect(waited.status == 0)
        #expect(try waited.json["basis"]?.string == "authorization")
        let shown = try await home.handoff("show", "out")
        #expect(shown.output.contains("outside A1: the target is x@evil.example, not *@customer.example"), "\(shown)")

        let list = try await home.handoff("authorization", "list", "--json")
        let row = try #require(try list.json.array?.first)
        #expect(row["state"]?.string == "active" && row["uses"]?.number == 1, "\(list)")
        #expect(row["grant"]?["note"]?.string == "our customers")

        let revoked = try await home.handoff("authorization", "revoke", "a1", "--reason", "over")
        #expect(revoked.status == 0 && revoked.output == "revoked A1\n", "\(revoked)")
        try await home.submit(mail("later", to: "lena@customer.example"), id: "later")
        let after = try await home.handoff("list", "--json")
        #expect(try after.json.array?.count == 2)
        let page = try await home.handoff("authorization", "show", "A1")
        #expect(page.output.contains("REVOKED") && page.output.contains("over"), "\(page)")
        #expect(try await home.handoff("authorization", "resume", "A1").status == 77)
        #expect(try await home.handoff("authorization", "revoke", "A9").status == 65)
        #expect(try await home.handoff("authorization", "revoke").status == 64)
        #expect(try await home.handoff("audit", "verify", "--full").status == 0)
    }

    @Test("Whoever pauses all pauses all, and resumes them one by one")
    func pausing() async throws {
        let home = try await home()
        for account in ["acme", "globex"] {
            let granted = try await home.handoff(
                "authorization", "grant", "--action", "command.run", "--account", account)
            #expect(granted.status == 0, "\(granted)")
        }
        let paused = try await home.handoff("authorization", "suspend", "--all", "--reason", "incident")
        #expect(paused.output == "suspended A1\nsuspended A2\n", "\(paused)")
        #expect(try await home.handoff("authorization", "resume", "A2").status == 0)
        let list = try await home.handoff("authorization", "list", "--json")
        #expect(try list.json.array?.compactMap { $0["state"]?.string } == ["suspended", "active"])
    }

    /// Each runs a command again and again, which writes down when it began; at some moment another process revokes.
    @Test("While many processes execute, none begins after the command that revokes has ended")
    func racing() async throws {
        let start = ContinuousClock.now
        let (rounds, many) = (Soak.count(ordinary: 1, soak: 40), Soak.count(ordinary: 6, soak: 32))
        var (begun, late) = (0, 0)
        for _ in 0..<rounds {
            let home = try await home()
            let granted = try await home.handoff(
                "authorization", "grant", "--action", "command.run", "--account", "acme", "--uses-per-day", "100000")
            #expect(granted.status == 0, "\(granted)")
            let log = home.path + "/begun"
            // What is not let through waits in the queue, and is given up at once.
            let run =
                "\(HandoffBinary.path) run --account acme --irreversible --internal --timeout 1s -- sh -c 'echo >>\(log)'"
            let loop = "while \(run); do :; done"
            let loops = try (0..<many).map { _ in
                try Command(["sh", "-c", loop], environment: home.environment)
            }
            try await eventually("a few that began", seen: { loops[0].errors }) {
                (try? Files.text(log).count >= many / 2) == true ? () : nil
            }
            #expect(try await home.handoff("authorization", "revoke", "A1").status == 0)
            for loop in loops { _ = try await loop.result() }
            let starts = try Files.text(log).count { $0 == "\n" }
            // Each began after its line in the log was written, and before the next of its loop.
            let types = try home.audit.compactMap { $0["type"]?.string }
            let revoked = try #require(types.firstIndex(of: "authorization.revoked"))
            let behind = types[revoked...].count { $0 == "execution.started" || $0 == "authorization.used" }
            let started = types.count { $0 == "execution.started" }
            #expect(behind == 0 && started == starts)
            begun += started
            late += behind
        }
        Soak.report(
            promise: 25, name: "\(many) processes executing while one revokes", runs: begun, lost: late, since: start)
    }
}
