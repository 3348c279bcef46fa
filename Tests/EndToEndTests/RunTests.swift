import Glibc
import StrictJSON
import TestSupport
import Testing

@Suite("handoff run", .fewAtOnce)
struct RunTests {
    /// Lets commands through whose program is not touch.
    private static let letsThrough = """
        version: 1
        first_time: act
        spot_checks: 0
        actions:
          command.run: {consequence: low, reversible: true, external: false}
          file.touch: {consequence: medium, reversible: false, external: false}
        rules:
          - id: never
            when: {action: "command.run", target: "/bin/false"}
            ruling: forbid
            because: "it only fails"
        """

    private func home() async throws -> Home { try await Home(policy: Self.letsThrough) }

    private func waiting(_ command: Command) async throws -> String {
        try await eventually("a card that waits", seen: { command.errors }) {
            let words = command.errors.split(separator: " ")
            return words.count > 2 && words[2] == "waits" ? String(words[1]) : nil
        }
    }

    @Test("What the policy lets through runs at once: one write before, one after, and no file in the queue")
    func atOnce() async throws {
        let home = try await home()
        let result = try await home.handoff(
            "run", "--reversible", "--internal", "--", "sh", "-c", "echo out; echo err >&2; exit 7")
        #expect(result.status == 7 && result.output == "out\n" && result.errors == "err\n", "\(result)")
        let types = try home.audit.compactMap { $0["type"]?.string }.filter {
            !$0.hasPrefix("log.") && $0 != "policy.loaded"
        }
        #expect(types == ["handoff.proposed", "handoff.decided", "execution.started", "execution.finished"])
        let run = try #require(try home.facts("execution.finished").first?["run"])
        #expect(run["exit"]?.number == 7)
        #expect(run["output"]?.string?.contains("out\n") == true && run["output"]?.string?.contains("err\n") == true)
        for folder in ["new", "decisions", "done"] { #expect(Files.names(in: "\(home.path)/queue/\(folder)") == []) }
    }

    @Test("Without a decision nothing runs, with one it runs once, and its approval is used up")
    func decided() async throws {
        let home = try await home()
        let mark = home.path + "/made"
        let command = try home.start("run", "--action", "file.touch", "--", "sh", "-c", "echo x >>\(mark)")
        let id = try await waiting(command)
        #expect(Files.mode(mark) == nil)
        let shown = try await home.handoff("show", id, "--json")
        #expect(shown.output.contains("echo x") && Files.mode(mark) == nil, "\(shown)")
        #expect(try await home.handoff("decide", id, "approve", "--confirm", "yes").status == 0)
        #expect(try await command.result().status == 0)
        #expect(try Files.text(mark) == "x\n")
        #expect(try home.facts("execution.finished").count == 1)
    }

    @Test("A script among the words is approved as it stands")
    func script() async throws {
        let home = try await home()
        let script = home.path + "/script"
        try Files.write(Array("echo first\n".utf8), to: script)
        let own = try Command(
            [
                "/bin/sh", "-c",
                "cd \(home.path) && exec \(HandoffBinary.path) run --action file.touch -- /bin/sh script",
            ],
            environment: home.environment)
        let id = try await waiting(own)
        try Files.write(Array("echo second\n".utf8), to: script)
        #expect(try await home.handoff("decide", id, "approve", "--confirm", "yes").status == 0)
        let result = try await own.result()
        #expect(result.status == 125 && result.output == "", "\(result)")
        #expect(result.errors.contains("/script is not what it was when the command was proposed"), "\(result)")
    }

    @Test("What a path leads to is approved with it: a program or directory that was replaced meanwhile is not used")
    func replaced() async throws {
        for isDirectory in [false, true] {
            let home = try await home()
            let (program, folder) = (home.path + "/tool", home.path + "/place")
            try Files.replace(program, with: Array("#!/bin/sh\necho first\n".utf8))
            chmod(program, 0o700)
            mkdir(folder, 0o700)
            let own = try Command(
                ["/bin/sh", "-c", "cd \(folder) && exec \(HandoffBinary.path) run --action file.touch -- \(program)"],
                environment: home.environment)
            let id = try await waiting(own)
            if isDirectory {
                rename(folder, folder + ".old")
                symlink("/", folder)
            } else {
                try Files.replace(program + ".new", with: Array("#!/bin/sh\necho second\n".utf8))
                chmod(program + ".new", 0o700)
                rename(program + ".new", program)
            }
            #expect(try await home.handoff("decide", id, "approve", "--confirm", "yes").status == 0)
            let result = try await own.result()
            #expect(result.status == 125 && result.output == "", "\(result)")
            #expect(result.errors.contains("is not what it was when the command was proposed"), "\(result)")
        }
    }

    @Test("125 when it was declined, forbidden, or not decided in time; nothing runs")
    func notLetThrough() async throws {
        let home = try await home()
        let mark = home.path + "/made"
        let command = try home.start("run", "--action", "file.touch", "--", "touch", mark)
        #expect(
            try await home.handoff("decide", try await waiting(command), "decline", "--reason", "not now").status == 0)
        let declined = try await command.result()
        #expect(declined.status == 125 && declined.errors.contains("not now"), "\(declined)")
        let late = try await home.handoff("run", "--action", "file.touch", "--timeout", "1s", "--", "touch", mark)
        #expect(late.status == 125 && late.errors.contains("in time"), "\(late)")
        #expect(Files.names(in: "\(home.path)/queue/new") == [])
        let forbidden = try await home.handoff("run", "--reversible", "--internal", "--", "/bin/false")
        #expect(forbidden.status == 125 && forbidden.errors.contains("it only fails"), "\(forbidden)")
        #expect(Files.mode(mark) == nil)
        #expect(try home.facts("execution.started").isEmpty)
    }

    @Test("An approval with edits runs the edited command")
    func edited() async throws {
        let home = try await home()
        let (first, second) = (home.path + "/first", home.path + "/second")
        let command = try home.start("run", "--action", "file.touch", "--", "touch", first)
        let id = try await waiting(command)
        let card = try JSONValue(parsing: Files.read("\(home.path)/queue/new/\(id).json"))
        var arguments = try #require(card["action"]?["arguments"]?.object)
        arguments["argv"] = ["sh", "-c", .string("echo $0 >\(second)"), "here"]
        let edit = try home.file("edit.json", .object(arguments))
        let decided = try await home.handoff("decide", id, "approve", "--edit", edit, "--confirm", "yes")
        #expect(decided.status == 0, "\(decided)")
        let result = try await command.result()
        #expect(result.status == 0, "\(result)")
        #expect(Files.mode(first) == nil)
        #expect(try Files.text(second) == "here\n")
    }

    @Test("A signal ends the command, and 128 and its number are passed on")
    func signals() async throws {
        let home = try await home()
        let result = try await home.handoff("run", "--reversible", "--internal", "--", "sh", "-c", "kill -15 $$")
        #expect(result.status == 143, "\(result)")
        let command = try home.start(
            "run", "--reversible", "--internal", "--", "sh", "-c",
            "trap 'echo told; exit 9' TERM; echo up; while :; do sleep 0.05; done")
        try await eventually("its start") { command.output.contains("up") ? () : nil }
        command.process.signal(SIGTERM)
        let told = try await command.result()
        #expect(told.status == 9 && told.output == "up\ntold\n", "\(told)")
    }

    @Test("A signal while it waits takes the card back", arguments: [SIGTERM, SIGINT, SIGHUP])
    func interrupted(signal: Int32) async throws {
        let home = try await home()
        let command = try home.start("run", "--action", "file.touch", "--", "touch", home.path + "/made")
        let id = try await waiting(command)
        #expect(try await home.handoff("list").output.contains("touch"))
        command.process.signal(signal)
        let result = try await command.result()
        #expect(result.status == 125 && result.errors.contains("taken back"), "\(result)")
        #expect(try home.facts("handoff.withdrawn").map { $0["card"]?.string } == [id])
        #expect(Files.names(in: "\(home.path)/queue/new") == [])
        #expect(Files.names(in: "\(home.path)/running") == [])
    }

    @Test("kill -9 while it waits: whoever looks at the queue takes the card back, and nobody approves it")
    func killedWhileItWaits() async throws {
        let home = try await home()
        var ids: [String] = []
        for _ in 0..<2 {
            let command = try home.start("run", "--action", "file.touch", "--", "touch", home.path + "/made")
            ids.append(try await waiting(command))
            command.process.signal(SIGKILL)
            _ = try await command.result()
        }
        // Marks of the last second may be somebody's who is about to lock them.
        try await eventually("its withdrawal") {
            _ = try await home.handoff("decide", ids[0], "skip")
            return try home.facts("handoff.withdrawn").count == 2 ? () : nil
        }
        let late = try await home.handoff("decide", ids[1], "approve", "--confirm", "yes")
        #expect(late.status != 0, "\(late)")
        #expect(Files.names(in: "\(home.path)/queue/new") == [] && Files.names(in: "\(home.path)/running") == [])
        #expect(Files.mode(home.path + "/made") == nil)
    }

    @Test("125 for who has no key, and for a program that is not there; 64 without a command")
    func usage() async throws {
        let home = try await home()
        #expect(try await home.handoff("run").status == 64)
        #expect(try await home.handoff("run", "--", "no-such-program").status == 125)
        unlink("\(home.path)/keys/ana.jwk")
        let result = try await home.handoff("run", "--reversible", "--internal", "--", "true")
        #expect(result.status == 125 && result.errors.contains("handoff ask"), "\(result)")
    }

    @Test("At a terminal the command has it: it reads, and ^C is its own")
    func terminal() async throws {
        let home = try await home()
        let run = "\(HandoffBinary.path) run --reversible --internal -- sh -c"
        let script = try home.file(
            "script",
            """
            \(run) 'echo ask; read x; echo got $x; exec sleep 100'
            echo status $?
            read y; echo shell got $y; sleep 100
            """)
        let session = try await TmuxSession(
            columns: 80, rows: 24, command: ["sh", script], environment: home.environment)
        try await session.wait("the question") { $0.contains("ask") }
        try await session.send("hello", "Enter")
        try await session.wait("the answer") { $0.contains("got hello") }
        try await session.send("C-c")
        try await session.wait("its end") { $0.contains("status 130") }
        try await session.send("still", "Enter")
        try await session.wait("the shell's answer") { $0.contains("shell got still") }
    }

    /// The command as it is used; `KilledGateTests` has the large counts, with less around each kill.
    @Test("kill -9 between start and result: nothing runs twice, and a card asks what became of it")
    func killed() async throws {
        let start = ContinuousClock.now
        let count = Soak.count(ordinary: 5, soak: 500)
        var (doubles, unasked) = (0, 0)
        var home = try await home()
        for number in 0..<count {
            if number % 50 == 0 { home = try await self.home() }
            let mark = "\(home.path)/made-\(number)"
            let command = try home.start(
                "run", "--reversible", "--internal", "--", "sh", "-c", "echo $$ >>\(mark); exec sleep 30")
            let pid = try await eventually("its start", every: .milliseconds(2)) {
                pid_t((try? Files.text(mark).trimmed) ?? "")
            }
            command.process.signal(SIGKILL)
            _ = try await command.result()
            let list = try await home.handoff("list", "--json")
            let unknown = try home.facts("execution.unknown")
            let asked = unknown.last?["asked"]?.string ?? "nothing"
            if unknown.count != number % 50 + 1 || !list.output.contains(asked) { unasked += 1 }
            if try Files.text(mark).trimmed != "\(pid)" { doubles += 1 }
            kill(pid, SIGKILL)
        }
        #expect(doubles == 0 && unasked == 0)
        Soak.report(promise: 3, name: "run killed between start and result", runs: count, lost: doubles, since: start)
        Soak.report(promise: 4, name: "unknown results that ask", runs: count, lost: unasked, since: start)
    }
}
