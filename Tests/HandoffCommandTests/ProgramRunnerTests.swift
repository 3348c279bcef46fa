import Glibc
import HandoffAudit
import TestSupport
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

    @Test func aProgramThatTakesTooLongIsEnded() {
        #expect(ProgramRunner.run(program("sleep 1000", timeout: .milliseconds(100))).ending == .timedOut)
    }

    /// Runs a program that is told to end when it writes to `$STOP`.
    private func runUntilStopped(_ script: String) throws -> ProgramRun {
        let folder = try TemporaryFolder()
        let path = folder.path + "/stop"
        try SystemError.check(mkfifo(path, 0o600), "mkfifo")
        let stop = try SystemError.check(open(path, O_RDWR | O_CLOEXEC), "open \(path)")
        defer { close(stop) }
        return ProgramRunner.run(program("STOP=\(path); \(script)"), stop: stop)
    }

    @Test func withAProgramAllThatItStartedIsEnded() throws {
        let run = try runUntilStopped("sleep 1000 & echo $!; echo >$STOP; wait")
        #expect(run.ending == .signal(Int(SIGTERM)))
        let other = try #require(pid_t(run.output.dropLast()))
        // A zombie until whoever adopts it looks.
        #expect(comesTrue { (try? Files.text("/proc/\(other)/stat"))?.contains(") Z") != false })
    }

    @Test func aProgramThatIgnoresTheEndIsKilled() throws {
        let run = try runUntilStopped("trap '' TERM; echo >$STOP; while :; do sleep 0.05; done")
        #expect(run.ending == .signal(Int(SIGKILL)))
        #expect(run.duration >= 2000)
    }

    @Test func whatWasLeftBehindIsNotWaitedFor() {
        let run = ProgramRunner.run(program("sleep 1000 & echo $!"))
        #expect(run.ending == .exit(0) && run.duration < 500_000)
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

    /// Other tests have descriptors of their own: only those of the program's own pipes count, which it names.
    @Test func descriptorsAreGivenBack() {
        let run = ProgramRunner.run(program("readlink /proc/self/fd/0 /proc/self/fd/1 /proc/self/fd/2", input: [1]))
        let pipes = Set(run.output.split(separator: "\n").map(String.init))
        #expect(pipes.count == 3 && pipes.allSatisfy { $0.hasPrefix("pipe:[") })
        let ours = StandardFiles.others.compactMap { descriptor -> String? in
            var status = stat()
            return fstat(descriptor, &status) == 0 ? "pipe:[\(status.st_ino)]" : nil
        }
        #expect(pipes.isDisjoint(with: ours))
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
