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
    private var file: (any DiskFile)?
    /// A part of the file that begins at a line's first byte, and how much of it was given out.
    private var block: [UInt8] = []
    private var taken = 0

    /// - Parameter file: opened at the first line when nil, for a log that need not exist yet.
    init(folder: any DiskFolder, file: (any DiskFile)? = nil, from position: LogPosition) {
        self.folder = folder
        self.file = file
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
        try onDisk { () throws(DiskError) in try readBlock() }
        if let end = block.firstIndex(ofLineFeedFrom: 0) { return 0..<end }
        guard block.count <= LineForm.longest else { throw broken(.tooLong(limit: LineForm.longest)) }
        // Not to be kept: a writer that heals the log puts another line in the place of half a one.
        block = []
        try checkEnd()
        return nil
    }

    /// Reads from the next line on, what was read of it before included.
    private mutating func readBlock() throws(DiskError) {
        block = []
        taken = 0
        if file == nil { file = try folder.open(AuditLog.fileName, for: .reading) }
        guard let file else { return }
        let rest = try file.size() - position.offset
        guard rest > 0 else { return }
        block = try file.read(at: position.offset, count: min(rest, Self.blockSize))
        if block.count < rest, block.firstIndex(ofLineFeedFrom: 0) == nil {
            block = try file.read(at: position.offset, count: min(rest, LineForm.longest + 1))
        }
    }

    private func checkEnd() throws(AuditError) {
        guard let file else {
            guard position.offset == 0 else { throw .truncated(known: position.offset, found: 0) }
            return
        }
        let size = try onDisk { () throws(DiskError) in try file.size() }
        guard size >= position.offset else { throw .truncated(known: position.offset, found: size) }
        let current = try onDisk { () throws(DiskError) in try folder.identity(of: AuditLog.fileName) }
        guard current == file.identity else { throw .replaced(path: file.path) }
    }

    private func broken(_ problem: BrokenLine.Problem) -> AuditError {
        .broken(BrokenLine(sequence: position.sequence, offset: position.offset, problem: problem))
    }

    /// Fits a processor's second-level cache and is large enough that system calls do not count.
    private static let blockSize = 256 << 10
}
