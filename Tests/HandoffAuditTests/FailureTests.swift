import Glibc
import HandoffAudit
import HandoffCards
import StrictJSON
import Testing

/// A disk that fails: nothing is acknowledged, no write is tried again, and other writers go on from a good log.
@Suite struct FailureTests {
    private let disk = MemoryDisk()
    private let path = "/a/audit.jsonl"

    private func log() throws -> AuditLog { try AuditLog(directory: "/a", disk: disk) }

    @Test(arguments: [(DiskError.Operation.write, EIO), (.write, EFBIG), (.synchronize, EIO), (.synchronize, ENOSPC)])
    func aFailureClosesTheLogAndTakesItsBytesBack(operation: DiskError.Operation, code: Int32) throws {
        let log = try log()
        try log.append([try skipped(1)])
        let before = disk.bytes(path)
        disk.fail(operation, code: code)
        let error = DiskError(operation, path, code: code)
        #expect { try log.append([try skipped(2), try skipped(3)]) } throws: { $0 as? AuditError == .disk(error) }
        #expect(disk.bytes(path) == before)
        let changes = disk.changes
        #expect { try log.append([try skipped(4)]) } throws: { caught in
            caught as? AuditError == .closed(reason: AuditError.disk(error).description)
        }
        #expect(disk.changes == changes)
        let other = try self.log()
        try other.append([try skipped(5)])
        #expect(try other.check() == 2)
        let after = try AuditLog(directory: "/a", disk: disk.restarted(.nothing))
        #expect(try after.allLines() == other.allLines())
    }

    /// The body cannot go on by catching the error.
    @Test func aFailureClosesTheTransactionToo() throws {
        let log = try log()
        disk.fail(.write, after: 0, code: EIO)
        try log.transaction(now: noon) { transaction in
            #expect(throws: AuditError.self) { try append(to: &transaction) }
            let changes = disk.changes
            #expect(throws: AuditError.self) { try append(to: &transaction) }
            #expect(disk.changes == changes)
        }
        #expect(throws: AuditError.self) { try log.end() }
        #expect(disk.bytes(path) == [])
    }

    private func append(to transaction: inout AuditTransaction) throws {
        try transaction.append([try skipped(1)], at: noon)
    }

    @Test func shortWritesAreGoneOnWith() throws {
        disk.limitWrites(to: 7)
        let log = try log()
        try log.append([try skipped(1), try skipped(2)])
        #expect(try log.check() == 2)
    }

    /// The disk is full after each number of bytes of the batch: the log is what it was before.
    @Test func aFullDiskLeavesWhatWasThere() throws {
        let facts = try [skipped(2), skipped(3)]
        let full = MemoryDisk()
        let reference = try AuditLog(directory: "/a", disk: full)
        try reference.append([try skipped(1)])
        let before = try #require(full.bytes(path))
        let first = before.count
        try reference.append(facts)
        let size = try #require(full.bytes(path)).count
        for capacity in first..<size {
            let disk = MemoryDisk()
            let log = try AuditLog(directory: "/a", disk: disk)
            try log.append([try skipped(1)])
            disk.limitCapacity(to: capacity)
            #expect { try log.append(facts) } throws: { error in
                error as? AuditError == .disk(DiskError(.write, path, code: ENOSPC))
            }
            #expect(disk.bytes(path) == before)
        }
    }

    /// Where even taking the bytes back fails, whoever comes next heals the log.
    @Test func bytesThatCannotBeTakenBackAreHealed() throws {
        let log = try log()
        try log.append([try skipped(1)])
        disk.limitWrites(to: 50)
        disk.fail(.write, after: 1, code: EIO)
        disk.fail(.truncate, code: EIO)
        #expect(throws: AuditError.self) { try log.append([try skipped(2)]) }
        let other = try self.log()
        try other.append([try skipped(3)])
        #expect(try other.allLines().map(\.type) == ["handoff.skipped", "log.recovered", "handoff.skipped"])
        #expect(disk.bytes("/a/torn-1-1")?.count == 50)
    }

    /// Each step of opening the log, by one writer or the next, fails once: the log has what they were told it has.
    @Test(arguments: [DiskError.Operation.open, .create, .examine, .lock, .read, .synchronize])
    func whatFailsOnceDoesNoHarm(operation: DiskError.Operation) throws {
        for successes in 0..<4 {
            let disk = MemoryDisk()
            let log = try AuditLog(directory: "/a", disk: disk)
            disk.fail(operation, after: successes)
            let isAppended = (try? log.append([try skipped(1)])) != nil
            let other = try AuditLog(directory: "/a", disk: disk)
            let isAppendedAgain = (try? other.append([try skipped(2)])) != nil
            let after = try AuditLog(directory: "/a", disk: disk.restarted(.nothing))
            try after.append([try skipped(3)])
            #expect(try after.check() == 1 + (isAppended ? 1 : 0) + (isAppendedAgain ? 1 : 0))
        }
    }

    /// What fails before anything is written fails that one transaction, whatever step it is and whether or not the log
    /// was used before.
    @Test(
        arguments: [
            (DiskError.Operation.open, EMFILE), (.open, EACCES), (.create, ENFILE), (.examine, EACCES), (.lock, EINTR),
            (.read, EIO),
        ], [true, false])
    func aFailureBeforeAnyWriteIsNotForGood(failing: (operation: DiskError.Operation, code: Int32), isKnown: Bool)
        throws
    {
        var failures = 0
        for successes in 0..<6 {
            let disk = MemoryDisk()
            let log = try AuditLog(directory: "/a", disk: disk)
            if isKnown { try log.append([try skipped(1)]) }
            // Something to read, and half a line to take out.
            try AuditLog(directory: "/a", disk: disk).append([try skipped(2)])
            let file = try #require(try disk.folder("/a").open("audit.jsonl", for: .appending))
            #expect(try file.append([123]) == 1)
            disk.fail(failing.operation, after: successes, code: failing.code)
            var failure: DiskError?
            do { try log.append([try skipped(3)]) } catch AuditError.disk(let error) { failure = error }
            disk.fail(failing.operation, after: .max)
            if let failure {
                #expect(failure.operation == failing.operation && failure.code == failing.code)
                failures += 1
                try log.append([try skipped(3)])
            }
            let cards = try log.allLines().compactMap { try $0.fact.card?.text }
            #expect(cards == (isKnown ? ["card-1"] : []) + ["card-2", "card-3"])
            #expect(try log.check() == cards.count + (disk.bytes("/a/torn-\(cards.count - 1)-2") == nil ? 1 : 2))
        }
        #expect(failures > 0)
    }

    /// Writes that fail while a torn end is healed end all writing, as those of facts do.
    @Test(arguments: [DiskError.Operation.write, .synchronize, .truncate])
    func aFailureOfHealingClosesTheLog(operation: DiskError.Operation) throws {
        let log = try log()
        try log.append([try skipped(1)])
        let file = try #require(try disk.folder("/a").open("audit.jsonl", for: .appending))
        #expect(try file.append([123]) == 1)
        disk.fail(operation)
        #expect(throws: AuditError.self) { try log.end() }
        let changes = disk.changes
        #expect { try log.end() } throws: { error in
            if case .closed(let reason)? = error as? AuditError { !reason.isEmpty } else { false }
        }
        #expect(disk.changes == changes)
    }

    /// A sync that failed in one process, and succeeds in the next without the bytes being on the disk.
    @Test func aFailedSyncIsNotOutlivedByItsLines() throws {
        let log = try log()
        try log.append([try skipped(1)])
        let other = try self.log()
        #expect(try other.end().sequence == 1)
        disk.fail(.synchronize)
        #expect(throws: AuditError.self) { try log.append([try skipped(2)]) }
        try other.append([try skipped(3)])
        let after = try AuditLog(directory: "/a", disk: disk.restarted(.nothing))
        #expect(try after.allLines().compactMap { try $0.fact.card?.text } == ["card-1", "card-3"])
    }

    /// Lines of a writer that was killed before its sync are made durable before anyone builds on them.
    @Test(arguments: [true, false]) func linesOfAKilledWriterAreSyncedFirst(isKnown: Bool) throws {
        let log = try log()
        try log.append([try skipped(1)])
        let twin = MemoryDisk()
        let reference = try AuditLog(directory: "/a", disk: twin)
        try reference.append([try skipped(1)])
        try reference.append([try skipped(2)])
        let line = try #require(twin.bytes(path)).lines[1]
        let file = try #require(try disk.folder("/a").open("audit.jsonl", for: .appending))
        #expect(try file.append(line[...]) == line.count)
        let reader = isKnown ? log : try self.log()
        #expect(try reader.end().sequence == 2)
        #expect(disk.restarted(.nothing).bytes(path) == twin.bytes(path))
    }
}
