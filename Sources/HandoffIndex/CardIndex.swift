import GRDB
import GRDBSQLite
import Glibc
import HandoffAudit
import HandoffCards
import Synchronization

/// The SQLite projection of the audit log: what state each card is in, and where the log says so.
///
/// Everything in it follows from the log. It can be deleted at any moment: the next opening makes it anew. Writes happen only while
/// the log's lock is held, by whichever process holds it; reads need no lock and see the last finished write.
package final class CardIndex: Sendable {
    package let path: String
    private let isBrief: Bool
    let file: Mutex<OpenFile>

    struct OpenFile: Sendable {
        let pool: any DatabaseWriter
        let identity: FileIdentity?
        /// Lines were taken in, and are not given back.
        var hasLines = false
    }

    /// Opens the index at `path`, or makes it; a file of another schema, or one that is no database, is replaced.
    ///
    /// - Parameter isBrief: one connection for everything, which is opened sooner and lets one thread at a time in; for a command that
    ///   does one thing. Never ask it something while it answers.
    package init(path: String, isBrief: Bool = false) throws(IndexError) {
        self.path = path
        self.isBrief = isBrief
        file = Mutex(try Self.opened(path, isBrief))
        UnfinishedIndex.removeAbandoned(of: path)
    }

    var pool: any DatabaseWriter { file.withLock { $0.pool } }

    /// Opens what has come into the file's place since: an index that was made anew, or none.
    ///
    /// Call it while the log's lock is held, before anything is written: what is written to a file without a name is lost.
    package func reopenIfReplaced() throws(IndexError) {
        guard file.withLock({ $0.identity }) != Self.identity(of: path) else { return }
        let opened = try Self.opened(path, isBrief)
        file.withLock { $0 = opened }
    }

    private static func opened(_ path: String, _ isBrief: Bool) throws(IndexError) -> OpenFile {
        do {
            do { return try open(path, isBrief) } catch let error as DatabaseError where error.isUnusableFile {
                remove(path)
                return try open(path, isBrief)
            } catch { throw error }
        } catch { throw IndexError(error, path: path) }
    }

    private static func open(_ path: String, _ isBrief: Bool) throws -> OpenFile {
        // One at a time: where several make a new file a database at once, SQLite turns some of them away without waiting.
        let folder = Glibc.open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if folder >= 0 { close(folder) } }
        while folder >= 0, flock(folder, LOCK_EX) != 0, errno == EINTR {}
        // SQLite gives its other files the mode of this one. Made without a descriptor: closing one would drop this process's locks on it.
        mknod(path, S_IFREG | 0o600, 0)
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        // A change of state, a search, a report, and a screen that must not wait for them.
        configuration.maximumReaderCount = 4
        // What GRDB does besides for readers beside a writer costs a short command more than its own questions.
        if !isBrief { configuration.journalMode = .wal }
        configuration.prepareDatabase { db in
            if isBrief { try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL") }
            // Without this every command that opens the index alone would make, sync and remove the journal.
            var isOn: CInt = 1
            sqlite3_file_control(db.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &isOn)
            // The next process that opens the index reads what the journal holds: it is kept short.
            if !db.configuration.readonly { try db.execute(sql: "PRAGMA wal_autocheckpoint = \(journalPages)") }
        }
        let identity = identity(of: path)
        let pool: any DatabaseWriter =
            isBrief
            ? try DatabaseQueue(path: path, configuration: configuration)
            : try DatabasePool(path: path, configuration: configuration)
        let version = try pool.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
        if version == IndexSchema.version { return OpenFile(pool: pool, identity: identity) }
        try pool.write { db in
            // Asked again under SQLite's own lock: two processes may open a new index at once.
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            if version == IndexSchema.version { return }
            guard version == 0 else { throw DatabaseError(resultCode: .SQLITE_NOTADB, message: "another schema") }
            try IndexSchema.create(db)
            try IndexSchema.createIndexes(db)
        }
        return OpenFile(pool: pool, identity: identity)
    }

    private static let journalPages = 250

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    static func identity(of path: String) -> FileIdentity? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }

    static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    }

    /// Stops whatever runs on these connections now; it fails with that reason.
    package func interrupt() { pool.interrupt() }

    /// Has all that `body` asks on this thread answered from one state of the index, which is also sooner than a state for each question.
    ///
    /// Nothing can be written on this thread meanwhile.
    package func holdingStill<R>(_ body: () throws -> R) throws -> R {
        var result: Result<R, any Error>?
        try reading { _ in result = Result(catching: body) }
        guard let result else { preconditionFailure("a read that succeeds has run its body") }
        return try result.get()
    }

    func reading<R>(_ body: (Database) throws -> R) throws(IndexError) -> R {
        do {
            return try pool.unsafeReentrantRead { db in
                // Within another reading, whose state of the index is the one to see.
                if db.isInsideTransaction { return try body(db) }
                var result: R?
                try db.inTransaction(.deferred) {
                    result = try body(db)
                    return .commit
                }
                guard let result else { preconditionFailure("a transaction that succeeds has run its body") }
                return result
            }
        } catch { throw IndexError(error, path: pool.path) }
    }

    func writing<R>(_ body: (Database) throws -> R) throws(IndexError) -> R {
        do { return try pool.write(body) } catch { throw IndexError(error, path: pool.path) }
    }
}

/// The projection could not be read or written; the log is not touched by that.
package struct IndexError: Error, Sendable, Equatable, CustomStringConvertible {
    package let path: String
    package let reason: String
    /// There is no room for it; nothing is wrong with the index.
    package let isFull: Bool

    init(_ error: any Error, path: String) {
        self.path = path
        isFull = (error as? DatabaseError)?.resultCode == .SQLITE_FULL
        reason = (error as? DatabaseError)?.message ?? "\(error)"
    }

    package var description: String {
        "The index \(path) cannot be used: \(reason)."
            + (isFull ? " Free some space." : " It can be deleted; it is made anew from the audit log.")
    }
}

extension DatabaseError {
    fileprivate var isUnusableFile: Bool { resultCode == .SQLITE_NOTADB || resultCode == .SQLITE_CORRUPT }
}
