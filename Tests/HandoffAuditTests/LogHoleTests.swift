import HandoffAudit
import HandoffCards
import StrictJSON
import TestSupport
import Testing

/// A power cut kept blocks at the log's end, and not those before them.
@Suite struct LogHoleTests {
    private static let path = "/a/audit.jsonl"
    private let disk = MemoryDisk()

    private func log(_ signer: (any CheckpointSigner)? = nil) throws -> AuditLog {
        try AuditLog(directory: "/a", disk: disk, checkpoints: CheckpointPolicy(signer: signer))
    }

    /// A log of some durable lines, and after them a batch of several blocks.
    private func bytes(after durable: Int = 3) throws -> (all: [UInt8], durable: Int) {
        try log().append(try (0..<durable).map { try skipped($0) })
        let size = try #require(disk.bytes(Self.path)).count
        try log().append(try (0..<12).map { try skipped(100 + $0) })
        return (try #require(disk.bytes(Self.path)), size)
    }

    @Test func whatStandsAfterAHoleIsTakenOut() throws {
        let (all, durable) = try bytes()
        #expect(all.count > durable + 3 * 512)
        var start = durable
        while start < all.count {
            let end = min(all.count, (start / 512 + 1) * 512)
            var bytes = all
            bytes.replaceSubrange(start..<end, with: repeatElement(0, count: end - start))
            let disk = MemoryDisk()
            disk.put(bytes, at: Self.path)
            let log = try AuditLog(directory: "/a", disk: disk)
            try log.append([try skipped(999)])
            let whole = bytes[..<start].split(separator: 10, omittingEmptySubsequences: false).count - 1
            let kept = bytes[..<start].lastIndex(of: 10).map { $0 + 1 } ?? 0
            #expect(try log.check() == whole + 2)
            #expect(disk.bytes("/a/torn-\(whole)-1") == Array(bytes[kept...]))
            start = end
        }
    }

    /// The checkpoint that a segment begins with: nothing of the segment was durable.
    @Test func aHoleAtASegmentsBeginning() throws {
        let rotation = LogRotation(size: 700)
        func log(_ disk: MemoryDisk) throws -> AuditLog {
            try AuditLog(
                directory: "/a", disk: disk, rotation: rotation, checkpoints: CheckpointPolicy(signer: try TestSigner())
            )
        }
        let whole = MemoryDisk()
        try log(whole).append(try (0..<5).map { try skipped($0) })
        #expect(try log(whole).end().sequence == 6)
        let first = try #require(whole.bytes("/a/audit-0.jsonl"))
        var bytes = try #require(whole.bytes(Self.path))
        #expect(bytes.count > 512 && bytes.lines.count == 1)
        bytes.replaceSubrange(0..<512, with: repeatElement(0, count: 512))
        disk.put(first, at: "/a/audit-0.jsonl")
        disk.put(bytes, at: Self.path)
        let healed = try log(disk)
        try healed.append([try skipped(9)])
        #expect(try healed.allLines().prefix(5).map { try $0.fact } == (0..<5).map(skipped))
        let note = AuditFact.Recovered(kept: "torn-5-1", bytes: bytes.count, sequence: 5)
        #expect(try healed.allLines()[5].fact == .logRecovered(note))
        _ = try healed.check()
        #expect(disk.bytes("/a/torn-5-1") == bytes)
    }

    /// Zeros that are no blocks are somebody's doing, or the disk's, and nothing is taken out for them.
    @Test func otherZerosAreNoHole() throws {
        let (all, durable) = try bytes()
        for place in stride(from: durable + 1, to: all.count - 600, by: 13)
        where place % 512 != 0 && all[place - 1] != 10 {
            var bytes = all
            bytes[place] = 0
            disk.put(bytes, at: Self.path)
            _ = try? log().append([try skipped(999)])
            #expect(disk.bytes(Self.path)?.starts(with: bytes) == true, "zero at \(place)")
            #expect(try log().verify().broken != nil)
        }
    }

    /// What was signed was durable: a hole in it is no power cut's.
    @Test func aHoleInWhatWasSignedClosesTheLog() throws {
        var (bytes, durable) = try bytes()
        let signed = try log(TestSigner())
        try signed.append([try skipped(500)])
        try signed.checkpointNow(at: noon)
        bytes = try #require(disk.bytes(Self.path))
        let start = (durable / 512 + 1) * 512
        bytes.replaceSubrange(start..<start + 512, with: repeatElement(0, count: 512))
        disk.put(bytes, at: Self.path)
        let error = #expect(throws: AuditError.self) { try log().append([try skipped(999)]) }
        guard case .broken(let line) = error, line.problem == .hole(at: start) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(disk.bytes(Self.path) == bytes)
    }

    /// More than is looked at after a power cut is never unsynced at once.
    @Test func aLongBatchIsSyncedInParts() throws {
        let text = JSONValue.string(String(repeating: "x", count: 100_000))
        let facts = (0..<12).map {
            AuditFact.other(type: "trial.wrote", body: ["number": .number(Double($0)), "text": text])
        }
        try log().append([try skipped(1)])
        let before = disk.changes
        try log().append(facts)
        let changes = disk.changes - before
        // Of the file that was there, and of each part.
        #expect(changes == 1 + 5 * 2)
        var isCut = false
        for change in 0...changes {
            let other = MemoryDisk()
            other.cutPower(after: before + change)
            let log = try AuditLog(directory: "/a", disk: other)
            var isDone = false
            do {
                try log.append([try skipped(1)])
                try log.append(facts)
                isDone = true
            } catch is AuditError {}
            for seed in 0..<3 {
                var random = SeededRandom(seed: UInt64(seed))
                let after = try AuditLog(directory: "/a", disk: other.restarted(&random))
                try after.append([try skipped(2)])
                let lines = try after.check()
                #expect(isDone ? lines == 14 : lines >= 2)
                isCut = isCut || (3..<14).contains(lines)
            }
        }
        #expect(isCut)
    }
}
