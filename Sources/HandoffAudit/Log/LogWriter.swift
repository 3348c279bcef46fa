import Glibc
import HandoffCards

/// What a log object knows from one transaction to the next.
struct LogWriter: Sendable {
    private let folder: any DiskFolder
    private let rotation: LogRotation
    private let signer: (any CheckpointSigner)?
    private let clock: AuditClock?
    private var reading: AuditClock.Reading?
    private var lock: (any DiskFile)?
    private var files: LogFiles?
    /// The segment that was written to the last time, and where it begins, kept for when the files are opened again:
    /// others must not be taken for the log.
    private var known: LogFiles.Place?
    /// The end as it was when this object last found the log good.
    private var tip: LogTip?
    /// The last transaction did not find the log good, or could not tell.
    private var isInDoubt = false
    /// What ended all writing.
    private var failure: AuditError?

    private static let lockName = "lock"

    init(
        folder: any DiskFolder, rotation: LogRotation, signer: (any CheckpointSigner)?, clock: AuditClock?
    ) {
        self.folder = folder
        self.rotation = rotation
        self.signer = signer
        self.clock = clock
    }

    /// Whether this process appended something that no signed checkpoint covers, and could sign it.
    var isUnsigned: Bool { signer != nil && tip?.isUnsigned == true && failure == nil }

    /// What was signed since the last call.
    mutating func takeNotes() -> [SignedCheckpoint] {
        defer { tip?.notes = [] }
        return tip?.notes ?? []
    }

    mutating func transaction<R>(now: Timestamp, _ body: (inout AuditTransaction) throws -> R) throws -> R {
        if let failure { throw AuditError.closed(reason: failure.description) }
        let lock = try takeLock()
        defer { lock.unlock() }
        var transaction: AuditTransaction
        do throws(AuditError) { transaction = try begin(now: now) } catch {
            fail(error)
            throw error
        }
        isInDoubt = false
        defer {
            tip = transaction.tip
            failure = transaction.failure
        }
        return try body(&transaction)
    }

    private mutating func begin(now: Timestamp) throws(AuditError) -> AuditTransaction {
        var files = try currentFiles()
        let end = LogEnd(folder: folder, files: files, known: tip, isInDoubt: isInDoubt, signer: signer)
        // From here on the log is good up to there, whatever happens to the next steps.
        tip = try end.settled(now: now)
        try noteClockStep(files)
        if try rotation.isDue(for: files, now: now) {
            files = try files.beginningSegment(in: folder)
            keep(files)
        }
        var transaction = try self.transaction(files)
        if files.start > 0, transaction.position.offset == files.start {
            try transaction.appendCheckpoint(at: now)
            tip = transaction.tip
        }
        return transaction
    }

    /// The lock may have been waited for: the time is taken now. Written at once, since whoever changes the log counts
    /// on the sequence number of its first fact.
    private mutating func noteClockStep(_ files: LogFiles) throws(AuditError) {
        guard let reading = clock?.read() else { return }
        if let step = reading.step(after: tip?.time, since: self.reading) {
            var transaction = try self.transaction(files)
            try transaction.append([.clockStepped(step)], at: step.to)
            tip = transaction.tip
        }
        self.reading = reading
    }

    private func transaction(_ files: LogFiles) throws(AuditError) -> AuditTransaction {
        try AuditTransaction(files: files, tip: tip ?? LogTip(.start, time: nil), signer: signer, time: reading?.time)
    }

    private mutating func fail(_ error: AuditError) {
        isInDoubt = true
        guard case .disk(let cause) = error else { return }
        // Its descriptor may have gone stale with the file system.
        files = nil
        if cause.operation.leavesContentUnknown { failure = error }
    }

    private mutating func keep(_ files: LogFiles) {
        self.files = files
        known = files.place
    }

    /// The files as they are; a missing one to write to is made.
    private mutating func currentFiles() throws(AuditError) -> LogFiles {
        if let files, try onDisk({ () throws(DiskError) in try files.areCurrent() }) { return files }
        var found = try onDisk { () throws(DiskError) in try LogFiles(in: folder, for: .appending) }
        if let known, !found.has(known) { throw .replaced(path: folder.path + "/" + AuditLog.fileName) }
        if known == nil { try found.checkJoints(in: folder) }
        // Whoever was killed while it began a segment may have left it without a file, or without a durable name.
        found = try onDisk { () throws(DiskError) in try found.withCurrent(in: folder) }
        keep(found)
        return found
    }

    /// Opens the lock's file once and takes the lock; again when another file has come into its place, which others
    /// would be locking.
    private mutating func takeLock() throws(AuditError) -> any DiskFile {
        while true {
            let kept = self.lock
            self.lock = nil
            let lock = try onDisk { () throws(DiskError) in
                if let kept { kept } else { try folder.openOrCreate(Self.lockName) }
            }
            let isTheLock = try onDisk { () throws(DiskError) in
                try lock.lock()
                return try folder.identity(of: Self.lockName) == lock.identity
            }
            if isTheLock {
                self.lock = lock
                return lock
            }
        }
    }
}

extension DiskFolder {
    func openOrCreate(_ name: String) throws(DiskError) -> any DiskFile {
        while true {
            if let file = try open(name, for: .appending) { return file }
            do { return try create(name) } catch  where error.code == EEXIST { continue }
        }
    }
}
