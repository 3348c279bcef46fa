import Glibc
import StrictJSON
import TestSupport
import Testing

@Suite("handoff serve", .fewAtOnce)
struct ServeTests {
    /// A home whose policy has an executor that is this script.
    private func home(_ script: String, more: String = "", rules: String = "") async throws -> Home {
        let home = try await Home()
        let program = try home.file("executor", "#!/bin/sh\n" + script)
        chmod(program, 0o700)
        let policy = """
            version: 1
            first_time: act
            spot_checks: 0
            actions:
              ticket.close:
                {consequence: low, reversible: true, external: false, executor: {argv: ["\(program)", "word"]\(more)}}
            \(rules)

            """
        try home.setPolicy(policy)
        let check = try await home.handoff("policy", "check")
        try #require(check.status == 0, "\(check)")
        return home
    }

    /// An operator decides what the agent says was not tried before.
    private static let asks = """
        rules:
          - id: ask
            when: {action: "ticket.close"}
            ruling: ask
            because: "a test asks"
        """

    private func card(_ id: String) -> JSONValue {
        SampleCard.small(
            id: id,
            [
                "account": "acme",
                "action": [
                    "type": "ticket.close", "target": "T-1", "arguments": ["note": "a \"b\""], "reversible": true,
                    "external": false, "scale": 1,
                ],
            ])
    }

    @Test("An approved card is carried out once, with its arguments on standard input; its agent reads the result")
    func approved() async throws {
        let home = try await home(
            #"cat >>"$0.in"; echo "$* $HANDOFF_CARD $HANDOFF_ACTION $HANDOFF_ACCOUNT $HANDOFF_TARGET $HOME""#,
            rules: Self.asks)
        try await home.submit(card("one"), id: "one")
        #expect(try await home.handoff("serve", "--once").status == 0)
        #expect(try home.facts("execution.started").isEmpty)
        #expect(try await home.handoff("decide", "one", "approve").status == 0)
        for _ in 0..<2 {
            let result = try await home.handoff("serve", "--once")
            #expect(result.status == 0 && result.output.isEmpty, "\(result)")
        }
        let folder = home.path.split(separator: "/").dropLast().joined(separator: "/")
        #expect(try Files.text("/\(folder)/executor.in") == #"{"note":"a \"b\""}"#)
        let finished = try home.facts("execution.finished")
        #expect(finished.count == 1 && finished[0]["run"]?["exit"]?.number == 0, "\(finished)")
        #expect(finished[0]["run"]?["output"]?.string == "word one ticket.close acme T-1 \n")
        let outcome = try JSONValue(parsing: Files.read("\(home.path)/queue/outcomes/one.json"))
        #expect(outcome["status"]?.string == "succeeded")
        #expect(Files.names(in: "\(home.path)/queue/outcomes") == ["one.json"])
    }

    @Test("A running serve takes what comes, and TERM lets it finish")
    func running() async throws {
        let home = try await home("sleep 0.3; echo done")
        let serve = try home.start("serve")
        try await home.submit(card("one"), id: "one")
        try await eventually("its start", seen: { serve.errors }) {
            try home.facts("execution.started").isEmpty ? nil : ()
        }
        // As the kernel does when somebody opens the policy while it is read.
        serve.process.signal(SIGIO)
        serve.process.signal(SIGTERM)
        let result = try await serve.result()
        #expect(result.status == 0 && result.errors.contains("finished one"), "\(result)")
        #expect(try home.facts("execution.finished").first?["status"]?.string == "succeeded")
    }

    @Test("A second signal ends what runs")
    func ended() async throws {
        let home = try await home("sleep 1000")
        let serve = try home.start("serve")
        try await home.submit(card("one"), id: "one")
        try await eventually("its start", seen: { serve.errors }) {
            try home.facts("execution.started").isEmpty ? nil : ()
        }
        serve.process.signal(SIGTERM)
        try await eventually("its stopping") { serve.errors.contains("stopping") ? () : nil }
        serve.process.signal(SIGTERM)
        #expect(try await serve.result().status == 0)
        #expect(try home.facts("execution.finished").first?["run"]?["signal"]?.number == 15)
    }

    @Test("An environment file that others can read is not used")
    func environment() async throws {
        let place = try await Home()
        let file = try place.file("secrets", "# for the tests\nTOKEN=s3=cret\n")
        for (mode, status) in [(0o644, "not_attempted"), (0o600, "succeeded")] as [(mode_t, String)] {
            chmod(file, mode)
            let home = try await home(#"test "$TOKEN" = s3=cret"#, more: ", environment_file: \(file)")
            try await home.submit(card("one"), id: "one")
            #expect(try await home.handoff("serve", "--once").status == 0)
            #expect(try home.facts("execution.finished").first?["status"]?.string == status)
        }
    }

    @Test("A script that others can change is not given to its program")
    func script() async throws {
        let home = try await Home()
        let script = try home.file("script", "echo done\n")
        try home.setPolicy(
            """
            version: 1
            first_time: act
            actions:
              ticket.close: {consequence: low, reversible: true, executor: {argv: [/bin/sh, "\(script)"]}}

            """)
        for (mode, status) in [(0o646, "not_attempted"), (0o644, "succeeded")] as [(mode_t, String)] {
            chmod(script, mode)
            try await home.submit(card(status), id: status)
            #expect(try await home.handoff("serve", "--once").status == 0)
            let outcome = try JSONValue(parsing: Files.read("\(home.path)/queue/outcomes/\(status).json"))
            #expect(outcome["status"]?.string == status, "\(outcome)")
        }
    }

    @Test("An executor that is named by a link is started where the link led when it was looked at")
    func link() async throws {
        let home = try await Home()
        let program = try home.file("executor", "#!/bin/sh\necho \"$0\"\n")
        chmod(program, 0o700)
        symlink(program, program + ".link")
        try home.setPolicy(
            """
            version: 1
            first_time: act
            actions:
              ticket.close: {consequence: low, reversible: true, executor: {argv: ["\(program).link"]}}

            """)
        try await home.submit(card("one"), id: "one")
        #expect(try await home.handoff("serve", "--once").status == 0)
        #expect(try home.facts("execution.finished").first?["run"]?["output"]?.string == program + "\n")
    }

    @Test("An executor that takes too long is ended")
    func timeout() async throws {
        let home = try await home("sleep 1000", more: ", timeout: 1s")
        try await home.submit(card("one"), id: "one")
        #expect(try await home.handoff("serve", "--once").status == 0)
        #expect(try home.facts("execution.finished").first?["run"]?["timed_out"]?.bool == true)
    }

    @Test("What was approved and is over when serve comes is not carried out")
    func over() async throws {
        let home = try await home("true", rules: Self.asks)
        let settings = try #require(home.environment["HANDOFF_CONFIG"]) + "/config.yaml"
        try Files.write(Array("approval_lifetime: 1s\n".utf8), to: settings)
        try await home.submit(card("one"), id: "one")
        #expect(try await home.handoff("decide", "one", "approve").status == 0)
        try await eventually("the end of the approval's time") {
            try await home.handoff("wait", "one").status == 5 ? () : nil
        }
        #expect(try await home.handoff("serve", "--once").status == 0)
        #expect(try home.facts("execution.started").isEmpty)
    }

    @Test("In the place of what is refused comes what waits behind it")
    func refused() async throws {
        let home = try await home("true", rules: Self.asks)
        for id in ["one", "two"] { try await home.submit(card(id), id: id) }
        #expect(try await home.handoff("decide", "one", "approve").status == 0)
        let policy = try #require(home.environment["HANDOFF_CONFIG"]) + "/policy.yaml"
        try home.setPolicy(try Files.text(policy).replacing("a test asks", with: "another test asks"))
        #expect(try await home.handoff("decide", "two", "approve").status == 0)
        let result = try await home.handoff("serve", "--once", "--at-once", "1")
        #expect(result.status == 0 && result.errors.contains("not released one"), "\(result)")
        #expect(try home.facts("execution.finished").first?["card"]?.string == "two")
    }

    @Test("A policy that cannot be used keeps everything from being approved, in words, and loses no approval")
    func brokenPolicy() async throws {
        let home = try await home("true", rules: Self.asks)
        for id in ["one", "two"] { try await home.submit(card(id), id: id) }
        #expect(try await home.handoff("decide", "one", "approve").status == 0)
        let policy = try #require(home.environment["HANDOFF_CONFIG"]) + "/policy.yaml"
        let text = try Files.text(policy)
        try home.setPolicy(text + "typo: 1\n")
        let decided = try await home.handoff("decide", "two", "approve")
        #expect(decided.status == 77 && decided.errors.contains("typo is not known here"), "\(decided)")
        for result in [try await home.handoff("list"), try await home.handoff("serve", "--once")] {
            #expect(result.status == 0 && result.errors.contains("typo is not known here"), "\(result)")
        }
        try home.setPolicy(text)
        #expect(chmod(policy, 0o666) == 0)
        let check = try await home.handoff("policy", "check")
        #expect(check.status == 65 && check.errors.contains("can be changed by others"), "\(check)")
        #expect(chmod(policy, 0o600) == 0)
        #expect(try await home.handoff("policy", "check").status == 0)
        #expect(try await home.handoff("serve", "--once").status == 0)
        #expect(try home.facts("execution.finished").first?["card"]?.string == "one")
    }

    @Test("Two at once carry each card out once")
    func two() async throws {
        let start = ContinuousClock.now
        let count = Soak.count(ordinary: 20, soak: 2000)
        let home = try await home(#"echo "$HANDOFF_CARD" >>"$0.ran""#)
        for number in 0..<count {
            let id = "card-\(number)"
            try Files.write(card(id).bytes(), to: "\(home.path)/queue/tmp/\(id)")
            rename("\(home.path)/queue/tmp/\(id)", "\(home.path)/queue/new/\(id).json")
        }
        let serves = try [home.start("serve", "--once"), home.start("serve", "--once")]
        for serve in serves {
            let result = try await serve.result(within: .seconds(600))
            #expect(result.status == 0, "\(result)")
        }
        let folder = home.path.split(separator: "/").dropLast().joined(separator: "/")
        let ran = try Files.text("/\(folder)/executor.ran").split(separator: "\n")
        let doubles = ran.count - Set(ran).count
        #expect(Set(ran).count == count && doubles == 0)
        #expect(try home.facts("handoff.refused").isEmpty)
        Soak.report(promise: 3, name: "cards that two gates would carry out", runs: count, lost: doubles, since: start)
    }
}
