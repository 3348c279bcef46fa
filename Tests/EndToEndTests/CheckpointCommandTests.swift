import Glibc
import TestSupport
import Testing

@Suite("Commands that get the signed checkpoints", .fewAtOnce)
struct CheckpointCommandTests {
    /// A home in which `copy_checkpoints_to` has these commands; `FOLDER` in the scripts is where they may write.
    private func home(_ scripts: String...) async throws -> (home: Home, folder: String) {
        let home = try await Home()
        let folder = "\(home.path)/.."
        let commands = try scripts.enumerated().map { number, script in
            let text = "#!/bin/sh\n" + script.replacing("FOLDER", with: folder)
            let path = try home.file("command-\(number)", text)
            try SystemError.check(chmod(path, 0o700), "chmod")
            return "{command: [\(path), --to, \"a b\"]}"
        }
        _ = try home.file(
            "config/config.yaml", "audit: {copy_checkpoints_to: [\(commands.joined(separator: ", "))]}\n")
        try await home.submit(SampleCard.small(id: "card"), id: "card")
        return (home, folder)
    }

    private func text(_ path: String) -> String? { try? Files.text(path) }

    @Test("the note of a command that ends at once arrives whole, with nothing else of ours")
    func arrives() async throws {
        let (home, folder) = try await home(
            #"printf "%s|" "$@" >FOLDER/words; ls /proc/self/fd >FOLDER/descriptors; cat >FOLDER/part; mv FOLDER/part FOLDER/note"#
        )
        let script = #"exec 9>"$1"; shift; exec "$@""#
        let decided = try await Command(
            ["/bin/sh", "-c", script, "sh", "\(folder)/lock", HandoffBinary.path, "decide", "card", "approve"],
            environment: home.environment
        ).result()
        #expect(decided.status == 0, "\(decided)")
        let note = try await eventually("the note") { text("\(folder)/note") }
        let kept = try Files.text("\(home.path)/audit/checkpoints")
        #expect(!note.isEmpty && kept.hasSuffix(note + "\n"))
        #expect(text("\(folder)/words") == "--to|a b|")
        // The fourth is the folder that `ls` reads.
        #expect(text("\(folder)/descriptors") == "0\n1\n2\n3\n")
        let verified = try await home.handoff("audit", "verify", "--since", "\(folder)/note", "--json")
        #expect(verified.status == 0, "\(verified)")
    }

    @Test("no decision waits for a command, and a failing one keeps no other from its note")
    func waitsForNone() async throws {
        let (home, folder) = try await home(
            "exit 1", "kill -9 $$", "until [ -e FOLDER/release ]; do sleep 0.02; done; cat >FOLDER/note")
        #expect(try await home.handoff("decide", "card", "approve").status == 0)
        #expect(text("\(folder)/note") == nil)
        _ = try home.file("release", "")
        let note = try await eventually("the note") { text("\(folder)/note").flatMap { $0.isEmpty ? nil : $0 } }
        #expect(try Files.text("\(home.path)/audit/checkpoints").hasSuffix(note + "\n"))
    }

    @Test("a command that hangs is ended with what it started, and the newest note is handed on")
    func hangs() async throws {
        let (home, folder) = try await home(
            """
            note=$(cat)
            if [ "$note" = first ]; then sleep 1000 & echo $! $$ >FOLDER/hung; wait; fi
            echo "$note" >>FOLDER/notes

            """)
        let courier = try Command(
            [HandoffBinary.path, "checkpoint-courier", "--grace", "4000", "--", "\(folder)/command-0"],
            environment: home.environment, input: "first\0second\0third\0half")
        #expect(try await courier.result().status == 0)
        #expect(text("\(folder)/notes") == "third\n")
        let processes = try Files.text("\(folder)/hung").split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }
        #expect(processes.count == 2)
        for process in processes {
            try await eventually("end of \(process)") { Self.hasEnded(process) ? () : nil }
        }
    }

    /// What is left of a process that nobody has waited for yet does not run either.
    private static func hasEnded(_ process: Int32) -> Bool {
        guard let status = try? Files.text("/proc/\(process)/stat") else { return true }
        return status.contains(") Z ")
    }

    @Test("notes that are not wanted to hurry come in order, each to a run of its own")
    func inOrder() async throws {
        let (home, folder) = try await home(#"echo "$(cat)" >>FOLDER/notes"#)
        let courier = try Command(
            [HandoffBinary.path, "checkpoint-courier", "--", "\(folder)/command-0"], environment: home.environment,
            input: "one\0two\0three\0")
        #expect(try await courier.result().status == 0)
        #expect(text("\(folder)/notes") == "one\ntwo\nthree\n")
    }

    @Test("the doctor tells of a command that is not there or cannot be run")
    func doctor() async throws {
        let (home, folder) = try await home("exit 0", "exit 0")
        #expect(try await home.handoff("doctor").output.contains("command-1 gets each signed checkpoint"))
        try SystemError.check(unlink("\(folder)/command-0"), "unlink")
        try SystemError.check(chmod("\(folder)/command-1", 0o600), "chmod")
        let told = try await home.handoff("doctor").output
        #expect(told.contains("command-0: No such file or directory; it gets no checkpoints"), "\(told)")
        #expect(told.contains("command-1: Permission denied; it gets no checkpoints"), "\(told)")
    }
}
