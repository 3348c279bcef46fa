import Glibc
import HandoffAudit
import HandoffCards
import StrictJSON
import TestSupport
import Testing

/// A log of several files is one log for everybody who reads or writes it.
@Suite struct SegmentTests {
    private let directory: TemporaryFolder

    init() throws { directory = try .forDisks() }

    /// A new segment for each two lines, or a little more.
    private static let small = LogRotation(size: 700)

    private func log(_ disk: TestDisk, _ rotation: LogRotation = small) throws -> AuditLog {
        try AuditLog(directory: disk.directory, disk: disk.disk, rotation: rotation)
    }

    @Test(arguments: DiskKind.allCases) func segmentsAreReadAsOneLog(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let log = try log(disk)
        let reader = try self.log(disk)
        var following = try reader.reader()
        for number in 0..<20 {
            try log.append([try skipped(number)])
            var line = try following.next()
            if line?.type == "log.checkpoint" { line = try following.next() }
            #expect(try line?.fact == skipped(number))
            #expect(try following.next() == nil)
        }
        let segments = try log.segments()
        #expect(segments.count > 3)
        #expect(segments.last?.name == "audit.jsonl")
        for (segment, next) in zip(segments, segments.dropFirst()) {
            #expect(segment.name == "audit-\(segment.first).jsonl")
            #expect(next.start == segment.start + segment.size)
            #expect(try disk.bytes(segment.name).count == segment.size)
        }
        let other = try self.log(disk)
        let lines = try other.allLines()
        #expect(try lines.filter { try $0.fact.card != nil }.map { try $0.fact } == (0..<20).map(skipped))
        let starts = lines.filter { line in segments.contains { $0.start == line.offset && $0.start > 0 } }
        #expect(starts.count == segments.count - 1 && starts.allSatisfy { $0.type == "log.checkpoint" })
        #expect(segments.map(\.start).allSatisfy { start in lines.contains { $0.offset == start } })
        for line in lines {
            #expect(try other.line(at: line.offset, length: line.length) == line)
            #expect(try log.allLines(from: line.end).count == lines.count - 1 - line.sequence)
            #expect(try other.lines(before: line.sequence, count: 7) == Array(lines[..<line.sequence].suffix(7)))
        }
        #expect(try other.lines(count: 100) == lines)
        #expect(try other.check() == lines.count)
        #expect(try other.segments() == segments)
    }

    /// Several writers, of which each may begin the next segment.
    @Test(arguments: DiskKind.allCases) func writersFollowEachOtherThroughSegments(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let logs = try (0..<3).map { number in try log(disk, LogRotation(size: 700 + 200 * number)) }
        for number in 0..<30 { try logs[number * 7 % 5 % 3].append([try skipped(number)]) }
        #expect(try logs.map { try $0.cards() } == Array(repeating: (0..<30).map { "card-\($0)" }, count: 3))
        #expect(try logs[0].segments().count > 3)
    }

    @Test func aSegmentIsBegunWhenItsFirstLineIsOld() throws {
        let disk = TestDisk.memory()
        let log = try log(disk, LogRotation(age: 60))
        for seconds in [0, 59, 60, 119, 120] {
            let time = noon.adding(seconds: seconds)
            _ = try log.transaction(now: time) { try $0.append([try skipped(seconds)], at: time) }
        }
        #expect(try log.segments().map(\.first) == [0, 2, 5])
        try log.append([try skipped(1)])
        #expect(try log.segments().count == 3)
    }

    @Test func whatIsNoSegmentIsPassedOver() throws {
        let disk = TestDisk.memory()
        for name in ["audit-.jsonl", "audit-01.jsonl", "audit-1.jsonl~", "audit--1.jsonl", "audit-1", "audit-+1.jsonl"]
        {
            _ = try disk.folder().create(name)
        }
        try log(disk).append([try skipped(1)])
        #expect(try log(disk).check() == 1)
        #expect(try log(disk).segments().count == 1)
    }

    /// Somebody took the oldest one away, or one between, or put another into its place.
    @Test func aMissingSegmentIsFound() throws {
        let memory = MemoryDisk()
        let disk = TestDisk(disk: memory, directory: "/a")
        let log = try log(disk)
        for number in 0..<12 { try log.append([try skipped(number)]) }
        let names = try log.segments().dropLast().map(\.name)
        #expect(names.count > 3)
        for name in names {
            let bytes = try #require(memory.bytes("/a/" + name))
            memory.remove("/a/" + name)
            #expect(try self.log(disk).verify().broken != nil)
            if name == names.first || name == names.last {
                #expect(throws: AuditError.self) { try self.log(disk).append([try skipped(99)]) }
            }
            memory.put(bytes, at: "/a/" + name)
        }
        #expect(try self.log(disk).cards().count == 12)
        let current = try #require(memory.bytes("/a/audit.jsonl"))
        memory.remove("/a/audit.jsonl")
        #expect { try log.append([try skipped(99)]) } throws: { error in
            error as? AuditError == .replaced(path: "/a/audit.jsonl")
        }
        memory.put(current, at: "/a/audit.jsonl")
        #expect(throws: AuditError.self) { try log.append([try skipped(99)]) }
    }
}

/// Beginning a segment fails, or is cut off, at each of its steps.
@Suite struct SegmentFailureTests {
    private static let small = LogRotation(size: 700)

    private func log(_ disk: MemoryDisk) throws -> AuditLog {
        try AuditLog(directory: "/a", disk: disk, rotation: Self.small)
    }

    /// Appends until something fails.
    ///
    /// - Returns: What was acknowledged.
    private func work(on disk: MemoryDisk) throws -> [AuditFact] {
        var acknowledged: [AuditFact] = []
        do {
            let log = try log(disk)
            for number in 0..<8 {
                let facts = try (0...number % 2).map { try skipped(number * 10 + $0) }
                try log.append(facts)
                acknowledged += facts
            }
        } catch is AuditError {}
        return acknowledged
    }

    private func check(_ disk: MemoryDisk, has acknowledged: [AuditFact], _ place: String) throws {
        let log = try log(disk)
        try log.append([try skipped(99)])
        let cards = try log.allLines().compactMap { try $0.fact.card }
        #expect(Array(cards.prefix(acknowledged.count)) == acknowledged.map(\.card), "\(place)")
        #expect(Set(cards).count == cards.count, "\(place)")
        #expect(cards.last?.text == "card-99", "\(place)")
        _ = try log.check()
    }

    @Test(arguments: MemoryDisk.Survival.allCases) func aPowerCutLosesNothing(survival: MemoryDisk.Survival) throws {
        let whole = MemoryDisk()
        #expect(try work(on: whole).count == 12)
        #expect(try log(whole).segments().count > 3)
        for changes in 0...whole.changes {
            let disk = MemoryDisk()
            disk.cutPower(after: changes)
            let acknowledged = try work(on: disk)
            for names in 0..<1 << disk.unsyncedNames {
                let place = "cut after \(changes) changes, names \(String(names, radix: 2))"
                try check(disk.restarted(survival, names: names), has: acknowledged, place)
            }
        }
    }

    /// A process that is killed, too: what it did is there, and the next one goes on.
    @Test(arguments: DiskError.Operation.allCases) func aFailureLosesNothing(operation: DiskError.Operation) throws {
        var successes = 0
        while true {
            let disk = MemoryDisk()
            disk.fail(operation, after: successes)
            let acknowledged = try work(on: disk)
            if acknowledged.count == 12 { break }
            disk.fail(operation, after: .max)
            try check(disk.restarted(.nothing), has: acknowledged, "\(operation) failed after \(successes), then a cut")
            try check(disk, has: acknowledged, "\(operation) failed after \(successes)")
            successes += 1
        }
        #expect(successes > 0 || operation == .truncate || operation == .watch)
    }

    /// A failure that leaves the content as it was fails one transaction: the next one goes on.
    @Test(arguments: [DiskError.Operation.rename, .create, .list, .open, .examine])
    func theSameLogGoesOn(operation: DiskError.Operation) throws {
        for successes in 0..<12 {
            let disk = MemoryDisk()
            let log = try log(disk)
            disk.fail(operation, after: successes)
            var acknowledged = 0
            for number in 0..<8 where (try? log.append([try skipped(number)])) != nil { acknowledged += 1 }
            disk.fail(operation, after: .max)
            #expect(acknowledged >= 7)
            #expect(try log.cards().count == acknowledged)
            #expect(try log.segments().count > 2)
        }
    }
}

extension AuditLog {
    /// The cards that its lines are about; throws unless the whole log is good.
    fileprivate func cards() throws -> [String] {
        _ = try check()
        return try allLines().compactMap { try $0.fact.card?.text }
    }
}
