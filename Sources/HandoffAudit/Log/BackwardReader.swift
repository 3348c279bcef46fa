import HandoffCards

/// Reads lines from the log's end towards its beginning.
struct BackwardReader {
    let files: LogFiles

    private static let blockSize = 8 << 10

    /// The offset of the last line feed before `end`.
    func lastLineFeed(before end: Int) throws(AuditError) -> Int? {
        var end = end
        while end > 0 {
            let start = max(0, end - Self.blockSize)
            if let place = try bytes(start..<end).lastIndex(ofLineFeedBefore: end - start) { return start + place }
            end = start
        }
        return nil
    }

    /// The line whose line feed is at `end`.
    func line(endingAt end: Int) throws(AuditError) -> AuditLine {
        try line(in: Block(start: end, bytes: []), endingAt: end).line
    }

    /// Up to `count` lines, oldest first, the last of which has its line feed at `end`. They are checked to follow each
    /// other.
    func lines(endingAt end: Int, count: Int) throws(AuditError) -> [AuditLine] {
        var lines: [AuditLine] = []
        var block = Block(start: end, bytes: [])
        var end = end
        while lines.count < count, end > 0 {
            let found = try line(in: block, endingAt: end)
            if let next = lines.last { try Self.check(next, follows: found.line) }
            lines.append(found.line)
            block = found.block
            end = found.line.offset - 1
        }
        return lines.reversed()
    }

    /// A part of the log.
    private struct Block {
        var start: Int
        var bytes: [UInt8]
    }

    /// The line whose line feed is at `end`, taken from `block` or from one read instead, which reaches from before the
    /// line to `end`.
    private func line(in block: Block, endingAt end: Int) throws(AuditError) -> (line: AuditLine, block: Block) {
        var block = block
        while true {
            let lineFeed = block.bytes.lastIndex(ofLineFeedBefore: end - block.start)
            if let start = lineFeed.map({ $0 + 1 }) ?? (block.start == 0 ? 0 : nil) {
                let range = start..<end - block.start
                do { return (try block.bytes.line(range, at: block.start + start), block) } catch {
                    throw .broken(error)
                }
            }
            guard end - block.start <= LineForm.longest else {
                throw .broken(
                    BrokenLine(sequence: nil, offset: block.start, problem: .tooLong(limit: LineForm.longest)))
            }
            // Twice as much each time that the line still has no beginning.
            let start = max(0, end - max(Self.blockSize, 2 * (end - block.start)))
            block = Block(start: start, bytes: try bytes(start..<end))
        }
    }

    func bytes(_ range: Range<Int>) throws(AuditError) -> [UInt8] {
        let bytes = try onDisk { () throws(DiskError) in try files.read(at: range.lowerBound, count: range.count) }
        guard bytes.count == range.count else {
            throw .truncated(known: range.upperBound, found: range.lowerBound + bytes.count)
        }
        return bytes
    }

    private static func check(_ line: AuditLine, follows before: AuditLine) throws(AuditError) {
        let problem: BrokenLine.Problem
        if line.sequence != before.sequence + 1 {
            problem = .sequence(stated: line.sequence)
        } else if !line.follows(before.leaf) {
            problem = .previous(stated: line.previous, actual: before.leaf)
        } else {
            return
        }
        throw .broken(BrokenLine(sequence: before.sequence + 1, offset: line.offset, problem: problem))
    }
}

extension BackwardReader {
    /// The offset of the first byte of the line with the given sequence number, by bisection; `end` when no line before
    /// `end` has it.
    func start(of sequence: Int, before end: Int) throws(AuditError) -> Int {
        // The line, if there is one, begins within these.
        var (low, high) = (0, end)
        while high - low > Self.blockSize {
            let middle = low + (high - low) / 2
            guard let start = try lineStart(after: middle, before: high) else {
                high = middle
                continue
            }
            if try self.sequence(at: start, before: end) <= sequence { low = start } else { high = middle }
        }
        var start = low
        while start < end, try self.sequence(at: start, before: end) < sequence {
            start = try lineStart(after: start, before: end) ?? end
        }
        return start
    }

    /// The first byte after a line feed at `place` or later.
    private func lineStart(after place: Int, before end: Int) throws(AuditError) -> Int? {
        var place = place
        while place < end {
            let block = try bytes(place..<min(end, place + Self.searchSize))
            if let lineFeed = block.firstIndex(ofLineFeedFrom: 0) {
                return place + lineFeed + 1 < end ? place + lineFeed + 1 : nil
            }
            place += block.count
        }
        return nil
    }

    private func sequence(at start: Int, before end: Int) throws(AuditError) -> Int {
        let beginning = try bytes(start..<min(end, start + 64))
        do {
            return try beginning.withUnsafeBytes { bytes in
                Result { () throws(LineFormError) in try LineForm.sequence(ofLineBeginning: bytes) }
            }.get()
        } catch {
            throw .broken(
                BrokenLine(
                    sequence: nil, offset: start, problem: .form(expected: error.expected, column: error.column)))
        }
    }

    private static let searchSize = 4096
}
