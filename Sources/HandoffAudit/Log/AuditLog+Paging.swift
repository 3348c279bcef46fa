import HandoffCards

extension AuditLog {
    /// Up to `count` lines, oldest first: the last ones, or those just before the line with the given sequence number.
    /// They are checked to follow each other. Needs no lock, and reads little of a long log.
    package func lines(before sequence: Int? = nil, count: Int) throws(AuditError) -> [AuditLine] {
        guard count > 0 else { return [] }
        let files = try readable()
        let backward = BackwardReader(files: files)
        let size = try onDisk { () throws(DiskError) in try files.size() }
        guard let last = try backward.lastLineFeed(before: size) else { return [] }
        guard let sequence else { return try backward.lines(endingAt: last, count: count) }
        let start = try backward.start(of: sequence, before: last + 1)
        return start == 0 ? [] : try backward.lines(endingAt: start - 1, count: count)
    }

    /// Nil where the log has no line with that sequence number.
    package func line(sequence: Int) throws(AuditError) -> AuditLine? {
        // The line before the next one; no log has one with the greatest number there is.
        guard (0..<Int.max).contains(sequence) else { return nil }
        return try lines(before: sequence + 1, count: 1).last { $0.sequence == sequence }
    }

    /// The line whose first byte is at `offset` and that has `length` bytes without the line feed, as an index
    /// remembers it.
    ///
    /// - Throws: `broken` when no line begins and ends there.
    package func line(at offset: Int, length: Int) throws(AuditError) -> AuditLine {
        let backward = BackwardReader(files: try readable())
        guard (0..<1 << 60).contains(offset), (0...LineForm.longest).contains(length) else {
            throw Self.noLine(at: offset)
        }
        // With the line feed before it, too, where there is a line before.
        let start = max(0, offset - 1)
        let bytes = try backward.bytes(start..<offset + length + 1)
        let end = offset - start + length
        guard start == offset || bytes.firstIndex(ofLineFeedFrom: 0) == 0,
            bytes.firstIndex(ofLineFeedFrom: offset - start) == end
        else { throw Self.noLine(at: offset) }
        do { return try bytes.line(offset - start..<end, at: offset) } catch { throw .broken(error) }
    }

    private static func noLine(at offset: Int) -> AuditError {
        let problem = BrokenLine.Problem.form(expected: "the line that is looked for", column: 1)
        return .broken(BrokenLine(sequence: nil, offset: offset, problem: problem))
    }

    /// The files as they are now. Those found the last time are good as long as the current one is the same.
    func readable() throws(AuditError) -> LogFiles {
        if let files = found.withLock({ $0 }), (try? files.areCurrent()) == true { return files }
        let files = try onDisk { () throws(DiskError) in try LogFiles(in: folder, for: .reading) }
        found.withLock { $0 = files.current == nil ? nil : files }
        return files
    }

    /// The files that the log is made of, the oldest first.
    package func segments() throws(AuditError) -> [LogSegment] {
        let files = try readable()
        var segments = files.older
        guard let current = files.current else { return segments }
        let size = try onDisk { () throws(DiskError) in try current.size() }
        let before = files.start - 1
        let first = before < 0 ? 0 : try BackwardReader(files: files).line(endingAt: before).sequence + 1
        segments.append(LogSegment(name: Self.fileName, first: first, start: files.start, size: size))
        return segments
    }
}
