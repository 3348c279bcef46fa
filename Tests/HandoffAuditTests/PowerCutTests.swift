import HandoffAudit
import HandoffCards
import StrictJSON
import TestSupport
import Testing

/// The power goes at each boundary between operations: what was acknowledged is there, and the log goes on.
@Suite struct PowerCutTests {
    private let directory: TemporaryFolder

    init() throws { directory = try .forDisks() }

    private static let path = "/a/audit.jsonl"

    /// Appends batches of one to three facts until the power goes.
    ///
    /// - Returns: The facts that were acknowledged.
    private func work(on disk: MemoryDisk) throws -> [AuditFact] {
        var acknowledged: [AuditFact] = []
        do {
            let log = try AuditLog(directory: "/a", disk: disk)
            for batch in 0..<5 {
                let facts = try (0...batch % 3).map { try skipped(batch * 10 + $0) }
                try log.append(facts)
                acknowledged += facts
            }
        } catch is AuditError {}
        return acknowledged
    }

    @Test(arguments: MemoryDisk.Survival.allCases) func nothingAcknowledgedIsLost(survival: MemoryDisk.Survival) throws
    {
        let whole = MemoryDisk()
        let all = try work(on: whole)
        #expect(all.count == 9)
        for changes in 0...whole.changes {
            let disk = MemoryDisk()
            disk.cutPower(after: changes)
            let acknowledged = try work(on: disk)
            #expect(changes < whole.changes || acknowledged == all)
            let survivor = disk.restarted(survival)
            let log = try AuditLog(directory: "/a", disk: survivor)
            try log.append([try skipped(99)])
            let facts = try log.allLines().map { try $0.fact }
            #expect(Array(facts.prefix(acknowledged.count)) == acknowledged, "cut after \(changes) changes")
            #expect(facts.last == (try skipped(99)))
            // What came besides is unacknowledged lines of the next batch, and the note of half a line.
            for fact in facts.dropFirst(acknowledged.count).dropLast() {
                if case .logRecovered = fact { continue }
                #expect(all.contains(fact))
            }
            #expect(try log.check() == facts.count)
        }
    }

    /// The power goes while a torn end is being healed, and again while that is.
    @Test(arguments: MemoryDisk.Survival.allCases) func healingIsHealed(survival: MemoryDisk.Survival) throws {
        let original = MemoryDisk()
        let log = try AuditLog(directory: "/a", disk: original)
        try log.append([try skipped(1), try skipped(2)])
        let bytes = try #require(original.bytes(Self.path))
        let tail = Array(bytes.suffix(100).dropLast())
        let torn = Array(bytes.lines[0]) + tail
        var changes = 0
        while true {
            let disk = MemoryDisk()
            disk.put(torn, at: Self.path)
            disk.cutPower(after: changes)
            let isDone = (try? AuditLog(directory: "/a", disk: disk).append([try skipped(3)])) != nil
            let survivor = disk.restarted(survival)
            let log = try AuditLog(directory: "/a", disk: survivor)
            try log.append([try skipped(4)])
            #expect(try log.check() >= 3)
            #expect(try log.allLines().first?.fact == skipped(1))
            let kept = survivor.paths.filter { $0.hasPrefix("/a/torn-1-") }
            #expect(kept.contains { survivor.bytes($0) == tail }, "cut after \(changes) changes")
            let notes = try log.allLines().compactMap { line in
                if case .logRecovered(let note) = try line.fact { note } else { nil }
            }
            #expect(
                notes.contains { $0.sequence == 1 && $0.bytes == tail.count && survivor.bytes("/a/" + $0.kept) == tail }
            )
            if isDone { break }
            changes += 1
        }
        #expect(changes > 6)
    }

    /// The last batch is cut after each of its bytes. (Promise 15.)
    @Test(arguments: DiskKind.allCases) func aTornEndHeals(kind: DiskKind) throws {
        let start = ContinuousClock.now
        let disk = kind.make(in: directory)
        try disk.log().append([try skipped(1), try skipped(2)])
        let acknowledged = try disk.bytes()
        try disk.log().append([try skipped(3), try proposed("a")])
        let bytes = try disk.bytes()
        var lost = 0
        for size in acknowledged.count...bytes.count {
            let whole = bytes[..<size].count { $0 == UInt8(ascii: "\n") }
            guard try !heals(Array(bytes[..<size]), whole: whole, kind) else { continue }
            lost += 1
            Issue.record("cut to \(size) bytes")
        }
        Soak.report(
            promise: 15, name: "the last batch torn at each byte (\(kind.testDescription))",
            runs: bytes.count - acknowledged.count + 1, lost: lost, since: start)
    }

    /// Whether the next writer keeps the whole lines, puts the rest aside and says so.
    private func heals(_ bytes: [UInt8], whole: Int, _ kind: DiskKind) throws -> Bool {
        let disk = kind.make(in: directory)
        _ = try disk.folder().create("audit.jsonl")
        try disk.append(bytes)
        let log = try disk.log()
        try log.append([try skipped(5)])
        let read = try log.allLines()
        let lines = Array(bytes.lines.joined())
        guard Array(read.prefix(whole).flatMap { $0.bytes + [10] }) == lines, try log.check() == read.count else {
            return false
        }
        let rest = Array(bytes[lines.count...])
        if rest.isEmpty { return read.count == whole + 1 }
        let note = AuditFact.Recovered(kept: "torn-\(whole)-1", bytes: rest.count, sequence: whole)
        return try read.count == whole + 2 && read[whole].fact == .logRecovered(note) && disk.bytes(note.kept) == rest
    }

    /// Found by a writer that knew the log before, too.
    @Test(arguments: DiskKind.allCases) func aTornEndOfAnotherWriterHeals(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let log = try disk.log()
        for round in 1...3 {
            try log.append([try skipped(round)])
            try disk.append(Array("{\"v\":1,".utf8))
        }
        try log.append([try skipped(4)])
        #expect(try log.check() == 7)
        #expect(try disk.bytes("torn-5-1") == Array("{\"v\":1,".utf8))
    }

    @Test func aTornEndWithoutALineBeforeIt() throws {
        let disk = TestDisk.memory()
        _ = try disk.folder().create("audit.jsonl")
        try disk.append([1, 2, 3])
        #expect(try disk.log().end().sequence == 1)
        #expect(try disk.bytes("torn-0-1") == [1, 2, 3])
        #expect(try disk.log().allLines().first?.fact == .logRecovered(.init(kept: "torn-0-1", bytes: 3, sequence: 0)))
    }

    /// Longer than what is read or copied at once, and than a line may be.
    @Test func aLongTornEndHeals() throws {
        let disk = TestDisk.memory()
        try disk.log().append([try skipped(1)])
        let tail = [UInt8](repeating: 97, count: 3_000_001)
        try disk.append(tail)
        #expect(try disk.log().end().sequence == 2)
        #expect(try disk.bytes("torn-1-1") == tail)
    }
}
