import Glibc
import HandoffAudit
import TestSupport
import Testing

/// What only a real file system can do wrong.
@Suite struct RealDiskTests {
    private let directory: TemporaryFolder
    private let disk: TestDisk
    private var path: String { disk.directory }

    init() throws {
        directory = try .forDisks()
        disk = DiskKind.real.make(in: directory)
    }

    @Test func filesAndFolderAreTheOwnersAlone() throws {
        try disk.log().append([try skipped(1)])
        var status = stat()
        for (name, mode) in [("", 0o700), ("/audit.jsonl", 0o600), ("/lock", 0o600)] {
            #expect(stat(path + name, &status) == 0)
            #expect(status.st_mode & 0o777 == mode, "\(name)")
        }
    }

    @Test(arguments: ["audit.jsonl", "lock"], ["fifo", "link", "dangling", "folder"])
    func aFileOfAnotherKindIsRefusedAtOnce(name: String, kind: String) throws {
        let log = try disk.log()
        let file = path + "/" + name
        switch kind {
        case "fifo": #expect(mkfifo(file, 0o600) == 0)
        case "link":
            #expect(close(creat(path + "/elsewhere", 0o600)) == 0)
            #expect(symlink("elsewhere", file) == 0)
        case "dangling": #expect(symlink("nowhere", file) == 0)
        default: #expect(mkdir(file, 0o700) == 0)
        }
        #expect { try log.end() } throws: { error in
            guard case .disk(let error)? = error as? AuditError else { return false }
            return error.path == file && error.operation == .open
        }
        if name == "audit.jsonl" { #expect(throws: AuditError.self) { try log.allLines() } }
    }

    @Test func aFolderWithoutAParentIsAnError() throws {
        #expect { try AuditLog(directory: path + "/a/b") } throws: { error in
            error as? AuditError == .disk(DiskError(.create, path + "/a/b", code: ENOENT))
        }
    }

    @Test func aLockThatWasReplacedIsTakenAnew() throws {
        let log = try disk.log()
        try log.append([try skipped(1)])
        #expect(unlink(path + "/lock") == 0)
        let other = try disk.log()
        let waiter = try other.transaction(now: noon) { transaction in
            // Holds the new lock; a writer that held the old one must wait for it.
            #expect(!isFree(path + "/lock"))
            let waiter = try BackgroundThread { _ = try log.append([try skipped(2)]) }
            #expect(comesTrue { isWaitedFor(path + "/lock") })
            try transaction.append([try skipped(3)], at: noon)
            return waiter
        }
        try waiter.join()
        #expect(try log.check() == 3)
        #expect(try log.allLines().map { try $0.fact } == [1, 3, 2].map { try skipped($0) })
    }

    /// Whether somebody new could have the lock now.
    private func isFree(_ lock: String) -> Bool {
        let file = open(lock, O_RDWR | O_CLOEXEC)
        defer { close(file) }
        return flock(file, LOCK_EX | LOCK_NB) == 0
    }

    /// Whether the kernel lists somebody who waits for the lock.
    private func isWaitedFor(_ lock: String) -> Bool {
        var status = stat()
        guard stat(lock, &status) == 0, let locks = try? Files.text("/proc/locks") else { return false }
        return locks.split(separator: "\n").contains { $0.contains("-> FLOCK") && $0.contains(":\(status.st_ino) ") }
    }
}
