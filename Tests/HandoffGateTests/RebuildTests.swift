import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import Testing

@Suite struct RebuildTests {
    private func history(_ bench: GateBench) throws -> Gate {
        let gate = try bench.gate()
        let ids = try (0..<7).map { try bench.submit("card-\($0)") }
        try gate.admitAll(now: { bench.start })
        for id in ids.prefix(4) { _ = try gate.decide(bench.request(gate, id, .approve), now: bench.start) }
        return gate
    }

    @Test func answersAsBefore() throws {
        let bench = try GateBench()
        let gate = try history(bench)
        let other = try bench.gate()
        let (pending, tallies) = try (gate.index.pendingCards(), gate.index.tallies())
        let report = try gate.rebuildIndex(now: bench.start) { _, _, _ in true }
        #expect(report?.lines == 12)
        for index in [gate.index, try bench.gate().index] {
            #expect(try index.pendingCards() == pending)
            #expect(try index.tallies() == tallies)
        }
        // A gate that had the old file open writes to the new one from now on.
        let id = try #require(CardID("card-5"))
        _ = try other.decide(bench.request(other, id, .approve), now: bench.start)
        #expect(try gate.index.record(of: id)?.state == .decided(.approved))
    }

    @Test func anInterruptedOneLeavesTheOldIndex() throws {
        let bench = try GateBench()
        let gate = try history(bench)
        let pending = try gate.index.pendingCards()
        #expect(try gate.rebuildIndex(now: bench.start) { _, _, _ in false } == nil)
        #expect(try gate.index.pendingCards() == pending)
        #expect(try bench.gate().index.pendingCards() == pending)
    }

    /// A kill leaves gigabytes of a long log.
    @Test(arguments: [false, true]) func whatAKilledOneLeftIsTakenAway(isRebuilt: Bool) throws {
        let bench = try GateBench()
        let gate = try history(bench)
        let gone = try Self.endedProcess()
        let left = ["\(gone)", "\(gone)-journal"]
        let others = ["\(getppid())", "0", "old", "\(gone).copy"]
        for suffix in left + others { close(open("\(bench.folder)/index.sqlite.\(suffix)", O_CREAT | O_WRONLY, 0o600)) }
        defer { for suffix in left + others { unlink("\(bench.folder)/index.sqlite.\(suffix)") } }
        if isRebuilt { _ = try gate.rebuildIndex(now: bench.start) { _, _, _ in true } } else { _ = try bench.gate() }
        for suffix in left { #expect(access("\(bench.folder)/index.sqlite.\(suffix)", F_OK) != 0, "\(suffix)") }
        for suffix in others { #expect(access("\(bench.folder)/index.sqlite.\(suffix)", F_OK) == 0, "\(suffix)") }
        #expect(try gate.index.tallies().isEmpty == false)
    }

    /// The number of a process that is no more.
    private static func endedProcess() throws -> pid_t {
        var process = pid_t()
        var words: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
        defer { words.forEach { free($0) } }
        try #require(posix_spawnp(&process, "true", nil, nil, &words, nil) == 0)
        var status: Int32 = 0
        try #require(waitpid(process, &status, 0) == process)
        return process
    }

    @Test func aBrokenLogIsRefused() throws {
        let bench = try GateBench()
        let gate = try history(bench)
        let pending = try gate.index.pendingCards()
        try bench.damageLog()
        #expect(throws: (any Error).self) { try gate.rebuildIndex(now: bench.start) { _, _, _ in true } }
        #expect(try gate.index.pendingCards() == pending)
    }
}
