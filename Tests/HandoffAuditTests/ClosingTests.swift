import Glibc
import HandoffAudit
import HandoffCards
import TestSupport
import Testing

/// What nothing is written on for as long as it is so, and that writing goes on when it is so no more.
@Suite struct ClosingTests {
    private let directory: TemporaryFolder

    init() throws { directory = try .forDisks() }

    /// Nothing is written, however often it is tried, and each time for the same reason; then the log is as it was again.
    private func expectClosed(_ log: AuditLog, _ disk: TestDisk, until whole: [UInt8]) throws {
        let bytes = try disk.bytes()
        let first = #expect(throws: AuditError.self) { try log.append([try skipped(99)]) }
        let second = #expect(throws: AuditError.self) { try log.append([try skipped(99)]) }
        #expect(first == second)
        #expect(try disk.bytes() == bytes)
        try disk.overwrite(whole)
        let count = whole.lines.count
        #expect(try log.append([try skipped(99)]).map(\.sequence) == [count])
        #expect(try log.check() == count + 1)
    }

    @Test(arguments: DiskKind.allCases) func aLogThatWasCut(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let log = try disk.log()
        try log.append([try skipped(1), try skipped(2)])
        let size = try disk.file().size()
        let whole = try disk.bytes()
        let first = try log.allLines()[0].end.offset
        try disk.file().truncate(to: first)
        #expect { try log.end() } throws: { $0 as? AuditError == .truncated(known: size, found: first) }
        try expectClosed(log, disk, until: whole)
    }

    @Test(arguments: DiskKind.allCases) func aBrokenLineOfAnotherWriter(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let log = try disk.log()
        try log.append([try skipped(1)])
        let line = try #require(try disk.bytes().lines.first)
        try disk.append(line)
        #expect { try log.append([try skipped(2)]) } throws: { error in
            guard case .broken(let broken)? = error as? AuditError else { return false }
            return broken.sequence == 1 && broken.problem == .sequence(stated: 0) && broken.offset == line.count
        }
        #expect(try disk.log().verify().broken?.sequence == 1)
        try expectClosed(log, disk, until: line)
    }

    @Test(arguments: DiskKind.allCases, ["{}\n", "\n", "rubbish\n"])
    func aLastLineThatIsNone(kind: DiskKind, tail: String) throws {
        let disk = kind.make(in: directory)
        try disk.log().append([try skipped(1)])
        let whole = try disk.bytes()
        try disk.append(Array(tail.utf8))
        let log = try disk.log()
        #expect { try log.append([try skipped(2)]) } throws: { error in
            if case .broken? = error as? AuditError { true } else { false }
        }
        try expectClosed(log, disk, until: whole)
    }

    @Test func anotherFileInItsPlace() throws {
        let disk = MemoryDisk()
        let log = try AuditLog(directory: "/a", disk: disk)
        try log.append([try skipped(1)])
        let bytes = try #require(disk.bytes("/a/audit.jsonl"))
        var reader = try log.reader()
        #expect(try reader.next() != nil)
        disk.remove("/a/audit.jsonl")
        disk.put(bytes, at: "/a/audit.jsonl")
        #expect { try reader.next() } throws: { $0 as? AuditError == .replaced(path: "/a/audit.jsonl") }
        for _ in 0..<2 {
            #expect { try log.end() } throws: { $0 as? AuditError == .replaced(path: "/a/audit.jsonl") }
        }
    }

    @Test func aLogThatWasMovedAwayAndBack() throws {
        let disk = DiskKind.real.make(in: directory)
        let log = try disk.log()
        try log.append([try skipped(1)])
        let path = disk.directory + "/audit.jsonl"
        #expect(rename(path, path + ".away") == 0)
        for _ in 0..<2 { #expect { try log.end() } throws: { $0 as? AuditError == .replaced(path: path) } }
        try disk.log().append([try skipped(2), try skipped(3)])
        #expect { try log.end() } throws: { $0 as? AuditError == .replaced(path: path) }
        #expect(rename(path + ".away", path) == 0)
        try log.append([try skipped(4)])
        #expect(try log.check() == 2)
    }

    /// After a failure the file is opened again, and what has come into its place meanwhile is not taken for the log.
    @Test(arguments: [true, false]) func anotherFileInItsPlaceAfterAFailure(isGone: Bool) throws {
        let disk = MemoryDisk()
        let path = "/a/audit.jsonl"
        let log = try AuditLog(directory: "/a", disk: disk)
        try log.append([try skipped(1)])
        let bytes = try #require(disk.bytes(path))
        // The first one is of the lock.
        disk.fail(.examine, after: 1, code: EACCES)
        #expect { try log.end() } throws: { $0 as? AuditError == .disk(DiskError(.examine, path, code: EACCES)) }
        disk.remove(path)
        if !isGone { disk.put(bytes, at: path) }
        for _ in 0..<2 {
            #expect { try log.append([try skipped(2)]) } throws: { $0 as? AuditError == .replaced(path: path) }
        }
        #expect(disk.bytes(path) == (isGone ? nil : bytes))
    }

    /// A cut log that others wrote on, who did not know what it had been, until it is as long as it was.
    @Test(arguments: DiskKind.allCases) func aLogThatWasCutAndGrewAgain(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let log = try disk.log()
        try log.append([try skipped(1), try skipped(2)])
        let lines = try log.allLines()
        try disk.file().truncate(to: lines[1].offset)
        #expect(throws: AuditError.self) { try log.end() }
        try disk.log().append([try skipped(3)])
        let bytes = try disk.bytes()
        #expect(bytes.count == lines[1].end.offset)
        for _ in 0..<2 {
            #expect { try log.append([try skipped(4)]) } throws: { error in
                guard case .broken(let broken)? = error as? AuditError,
                    case .differs(let remembered, _) = broken.problem
                else { return false }
                return broken.sequence == 1 && remembered == lines[1].leaf
            }
        }
        #expect(try disk.bytes() == bytes)
    }

    @Test func aLogThatIsGone() throws {
        let disk = MemoryDisk()
        let log = try AuditLog(directory: "/a", disk: disk)
        try log.append([try skipped(1)])
        disk.remove("/a/audit.jsonl")
        #expect { try log.append([try skipped(1)]) } throws: { $0 as? AuditError == .replaced(path: "/a/audit.jsonl") }
        #expect(disk.bytes("/a/audit.jsonl") == nil)
    }

    /// Lines cut off at the front leave a first line that is not the first.
    @Test func aBeginningThatWasCutOff() throws {
        let disk = TestDisk.memory()
        try disk.log().append([try skipped(1), try skipped(2)])
        try disk.overwrite(try disk.bytes().lines[1])
        #expect { try disk.log().end() } throws: { error in
            guard case .broken(let line)? = error as? AuditError else { return false }
            return line.problem == .sequence(stated: 1) && line.sequence == 0
        }
    }
}
