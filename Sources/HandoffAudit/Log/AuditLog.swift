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
    /// As they were found for reading the last time.
    let found = Mutex<LogFiles?>(nil)
    let joined = JoinedAppends()
    private let writer: Mutex<LogWriter>
    private let deliver: @Sendable (SignedCheckpoint) -> Void

    /// Of the segment that is written to.
    static let fileName = "audit.jsonl"

    /// Opens the log's folder, or makes it (0700). The log itself is made by the first transaction.
    ///
    /// - Parameters:
    ///   - rotation: when a transaction begins another segment.
    ///   - clock: by which it is noticed that the machine's clock was set; nil for not to look.
    package init(
        directory: String, disk: any Disk = RealDisk(), rotation: LogRotation = LogRotation(),
        checkpoints: CheckpointPolicy = CheckpointPolicy(), clock: AuditClock? = nil
    ) throws(AuditError) {
        self.directory = directory
        let folder = try onDisk { () throws(DiskError) in try disk.folder(directory) }
        self.folder = folder
        deliver = checkpoints.deliver
        writer = Mutex(
            LogWriter(folder: folder, rotation: rotation, signer: checkpoints.signer, clock: clock))
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

    /// Takes the lock, checks what other processes appended, heals a torn end, begins another segment when it is time,
    /// runs `body`, gives the lock up.
    ///
    /// The bytes of a torn end, which nobody was told are recorded, go to a file of their own, `torn-<sequence>-<n>`,
    /// and a `log.recovered` line says so before anything else is appended.
    ///
    /// Not reentrant: `body` must not begin another transaction on the same log.
    ///
    /// - Throws: What `body` throws; what it appended before that stays. Else `AuditError`.
    package func transaction<R>(now: Timestamp, _ body: (inout AuditTransaction) throws -> R) throws -> R {
        var outcome: Result<R, any Error>?
        let notes = writer.withLock { writer in
            outcome = Result { try writer.transaction(now: now, body) }
            return writer.takeNotes()
        }
        notes.forEach(deliver)
        guard let outcome else { preconditionFailure("withLock runs its body once") }
        return try outcome.get()
    }

    /// Signs what the log is now and keeps that beside it, if this object appended something since it last signed: for
    /// who is about to end. Adds no line.
    package func checkpointNow(at time: Timestamp) throws {
        guard writer.withLock({ $0.isUnsigned }) else { return }
        try transaction(now: time) { try $0.signCheckpoint(at: time) }
    }
}
