import HandoffCards

/// The right to append, for as long as the lock is held.
package struct AuditTransaction: ~Copyable {
    private(set) var tip: LogTip
    private(set) var failure: AuditError?
    private let files: LogFiles
    private let file: any DiskFile
    private let signer: (any CheckpointSigner)?
    /// What the log's clock showed once the lock was there; nil for a log without one.
    package let time: Timestamp?

    /// A checkpoint follows what reaches a multiple of so many lines.
    package static let checkpointInterval = 256

    init(
        files: LogFiles, tip: LogTip, signer: (any CheckpointSigner)?, time: Timestamp? = nil
    ) throws(AuditError) {
        guard let file = files.current else { throw .replaced(path: files.path) }
        self.files = files
        self.file = file
        self.tip = tip
        self.signer = signer
        self.time = time
    }

    /// The log's end.
    package var position: LogPosition { tip.position }

    /// Appends the facts in one write and one sync, or a few when they are long; they are durable when this returns. When the log reaches a multiple
    /// of 256 lines by them, a checkpoint follows in the same write.
    ///
    /// - Returns: Where the facts' lines were put; the checkpoint's is not among them.
    /// - Throws: `unwritable` for a fact that could not be read back, with nothing written and the transaction as good
    ///   as before; so it is when the lines before cannot be read for a checkpoint. Any other error ends all writing by
    ///   this log object; as far as the file system lets it, the log is what it was before.
    @discardableResult
    package mutating func append(_ facts: [AuditFact], at time: Timestamp) throws(AuditError) -> [AppendedLine] {
        try append([(facts, time)]).first ?? []
    }

    /// As `append` for one, for several groups of facts at once, each with its time.
    mutating func append(_ groups: [([AuditFact], Timestamp)]) throws(AuditError) -> [[AppendedLine]] {
        if let failure { throw .closed(reason: failure.description) }
        let count = groups.reduce(0) { $0 + $1.0.count }
        guard count > 0, let last = groups.last?.1 else { return groups.map { _ in [] } }
        let before = position.sequence / Self.checkpointInterval
        let isDue = (position.sequence + count) / Self.checkpointInterval > before
        // While everything that must be read for it is in the files.
        if isDue { _ = try tip.makeTree(files) }
        var batch = LineBatch(at: tip)
        var lines: [[AppendedLine]] = []
        for (facts, time) in groups {
            let start = batch.lines.count
            for fact in facts { try batch.add(fact, at: time) }
            lines.append(Array(batch.lines[start...]))
        }
        if isDue { try batch.addCheckpoint(files, signer, at: last) }
        try write(batch)
        return lines
    }

    /// Appends a checkpoint over all lines.
    mutating func appendCheckpoint(at time: Timestamp) throws(AuditError) {
        if let failure { throw .closed(reason: failure.description) }
        var batch = LineBatch(at: tip)
        try batch.addCheckpoint(files, signer, at: time)
        try write(batch)
    }

    /// Signs what the log is now, without a line about it; nothing when this process appended nothing since it last
    /// signed.
    mutating func signCheckpoint(at time: Timestamp) throws(AuditError) {
        guard signer != nil, tip.isUnsigned else { return }
        let (tree, wasFar) = try tip.makeTree(files)
        if wasFar { return try appendCheckpoint(at: time) }
        guard let note = try tip.note(over: tree, files, signer) else { return }
        tip.notes.append(note)
        tip.isUnsigned = false
        files.keep(note)
    }

    /// In a current segment there are never more bytes than so many that were written and not synced, and those begin
    /// with a line or a block: after a power cut, `LogHole` looks there.
    static let longestUnsynced = 256 << 10

    private func write(_ bytes: [UInt8]) throws(DiskError) {
        var rest = bytes[...]
        var place = position.offset - files.start
        while !rest.isEmpty {
            var part = rest.prefix(Self.longestUnsynced - place % LogHole.blockSize)
            rest = rest.dropFirst(part.count)
            place += part.count
            while !part.isEmpty { part = part.dropFirst(try file.append(part)) }
            try file.synchronize()
        }
    }

    private mutating func write(_ batch: LineBatch) throws(AuditError) {
        do throws(DiskError) {
            try write(batch.bytes)
        } catch {
            failure = .disk(error)
            // Should this fail too, half a line is healed by the next writer, and whole ones become facts that nobody
            // was told of.
            try? file.truncate(to: position.offset - files.start)
            throw .disk(error)
        }
        for note in batch.tip.notes.dropFirst(tip.notes.count) { files.keep(note) }
        tip = batch.tip
    }
}

/// Where a line was put.
package struct AppendedLine: Sendable, Equatable {
    package let sequence: Int
    /// Of its first byte.
    package let offset: Int
    /// In bytes, without the line feed.
    package let length: Int

    package init(sequence: Int, offset: Int, length: Int) {
        self.sequence = sequence
        self.offset = offset
        self.length = length
    }
}
