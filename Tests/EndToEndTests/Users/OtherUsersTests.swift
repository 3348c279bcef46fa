import Glibc
import StrictJSON
import TestSupport
import Testing

@Suite(
    "Agents that are other Unix users", .fewAtOnce,
    .enabled(if: SharedGate.isPossible, "needs root, to become other users"))
struct OtherUsersTests {
    private let mailer = SharedGate.mailer
    private let pruner = SharedGate.pruner
    private let operatorUser = SharedGate.gate

    @Test("One of them hands in, waits, is approved, reports; the record says who it was")
    func roundTrip() async throws {
        let gate = try await SharedGate()
        try await gate.submit(SampleCard.small(id: "one"), as: mailer)
        let waiting = try gate.start([gate.path, "wait", "one"], as: mailer)
        let decided = try await gate.handoff(["decide", "one", "approve"], as: operatorUser)
        #expect(decided.status == 0, "\(decided)")
        let result = try await waiting.result()
        #expect(result.status == 0, "\(result)")
        #expect(try result.json["decision"]?.string == "approved")
        #expect(result.errors.isEmpty, "\(result)")
        let report = try await gate.handoff(["outcome", "one", "--status", "succeeded"], as: mailer)
        #expect(report.status == 0, "\(report)")

        let shown = try await gate.handoff(["show", "one", "--json"], as: operatorUser)
        #expect(try shown.json["submitter"]?["user"] == 64_001, "\(shown)")
        let words = try await gate.handoff(["show", "one"], as: operatorUser)
        #expect(words.output.contains("user 64001"), "\(words)")
        _ = try await gate.handoff(["list"], as: operatorUser)
        let tail = try await gate.handoff(["audit", "tail"], as: operatorUser)
        #expect(tail.output.contains("from user 64001"), "\(tail)")
        #expect(tail.output.contains("succeeded"), "\(tail)")
        let doctor = try await gate.handoff(["doctor", "--json"], as: operatorUser)
        #expect(try doctor.json["assurance"]?["level"]?.string == "L1", "\(doctor)")
    }

    /// Shell commands that must fail for a member of the group, in a home with a decided card, one that waits and an outcome, all of
    /// another member's. `$R` is the home.
    private static let forbidden = [
        "cat $R/keys/ana.jwk", "ls $R/keys", "cat $R/audit/audit.jsonl", "ls $R/audit",
        "echo x >> $R/audit/audit.jsonl",
        "cat $R/index.sqlite", "echo x >> $R/index.sqlite", "rm -f $R/index.sqlite", "touch $R/index.sqlite-journal",
        "mkdir $R/other", "ls $R", "mv $R/keys $R/queue/new/keys", "mv $R/queue $R/elsewhere",
        "touch $R/running/waits", "rm -rf $R/running", "echo x > $R/queue/decisions/waits.json",
        "echo x >> $R/queue/decisions/decided.json", "rm -f $R/queue/decisions/decided.json",
        "mv $R/queue/decisions/decided.json $R/queue/tmp/x", "mv $R/queue/decisions $R/queue/tmp/x",
        "rm -f $R/queue/new/waits.json", "echo x >> $R/queue/new/waits.json",
        "mv $R/queue/new/waits.json $R/queue/tmp/x",
        "echo {} > $R/queue/tmp/mine && mv -f $R/queue/tmp/mine $R/queue/new/waits.json",
        "rm -f $R/queue/outcomes/decided.json", "echo x >> $R/queue/outcomes/decided.json",
        "echo {} > $R/queue/tmp/mine && mv -f $R/queue/tmp/mine $R/queue/outcomes/decided.json",
        "ln $R/queue/new/waits.json $R/queue/new/copy.json", "touch $R/queue/done/x", "touch $R/queue/bad/x",
        "echo x >> $R/queue/done/decided.json", "touch $R/queue/x", "chmod 777 $R/queue/new",
        "cat $R/config/config.yaml", "echo 'version: 1' > $R/config/policy.yaml", "ls $R/queue/saved/waits",
        "rm -rf $R/queue/saved/waits", "mv $R/queue/saved/waits $R/queue/saved/mine",
    ]

    @Test("It can reach neither keys, log, index, policy and marks, nor what is another's")
    func nothingElse() async throws {
        let gate = try await SharedGate()
        try await prepare(gate)
        _ = try await gate.handoff(["policy", "init"], as: operatorUser)
        #expect(try await gate.shell("mkdir -m 700 \(gate.root)/running", as: operatorUser))
        // Where the home is its own, all of them work: it is the permissions that keep it from them.
        let own = "\(gate.desk)/own"
        for command in Self.forbidden {
            let copy = "rm -rf \(own) && cp -a \(gate.root) \(own) && chown -R \(pruner.number) \(own)"
            #expect(try await Command(["sh", "-c", copy], environment: [:]).result().status == 0)
            #expect(try await gate.shell("R=\(own); \(command)", as: pruner), "\(command)")
            #expect(try await !gate.shell("R=\(gate.root); \(command)", as: pruner), "\(command)")
        }
        // What was tried has left no trace: the same command still means the same.
        let list = try await gate.handoff(["list", "--json"], as: operatorUser)
        #expect(try list.json.array?.compactMap { $0["id"]?.string } == ["waits"], "\(list)")
        let verify = try await gate.handoff(["audit", "verify"], as: operatorUser)
        #expect(verify.status == 0, "\(verify)")
        #expect(try await gate.handoff(["wait", "decided"], as: mailer).status == 0)
    }

    @Test(
        "No command decides for it",
        arguments: [["decide", "waits", "approve"], ["console", "--plain"], ["audit", "tail"]])
    func commands(words: [String]) async throws {
        let gate = try await SharedGate()
        try await prepare(gate)
        let result = try await gate.handoff(words, as: pruner)
        #expect(result.status == 77, "\(result)")
    }

    @Test("An executor's action runs when the gate's user lets it, and never for an agent; its secrets are the gate's")
    func executor() async throws {
        let gate = try await SharedGate()
        let (program, secrets, made) = (
            "\(gate.root)/config/executor", "\(gate.root)/config/secrets", "\(gate.root)/made"
        )
        let script = """
            umask 077
            printf '#!/bin/sh\necho "$TOKEN" >>\(made)\n' >\(program) && chmod 700 \(program)
            echo TOKEN=opensesame >\(secrets)
            cat >\(gate.root)/config/policy.yaml <<END
            version: 1
            first_time: act
            spot_checks: 0
            actions:
              ticket.close:
                {consequence: high, executor: {argv: [\(program)], environment_file: \(secrets)}}
            END
            """
        #expect(try await gate.shell(script, as: operatorUser))
        try await gate.submit(
            SampleCard.small(
                id: "one",
                [
                    "action": [
                        "type": "ticket.close", "target": "T-1", "reversible": false, "external": false, "scale": 1,
                    ]
                ]), as: mailer)
        for command in ["cat \(secrets)", "\(program)", "cat \(program)", "echo x >>\(program)"] {
            #expect(try await !gate.shell(command, as: mailer), "\(command)")
        }
        for words in [
            ["serve", "--once"], ["run", "--action", "ticket.close", "--", "true"], ["decide", "one", "approve"],
        ] {
            let tried = try await gate.handoff(words, as: mailer)
            #expect(tried.status == 77 || tried.status == 125, "\(tried)")
        }
        let idle = try await gate.handoff(["serve", "--once"], as: operatorUser)
        #expect(idle.status == 0, "\(idle)")
        #expect(Files.mode(made) == nil)
        let decided = try await gate.handoff(["decide", "one", "approve", "--confirm", "yes"], as: operatorUser)
        #expect(decided.status == 0, "\(decided)")
        for _ in 0..<2 { _ = try await gate.handoff(["serve", "--once"], as: operatorUser) }
        #expect(try Files.text(made) == "opensesame\n")
        // What became of it is the agent's to read, and not to change.
        let outcome = try await gate.handoff(["outcome", "one", "--status", "rolled_back"], as: mailer)
        #expect(outcome.status == 0, "\(outcome)")
        _ = try await gate.handoff(["list"], as: operatorUser)
        let report = try await gate.handoff(["audit", "report", "--json"], as: operatorUser)
        #expect(report.output.contains("\"succeeded\":1") || report.output.contains("\"succeeded\": 1"), "\(report)")
    }

    @Test("A folder that only its owner can move keeps nobody else waiting")
    func stuckFolder() async throws {
        let gate = try await SharedGate()
        try await gate.submit(SampleCard.small(id: "one"), as: mailer)
        #expect(try await gate.shell("mkdir -m 700 \(gate.queue)/outcomes/x.json \(gate.queue)/new/y.json", as: pruner))
        let decided = try await gate.handoff(["decide", "one", "approve"], as: operatorUser)
        #expect(decided.status == 0, "\(decided)")
        #expect(try await gate.handoff(["wait", "one"], as: mailer).status == 0)
        #expect(try await gate.handoff(["list"], as: operatorUser).status == 0)
        #expect(try await gate.handoff(["serve", "--once"], as: operatorUser).status == 0)
    }

    @Test("A report on another's card is refused, and does not stand in the way of the true one")
    func foreignReport() async throws {
        let gate = try await SharedGate()
        try await gate.submit(SampleCard.small(id: "one"), as: mailer)
        _ = try await gate.handoff(["decide", "one", "approve"], as: operatorUser)
        _ = try await gate.handoff(["outcome", "one", "--status", "failed"], as: pruner)
        _ = try await gate.handoff(["list"], as: operatorUser)
        let refused = try await gate.handoff(["audit", "tail"], as: operatorUser)
        #expect(refused.output.contains("user 64002 did not hand the card one in"), "\(refused)")
        #expect(!refused.output.contains("failed"), "\(refused)")
        _ = try await gate.handoff(["outcome", "one", "--status", "succeeded"], as: mailer)
        _ = try await gate.handoff(["list"], as: operatorUser)
        let recorded = try await gate.handoff(["audit", "tail"], as: operatorUser)
        #expect(recorded.output.contains("succeeded"), "\(recorded)")
    }

    @Test("Who is not in the group reaches nothing")
    func stranger() async throws {
        let gate = try await SharedGate()
        let card = String(decoding: SampleCard.small(id: "one").bytes(), as: UTF8.self)
        let result = try await gate.handoff(["submit", "-"], as: SharedGate.stranger, input: card)
        #expect(result.status == 77, "\(result)")
        #expect(try await !gate.shell("ls \(gate.queue)", as: SharedGate.stranger))
    }

    @Test("It takes its own card back, and is told why one was refused, whatever its umask")
    func own() async throws {
        let gate = try await SharedGate()
        try await gate.submit(SampleCard.small(id: "one"), as: mailer)
        _ = try await gate.handoff(["list"], as: operatorUser)
        #expect(try await gate.shell("rm \(gate.queue)/new/one.json", as: mailer))
        _ = try await gate.handoff(["list"], as: operatorUser)
        #expect(try await gate.handoff(["wait", "one"], as: mailer).status == 5)

        #expect(try await gate.shell("echo '{' > \(gate.queue)/new/two.json", as: mailer))
        _ = try await gate.handoff(["list"], as: operatorUser)
        let refused = try await gate.handoff(["wait", "two"], as: mailer)
        #expect(refused.status == 65 && refused.errors.contains("was refused"), "\(refused)")

        let card = "\(gate.desk)/three.json"
        try Files.write(SampleCard.small(id: "three").bytes(), to: card)
        chmod(card, 0o644)
        #expect(try await gate.shell("umask 077; \(gate.path) submit \(card)", as: mailer))
        let decide = "umask 077; HANDOFF_CONFIG=\(gate.root)/config \(gate.path) decide three approve"
        #expect(try await gate.shell(decide, as: operatorUser))
        #expect(try await gate.handoff(["wait", "three"], as: mailer).status == 0)
    }

    @Test("An approval whose time is over is known as such without the keys")
    func lapsed() async throws {
        let gate = try await SharedGate()
        let config = "\(gate.root)/config/config.yaml"
        #expect(try await gate.shell("echo 'approval_lifetime: 1s' > \(config)", as: operatorUser))
        try await gate.submit(SampleCard.small(id: "one"), as: mailer)
        _ = try await gate.handoff(["decide", "one", "approve"], as: operatorUser)
        _ = try await eventually("end of the approval") {
            try await gate.handoff(["wait", "one"], as: mailer).status == 5 ? true : nil
        }
    }

    /// A card of the mailer's that waits, with saved state, and one that is decided and reported.
    private func prepare(_ gate: SharedGate) async throws {
        try await gate.submit(SampleCard.small(id: "decided"), as: mailer)
        let decided = try await gate.handoff(["decide", "decided", "approve"], as: operatorUser)
        if decided.status != 0 { throw Home.CommandFailed(result: decided) }
        let report = try await gate.handoff(["outcome", "decided", "--status", "succeeded"], as: mailer)
        if report.status != 0 { throw Home.CommandFailed(result: report) }
        #expect(try await gate.shell("umask 077; mkdir \(gate.queue)/saved/waits", as: mailer))
        try await gate.submit(SampleCard.small(id: "waits"), as: mailer)
        _ = try await gate.handoff(["list"], as: operatorUser)
    }
}
