import HandoffCards

/// What only who holds the log's lock may do.
extension LogFiles {
    /// These files, with one to write to. Its name, and that of the segment before it, are durable.
    func withCurrent(in folder: any DiskFolder) throws(DiskError) -> LogFiles {
        if let current {
            // Whoever made the file may have been killed before its name was durable; a file with content had that
            // done.
            if try current.size() == 0 { try folder.synchronize() }
            return self
        }
        // Else the new name could outlive a power cut and the old segment's not, which would then have two.
        if !older.isEmpty { try folder.synchronize() }
        let current = try folder.openOrCreate(AuditLog.fileName)
        try folder.synchronize()
        return LogFiles(older: older, current: current, like: self)
    }

    /// Puts the current segment to the older ones and begins another one. Everything in the current one must be
    /// durable. Killed between any two steps, the next writer goes on with `withCurrent`.
    func beginningSegment(in folder: any DiskFolder) throws(AuditError) -> LogFiles {
        guard let head = try head() else { return self }
        return try onDisk { () throws(DiskError) in
            try folder.rename(AuditLog.fileName, to: LogSegment.name(first: head.sequence))
            return try LogFiles(in: folder, for: .appending).withCurrent(in: folder)
        }
    }

    /// Checks that no segment is missing at the log's beginning, and that the current one follows the one before it.
    ///
    /// The rest is for `AuditReader`: whoever reads on from a position finds what does not fit.
    func checkJoints(in folder: any DiskFolder) throws(AuditError) {
        guard let oldest = older.first else { return }
        guard oldest.first == 0 else {
            throw .broken(BrokenLine(sequence: 0, offset: 0, problem: .sequence(stated: oldest.first)))
        }
        let end = try endOfOlder()
        // Of which no line was durable: `LogEnd` takes it out.
        if try LogHole.place(in: self, size: onDisk { () throws(DiskError) in try size() }) == start { return }
        var reader = AuditReader(folder: folder, files: self, from: end)
        _ = try reader.next()
    }

    private func endOfOlder() throws(AuditError) -> LogPosition {
        let backward = BackwardReader(files: self)
        guard start > 0 else { return .start }
        guard try backward.bytes(start - 1..<start) == [UInt8(ascii: "\n")] else {
            throw .broken(
                BrokenLine(
                    sequence: nil, offset: start,
                    problem: .form(expected: "a line feed at the end of the segment before", column: 1)))
        }
        return try backward.line(endingAt: start - 1).end
    }
}

extension LogRotation {
    func isDue(for files: LogFiles, now: Timestamp) throws(AuditError) -> Bool {
        guard let current = files.current else { return false }
        let size = try onDisk { () throws(DiskError) in try current.size() }
        if size == 0 { return false }
        if size >= self.size { return true }
        guard let age, let head = try files.head() else { return false }
        return now.seconds(since: head.time) >= age
    }
}
