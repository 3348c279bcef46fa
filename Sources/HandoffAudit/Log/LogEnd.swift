import HandoffCards

/// Finds the log's end and makes it fit to append to. Only for who holds the lock.
struct LogEnd {
    let folder: any DiskFolder
    /// With one to write to.
    let files: LogFiles
    /// The end as it was the last time; nil when this process has not seen it yet.
    let known: LogTip?
    /// The log was not found good since `known`, so that the line before `known` need not be the one that it was.
    let isInDoubt: Bool
    let signer: (any CheckpointSigner)?

    /// The end, after which nothing stands, of lines that are durable.
    ///
    /// What other processes appended since the last time is read and checked. The first time only the last line is
    /// read: the lines before are for `AuditReader` and `AuditLog.verify`.
    func settled(now: Timestamp) throws(AuditError) -> LogTip {
        guard let file = files.current else { throw .replaced(path: files.path) }
        let size = try onDisk { () throws(DiskError) in try files.size() }
        let tip = try lastEnd(size, file)
        let end = tip.position
        // Half a line at the end of an older segment was no writer's doing: none is begun before the end is whole.
        guard end.offset >= files.start else {
            let problem = BrokenLine.Problem.form(expected: "a line feed before the next segment", column: 1)
            throw .broken(BrokenLine(sequence: end.sequence, offset: end.offset, problem: problem))
        }
        let kept = try onDisk { () throws(DiskError) in try takeOut(end, size: size, of: file) }
        guard !kept.isEmpty else { return tip }
        var transaction = try AuditTransaction(files: files, tip: tip, signer: signer)
        try transaction.append(kept.map(AuditFact.logRecovered), at: now)
        // What was torn was the checkpoint that a segment begins with.
        if end.offset == files.start, files.start > 0 { try transaction.appendCheckpoint(at: now) }
        return transaction.tip
    }

    private func lastEnd(_ size: Int, _ file: any DiskFile) throws(AuditError) -> LogTip {
        if let position = known?.position, let known {
            if size < position.offset { throw .truncated(known: position.offset, found: size) }
            if isInDoubt { try checkLine(before: position) } else if size == position.offset { return known }
        }
        if size == 0 { return LogTip(.start, time: nil) }
        let tip = if let known { try follow(from: known) } else { try firstEnd(size) }
        // Their writer may have been killed between its write and its sync, or have put back lines that were cut off.
        try onDisk { () throws(DiskError) in try file.synchronize() }
        return tip
    }

    /// A log that was cut may have grown again since, by other lines to the same length.
    private func checkLine(before known: LogPosition) throws(AuditError) {
        guard known.offset > 0 else { return }
        let pages = BackwardReader(files: files)
        let last = try pages.line(endingAt: known.offset - 1)
        let isEnded = try pages.lastLineFeed(before: known.offset) == known.offset - 1
        guard isEnded, last.end == known else {
            let problem = BrokenLine.Problem.differs(remembered: known.leaf, actual: last.leaf)
            throw .broken(BrokenLine(sequence: known.sequence - 1, offset: last.offset, problem: problem))
        }
    }

    private func follow(from known: LogTip) throws(AuditError) -> LogTip {
        var tip = known
        var reader = AuditReader(folder: folder, files: files, from: known.position)
        while let line = try reader.next() { tip.pass(line.leaf, to: line.end, time: line.time) }
        return tip
    }

    /// What a power cut kept of the last batch without what was written before it goes the way of a torn end.
    private func firstEnd(_ size: Int) throws(AuditError) -> LogTip {
        guard let hole = try LogHole.place(in: files, size: size) else { return try lastLineEnd(size) }
        let tip = try lastLineEnd(hole)
        // Only what is durable is signed, and a power cut does not take that.
        if let signed = try onDisk({ () throws(DiskError) in try files.newestNote() }),
            signed.checkpoint.size > tip.position.sequence
        {
            throw .broken(
                BrokenLine(sequence: tip.position.sequence, offset: tip.position.offset, problem: .hole(at: hole)))
        }
        return tip
    }

    private func lastLineEnd(_ size: Int) throws(AuditError) -> LogTip {
        let pages = BackwardReader(files: files)
        guard let lineFeed = try pages.lastLineFeed(before: size) else { return LogTip(.start, time: nil) }
        let last = try pages.line(endingAt: lineFeed)
        guard last.offset > 0 || (last.sequence == 0 && last.previous == .zero) else {
            throw .broken(BrokenLine(sequence: 0, offset: 0, problem: .sequence(stated: last.sequence)))
        }
        return LogTip(last.end, time: last.time)
    }

    /// Puts what stands after the last good line into a file of its own.
    ///
    /// - Returns: What the log is to say: what was taken out now, and what an earlier writer took out that was killed
    ///   before the log said so. Such a file's name has the next sequence number, which a line about it would have used
    ///   up.
    private func takeOut(_ end: LogPosition, size: Int, of current: any DiskFile) throws(DiskError) -> [AuditFact
        .Recovered]
    {
        var kept: [AuditFact.Recovered] = []
        func name() -> String { "torn-\(end.sequence)-\(kept.count + 1)" }
        while let file = try folder.open(name(), for: .reading) {
            kept.append(AuditFact.Recovered(kept: name(), bytes: try file.size(), sequence: end.sequence))
        }
        if size > end.offset {
            try copy(end.offset..<size, to: try folder.create(name()))
            try current.truncate(to: end.offset - files.start)
            try current.synchronize()
            kept.append(AuditFact.Recovered(kept: name(), bytes: size - end.offset, sequence: end.sequence))
        }
        return kept
    }

    private func copy(_ range: Range<Int>, to copy: any DiskFile) throws(DiskError) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let bytes = try files.read(at: offset, count: min(range.upperBound - offset, 1 << 20))
            var rest = bytes[...]
            while !rest.isEmpty { rest = rest.dropFirst(try copy.append(rest)) }
            offset += bytes.count
        }
        try copy.synchronize()
        try folder.synchronize()
    }
}
