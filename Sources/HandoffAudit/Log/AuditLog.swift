import Glibc
import HandoffCards
import Synchronization

/// The append-only, hash-chained log: the only state there is.
///
/// Any number of processes write to it, one at a time: each transaction holds an exclusive `flock` on the file `lock`
/// beside the log. What a transaction appended is durable when `append` returns.
///
/// It fails closed. After a failed write or sync, a broken line, or a log that became shorter or another file, this
/// object writes nothing more: a sync is never tried again, since after a failure the kernel takes the lost pages for
/// clean.
///
/// A process that may meet a file size limit (`RLIMIT_FSIZE`) must ignore `SIGXFSZ`; the failed write is then an error
/// like any other.
package final class AuditLog: Sendable {
    package let directory: String
    let folder: any DiskFolder
    private let state = Mutex(State())

    static let fileName = "audit.jsonl"
    static let lockName = "lock"

    private struct State: Sendable {
        var lock: (any DiskFile)?
        var file: (any DiskFile)?
        /// The end as it was when this object last held the lock.
        var end: LogPosition?
        var failure: AuditError?
    }

    /// Opens the log's folder, or makes it (0700). The log itself is made by the first transaction.
    package init(directory: String, disk: any Disk = RealDisk()) throws(AuditError) {
        self.directory = directory
        folder = try onDisk { () throws(DiskError) in try disk.folder(directory) }
    }

    /// Reads on from a position; needs no lock. When it was remembered for another log, the first line read does not
    /// fit and throws.
    package func reader(from position: LogPosition = .start) throws(AuditError) -> AuditReader {
        AuditReader(folder: folder, from: position)
    }

    /// Tells of changes to the log and to the files beside it.
    package func watch() throws(AuditError) -> any DiskWatch {
        try onDisk { () throws(DiskError) in try folder.watch() }
    }

    /// Takes the lock, checks what other processes appended, heals a torn end, runs `body`, gives the lock up.
    ///
    /// The bytes of a torn end, which nobody was told are recorded, go to a file of their own, `torn-<sequence>-<n>`,
    /// and a `log.recovered` line says so before anything else is appended.
    ///
    /// Not reentrant: `body` must not begin another transaction on the same log.
    ///
    /// - Throws: What `body` throws; what it appended before that stays. Else `AuditError`.
    package func transaction<R>(now: Timestamp, _ body: (inout AuditTransaction) throws -> R) throws -> R {
        var outcome: Result<R, any Error>?
        state.withLock { state in
            outcome = Result { try Self.transaction(in: folder, &state, now: now, body) }
        }
        guard let outcome else { preconditionFailure("withLock runs its body once") }
        return try outcome.get()
    }

    private static func transaction<R>(
        in folder: any DiskFolder, _ state: inout State, now: Timestamp, _ body: (inout AuditTransaction) throws -> R
    ) throws -> R {
        if let failure = state.failure { throw AuditError.closed(reason: failure.description) }
        let lock = try lock(in: folder, &state)
        defer { lock.unlock() }
        let file = try file(in: folder, &state)
        let end: LogPosition
        do { end = try LogEnd(folder: folder, file: file, known: state.end).settled(now: now) } catch {
            state.failure = error
            throw error
        }
        var transaction = AuditTransaction(file: file, position: end)
        defer {
            state.end = transaction.position
            state.failure = transaction.failure
        }
        return try body(&transaction)
    }

    /// Opens the lock's file once and takes the lock; again when another file has come into its place, which others
    /// would be locking.
    private static func lock(in folder: any DiskFolder, _ state: inout State) throws(AuditError) -> any DiskFile {
        try onDisk { () throws(DiskError) in
            while true {
                let lock = if let lock = state.lock { lock } else { try opened(lockName, in: folder) }
                state.lock = nil
                try lock.lock()
                if try folder.identity(of: lockName) == lock.identity {
                    state.lock = lock
                    return lock
                }
            }
        }
    }

    private static func file(in folder: any DiskFolder, _ state: inout State) throws(AuditError) -> any DiskFile {
        if let file = state.file { return file }
        return try onDisk { () throws(DiskError) in
            let file = try opened(fileName, in: folder)
            // Whoever made the file may have been killed before its name was durable; a log with content had that done.
            if try file.size() == 0 { try folder.synchronize() }
            state.file = file
            return file
        }
    }

    private static func opened(_ name: String, in folder: any DiskFolder) throws(DiskError) -> any DiskFile {
        while true {
            if let file = try folder.open(name, for: .appending) { return file }
            do { return try folder.create(name) } catch  where error.code == EEXIST { continue }
        }
    }
}
