import HandoffCards

/// Reads the log forward, checks that each line follows the one before, and follows the log as it grows.
///
/// It takes no lock. So it may see a line a moment before that is durable; should the writer then fail, the line is
/// taken back, and the reader throws at its next line or at the end: read again from an earlier position. Whoever holds
/// the lock sees durable lines only.
package struct AuditReader: Sendable {
    /// Where the next line begins.
    package private(set) var position: LogPosition
    private let folder: any DiskFolder
    private var files: LogFiles?
    /// A part of the log that begins at a line's first byte, and how much of it was given out.
    private var block: [UInt8] = []
    private var taken = 0

    /// - Parameter files: found at the first line when nil, for a log that need not exist yet.
    init(folder: any DiskFolder, files: LogFiles? = nil, from position: LogPosition) {
        self.folder = folder
        self.files = files
        self.position = position
    }

    /// The next line; nil at the log's end, from where it goes on when the log has grown. What follows the last line
    /// feed is no line yet.
    package mutating func next() throws(AuditError) -> AuditLine? {
        guard let range = try nextRange() else { return nil }
        let line: AuditLine
        do { line = try block.line(range, at: position.offset) } catch { throw broken(error.problem) }
        guard line.sequence == position.sequence else { throw broken(.sequence(stated: line.sequence)) }
        guard line.follows(position.leaf) else {
            throw broken(.previous(stated: line.previous, actual: position.leaf))
        }
        taken = range.upperBound + 1
        position = line.end
        return line
    }

    /// Where in the block the next line is, without its line feed.
    private mutating func nextRange() throws(AuditError) -> Range<Int>? {
        if let end = block.firstIndex(ofLineFeedFrom: taken) { return taken..<end }
        repeat {
            try onDisk { () throws(DiskError) in try readBlock() }
            if let end = block.firstIndex(ofLineFeedFrom: 0) { return 0..<end }
            guard block.count <= LineForm.longest else { throw broken(.tooLong(limit: LineForm.longest)) }
            // Not to be kept: a writer that heals the log puts another line in the place of half a one.
            block = []
        } while try hasMore()
        return nil
    }

    /// Reads from the next line on, what was read of it before included.
    private mutating func readBlock() throws(DiskError) {
        block = []
        taken = 0
        let files = if let files { files } else { try LogFiles(in: folder, for: .reading) }
        if files.current != nil { self.files = files }
        let rest = try files.size() - position.offset
        guard rest > 0 else { return }
        block = try files.read(at: position.offset, count: min(rest, Self.blockSize))
        if block.count < rest, block.firstIndex(ofLineFeedFrom: 0) == nil {
            block = try files.read(at: position.offset, count: min(rest, LineForm.longest + 1))
        }
    }

    /// Whether another segment was begun since the files were found, or the last one grew just before that.
    private mutating func hasMore() throws(AuditError) -> Bool {
        guard let files else {
            let size = try onDisk { () throws(DiskError) in try LogFiles(in: folder, for: .reading).size() }
            guard position.offset <= size else { throw .truncated(known: position.offset, found: size) }
            return false
        }
        let size = try onDisk { () throws(DiskError) in try files.size() }
        guard size >= position.offset else { throw .truncated(known: position.offset, found: size) }
        guard let next = try files.following(for: .reading) else { return false }
        self.files = next.current == nil ? nil : next
        return try onDisk { () throws(DiskError) in try next.size() } > position.offset
    }

    private func broken(_ problem: BrokenLine.Problem) -> AuditError {
        .broken(BrokenLine(sequence: position.sequence, offset: position.offset, problem: problem))
    }

    /// Fits a processor's second-level cache and is large enough that system calls do not count.
    private static let blockSize = 256 << 10
}
