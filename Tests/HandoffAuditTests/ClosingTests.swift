import Glibc
import HandoffAudit
import HandoffCards
import Testing

/// What ends all writing, and that it does.
@Suite struct ClosingTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func expectClosed(_ log: AuditLog, _ disk: TestDisk) throws {
        let bytes = try disk.bytes()
        for _ in 0..<2 {
            #expect { try log.append([try skipped(99)]) } throws: { error in
                if case .closed(let reason)? = error as? AuditError { !reason.isEmpty } else { false }
            }
        }
        #expect(try disk.bytes() == bytes)
    }

    @Test(arguments: DiskKind.allCases) func aLogThatWasCut(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let log = try disk.log()
        try log.append([try skipped(1), try skipped(2)])
        let size = try disk.file().size()
        let first = try log.allLines()[0].end.offset
        try disk.file().truncate(to: first)
        #expect { try log.end() } throws: { $0 as? AuditError == .truncated(known: size, found: first) }
        try expectClosed(log, disk)
    }

    @Test(arguments: DiskKind.allCases) func aBrokenLineOfAnotherWriter(kind: DiskKind) throws {
        let disk = kind.make(in: directory)
        let log = try disk.log()
        try log.append([try skipped(1)])
        let line = try #require(try disk.bytes().lines.first)
        try disk.append(line)
        #expect { try log.append([try skipped(2)]) } throws: { error in
            guard case .broken(let broken)? = error as? AuditError else { return false }
            return broken.line == 2 && broken.problem == .sequence(stated: 0) && broken.offset == line.count
        }
        try expectClosed(log, disk)
        #expect(try disk.log().verify().broken?.line == 2)
    }

    @Test(arguments: DiskKind.allCases, ["{}\n", "\n", "rubbish\n"])
    func aLastLineThatIsNone(kind: DiskKind, tail: String) throws {
        let disk = kind.make(in: directory)
        try disk.log().append([try skipped(1)])
        try disk.append(Array(tail.utf8))
        let log = try disk.log()
        #expect { try log.append([try skipped(2)]) } throws: { error in
            if case .broken? = error as? AuditError { true } else { false }
        }
        try expectClosed(log, disk)
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
        #expect { try log.end() } throws: { $0 as? AuditError == .replaced(path: "/a/audit.jsonl") }
        #expect { try log.end() } throws: { error in
            if case .closed? = error as? AuditError { true } else { false }
        }
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
            return line.problem == .sequence(stated: 1) && line.line == 1
        }
    }
}
