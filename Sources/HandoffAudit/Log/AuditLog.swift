import Glibc
import HandoffCards
import Synchronization

/// The append-only, hash-chained log: the only state there is.
///
/// Any number of processes write to it, one at a time: each transaction holds an exclusive `flock` on the file `lock`
/// beside the log. What a transaction appended is durable when `append` returns.
///
/// It fails closed. After a failed write, sync or truncation this object writes nothing more: a sync is never tried
/// again, since after a failure the kernel takes the lost pages for clean. For as long as a line is broken, or the log
/// is shorter than it was or another file, each transaction finds that anew and writes nothing. Any other failure, such
/// as too many open files, is that transaction's alone.
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
        /// The file's, kept for when it is opened again: another one must not be taken for the log.
        var identity: FileIdentity?
        /// The end as it was when this object last found the log good.
        var end: LogPosition?
        /// The last transaction did not find the log good, or could not tell.
        var isInDoubt = false
        /// What ended all writing.
        var failure: AuditError?

        mutating func fail(_ error: AuditError) {
            isInDoubt = true
            guard case .disk(let cause) = error else { return }
            // Its descriptor may have gone stale with the file system.
            file = nil
            if cause.operation.leavesContentUnknown { failure = error }
        }
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
        let file: any DiskFile
        let end: LogPosition
        do throws(AuditError) {
            file = try self.file(in: folder, &state)
            end = try LogEnd(folder: folder, file: file, known: state.end, isInDoubt: state.isInDoubt).settled(now: now)
        } catch {
            state.fail(error)
            throw error
        }
        state.isInDoubt = false
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
        let known = state.identity
        let found = try onDisk { () throws(DiskError) in
            // A log that is gone is not begun again.
            known == nil ? try opened(fileName, in: folder) : try folder.open(fileName, for: .appending)
        }
        guard let file = found, known == nil || file.identity == known else {
            throw .replaced(path: folder.path + "/" + fileName)
        }
        // Whoever made the file may have been killed before its name was durable; a log with content had that done.
        try onDisk { () throws(DiskError) in if try file.size() == 0 { try folder.synchronize() } }
        state.file = file
        state.identity = file.identity
        return file
    }

    private static func opened(_ name: String, in folder: any DiskFolder) throws(DiskError) -> any DiskFile {
        while true {
            if let file = try folder.open(name, for: .appending) { return file }
            do { return try folder.create(name) } catch  where error.code == EEXIST { continue }
        }
    }
}
