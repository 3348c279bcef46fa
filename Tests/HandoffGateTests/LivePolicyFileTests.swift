import Glibc
import HandoffCards
import HandoffGate
import HandoffPolicy
import TestSupport
import Testing

@Suite struct LivePolicyFileTests {
    private let bench: GateBench
    private let file: LivePolicyFile

    init() throws {
        bench = try GateBench()
        file = LivePolicyFile(path: bench.folder + "/policy.yaml")
    }

    private func write(_ text: String, to name: String = "policy.yaml") throws {
        try Files.write(Array(text.utf8), to: bench.folder + "/" + name)
        try Files.settle(bench.folder + "/" + name)
    }

    @Test func withoutAFileEverythingAsks() throws {
        #expect(file.current().policy.digest == Policy.standard.digest)
        #expect(file.current().problem == nil)
        try write(Policy.acting)
        #expect(try file.current().policy.digest == Policy(text: Policy.acting).digest)
        unlink(file.path)
        #expect(file.current().policy.digest == Policy.standard.digest)
    }

    /// Everything asks and nothing is carried out while the file cannot be used; what was approved under it can be as soon as it is back.
    @Test func aBrokenFileStopsEverythingUntilItIsMended() throws {
        try write(Policy.acting)
        let gate = try bench.gate(source: file)
        let before = try bench.submit("before")
        try gate.admitAll(now: { bench.start })
        try write(Policy.acting + "ruls: []\n")
        let during = try bench.submit("during")
        try gate.admitAll(now: { bench.start })
        #expect(try gate.index.record(of: during)?.state == .pending)
        let error = #expect(throws: GateError.self) { _ = try gate.release(before, by: "test", now: bench.start) }
        guard case .notReleased(before, .policyUnusable(let reason)) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("policy.yaml") && reason.contains("ruls"))
        // Nobody can tell what approving takes; to decline takes nothing.
        #expect(throws: GateError.policyUnusable(during, reason: reason)) {
            try gate.decide(bench.request(gate, during, .approve), now: bench.start)
        }
        let declined = try bench.submit("declined")
        try gate.admitAll(now: { bench.start })
        _ = try gate.decide(bench.request(gate, declined, .decline), now: bench.start)
        let loaded = try bench.lines().compactMap { line -> String?? in
            guard case .policyLoaded(let fact) = try line.fact else { return nil }
            return fact.problem
        }
        #expect(loaded == [nil, reason])

        try write(Policy.acting)
        _ = try gate.decide(bench.request(gate, during, .approve), now: bench.start)
        _ = try gate.release(during, by: "test", now: bench.start)
        _ = try gate.release(before, by: "test", now: bench.start)
        #expect(try bench.count("execution.started") == 2)
    }

    /// Half of it may be a good policy that forbids less.
    @Test func aFileThatIsBeingWrittenIsNotUsed() throws {
        try write(Policy.acting)
        let writer = open(file.path, O_WRONLY | O_APPEND | O_CLOEXEC)
        #expect(file.current().problem?.hasSuffix("policy.yaml is being written") == true)
        #expect(try file.current().policy.digest != Policy(text: Policy.acting).digest)
        close(writer)
        // A child that another test starts may have it for a moment more.
        #expect(comesTrue { file.current().problem == nil })
        #expect(try file.current().policy.digest == Policy(text: Policy.acting).digest)
    }

    static let unusable: [(name: String, words: String, make: @Sendable (String) -> Void)] = [
        ("for its group to write", "by others", { chmod($0, 0o620) }),
        ("for everybody to write", "by others", { chmod($0, 0o602) }),
        (
            "a directory", "no regular file",
            {
                unlink($0); mkdir($0, 0o700)
            }
        ),
        (
            "a FIFO", "no regular file",
            {
                unlink($0); mkfifo($0, 0o600)
            }
        ),
        (
            "a symbolic link to itself", "symbolic link",
            {
                unlink($0); symlink($0, $0)
            }
        ),
        ("too large", "longer than", { truncate($0, 5 << 20) }),
        (
            "not UTF-8", "UTF-8",
            { path in
                try? Files.replace(path, with: [0xFF])
            }
        ),
        ("somebody else's", "belongs to somebody else", { chown($0, 65_533, 0) }),
    ]

    /// Who can put another file in its place need not write to it.
    @Test func aFolderThatOthersCanChangeIsAProblem() throws {
        try write(Policy.acting)
        chmod(bench.folder, 0o777)
        #expect(file.current().problem == "\(bench.folder) can be changed by others; chmod go-w \(bench.folder)")
        chmod(bench.folder, 0o700)
    }

    @Test(arguments: unusable.indices) func anUnusableFileIsAProblem(number: Int) throws {
        let (name, words, make) = Self.unusable[number]
        // Only root can give a file away.
        if name == "somebody else's", geteuid() != 0 { return }
        try write(Policy.acting)
        #expect(file.current().problem == nil)
        make(file.path)
        let found = file.current()
        #expect(found.problem?.contains(words) == true, "\(name): \(found.problem ?? "no problem")")
        #expect(found.policy.digest == Policy.standard.digest)
    }

    /// However soon one follows the other, though the file stays as long as it was and its times may, too: kernels count them in ticks.
    @Test func everyEditIsSeenAtOnce() throws {
        func text(_ number: Int) -> String {
            Policy.acting + "# \n" + "default: \(number % 2 == 0 ? "ask   " : "forbid")\n"
        }
        let digests = try (0..<2).map { try Policy(text: text($0)).digest }
        for number in 0..<300 {
            try write(text(number))
            #expect(file.current().policy.digest == digests[number % 2], "edit \(number)")
        }
    }

    @Test func aFilePutInItsPlaceIsSeen() throws {
        try write(Policy.acting)
        _ = file.current()
        var before = stat()
        stat(file.path, &before)
        try write(
            Policy.acting.replacing("low, reversible: true", with: "low,reversible: false"), to: "other")
        let times = [before.st_atim, before.st_mtim]
        utimensat(AT_FDCWD, bench.folder + "/other", times, 0)
        rename(bench.folder + "/other", file.path)
        #expect(try file.current().policy.digest != Policy(text: Policy.acting).digest)
    }
}
