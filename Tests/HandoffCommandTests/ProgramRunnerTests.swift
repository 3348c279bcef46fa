import Glibc
import HandoffAudit
import Testing

@testable import handoff

@Suite struct ProgramRunnerTests {
    /// As the program does when it starts.
    init() { StandardFiles.prepare() }

    private func program(_ script: String, input: [UInt8] = [], timeout: Duration? = nil) -> Program {
        Program(
            executable: "/bin/sh", argv: ["sh", "-c", script], directory: "/", environment: ["A": "b c"],
            input: .bytes(input), timeout: timeout)
    }

    @Test(arguments: [("exit 0", ProgramRun.Ending.exit(0)), ("exit 7", .exit(7)), ("kill -9 $$", .signal(9))])
    func endings(script: String, ending: ProgramRun.Ending) {
        #expect(ProgramRunner.run(program(script)).ending == ending)
    }

    @Test func itHasWhatItIsGivenAndNothingElse() {
        let leaked = open("/dev/null", O_RDONLY)
        defer { close(leaked) }
        let run = ProgramRunner.run(
            program("pwd; /usr/bin/env | /bin/grep -v ^PWD=; echo /proc/self/fd/*; cat", input: Array("in".utf8)))
        // The shell lists with a descriptor of its own.
        #expect(run.output == "/\nA=b c\n/proc/self/fd/0 /proc/self/fd/1 /proc/self/fd/2 /proc/self/fd/3\nin")
    }

    @Test func muchInputAndOutputDoNotBlockEachOther() {
        let input = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20) + Array("end".utf8)
        let run = ProgramRunner.run(program("cat", input: input))
        #expect(run.ending == .exit(0))
        #expect(run.output.utf8.count == ProgramRun.longestOutput && run.output.hasSuffix("xend"))
    }

    @Test func inputThatNobodyWantsIsNoFault() {
        #expect(ProgramRunner.run(program("exit 4", input: [UInt8](repeating: 0, count: 1 << 20))).ending == .exit(4))
    }

    @Test func aProgramThatTakesTooLongIsEndedWithAllThatItStarted() {
        let run = ProgramRunner.run(program("sleep 1000 & echo $!; wait", timeout: .milliseconds(100)))
        #expect(run.ending == .timedOut)
        let other = pid_t(run.output.dropLast()) ?? 0
        #expect(other > 0)
        // A zombie until whoever adopts it looks.
        while kill(other, 0) == 0,
            (try? InputFile.read("/proc/\(other)/stat", limit: 4096)).map({
                String(decoding: $0, as: UTF8.self).contains(") Z")
            }) == false
        { usleep(1000) }
    }

    @Test func aProgramThatIgnoresTheEndIsKilled() {
        let run = ProgramRunner.run(program("trap '' TERM; while :; do sleep 0.05; done", timeout: .milliseconds(50)))
        #expect(run.ending == .timedOut)
        #expect(run.duration >= 2000)
    }

    @Test func whatWasLeftBehindIsNotWaitedFor() {
        let run = ProgramRunner.run(program("sleep 60 & echo $!"))
        #expect(run.ending == .exit(0) && run.duration < 30_000)
        if let left = pid_t(run.output.dropLast()) { kill(left, SIGKILL) }
    }

    @Test(arguments: [
        ("/nonexistent", "/", "/nonexistent: No such file"), ("/bin/sh", "/nonexistent", "/nonexistent: No such file"),
        ("/etc/passwd", "/", "/etc/passwd: Permission denied"), ("/bin/sh\0x", "/", "zero byte"),
    ])
    func whatCannotBeStarted(executable: String, directory: String, reason: String) {
        let program = Program(
            executable: executable, argv: ["x"], directory: directory, environment: [:], input: .bytes([]))
        guard case .notStarted(let words) = ProgramRunner.run(program).ending else {
            Issue.record("it was started")
            return
        }
        #expect(words.contains(reason))
    }

    @Test func descriptorsAreGivenBack() {
        func pipes() -> Int {
            StandardFiles.others.count { descriptor in
                var status = stat()
                return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
            }
        }
        _ = ProgramRunner.run(program("exit 0"))
        let before = pipes()
        for _ in 0..<50 { _ = ProgramRunner.run(program("echo x", input: [1])) }
        // Tests beside this one have a few of their own.
        #expect(pipes() < before + 50)
    }
}

@Suite struct OutputTailTests {
    @Test func shortIsWhole() {
        var tail = OutputTail()
        tail.add(Array("né".utf8))
        #expect(tail.text == "né")
    }

    @Test(arguments: 0..<4)
    func cutsAtCharacters(shift: Int) {
        var tail = OutputTail()
        for _ in 0..<3000 { tail.add(Array("€𝄞".utf8)) }
        tail.add(Array(repeating: UInt8(ascii: "."), count: shift))
        #expect(tail.text.utf8.count <= ProgramRun.longestOutput)
        #expect(tail.text.utf8.count > ProgramRun.longestOutput - 4)
        #expect(!tail.text.unicodeScalars.contains("\u{FFFD}"))
    }

    @Test func whatIsNoTextIsReplacedAndStillFits() {
        var tail = OutputTail()
        tail.add(Array(repeating: UInt8(0xFF), count: 10_000))
        #expect(tail.text.utf8.count <= ProgramRun.longestOutput)
        #expect(tail.text.unicodeScalars.allSatisfy { $0 == "\u{FFFD}" } && !tail.text.isEmpty)
    }
}
