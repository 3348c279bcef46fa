import Glibc
import HandoffCards

/// Reads the lines that begin in one part of the log, hashes each, and holds it against the one before.
struct ChunkScanner {
    private let plan: ScanPlan
    private let part: Range<Int>
    private var chunk = ScannedChunk()
    /// Where the next line begins.
    private var position = LogPosition.start
    private var range = MerkleRange(start: 0)
    private var wanted: ArraySlice<Int> = []

    /// In bytes: fits a second-level cache, and is large enough that system calls do not count.
    private static let longestBlock = 256 << 10
    private let blockSize: Int

    static func scan(_ part: Range<Int>, for plan: ScanPlan) throws(AuditError) -> ScannedChunk {
        var scanner = ChunkScanner(plan: plan, part: part)
        try onDisk { () throws(DiskError) in try scanner.scan() }
        return scanner.chunk
    }

    private init(plan: ScanPlan, part: Range<Int>) {
        self.plan = plan
        self.part = part
        blockSize = min(Self.longestBlock, plan.partSize)
    }

    private mutating func scan() throws(DiskError) {
        guard var offset = try firstLine() else { return }
        position.offset = offset
        while offset < part.upperBound, chunk.broken == nil {
            try scanBlock(from: offset)
            if position.offset == offset { break }
            offset = position.offset
        }
        guard chunk.start != nil else { return }
        if wanted.first == position.sequence { mark(nil) }
        chunk.end = position
        chunk.range = range
    }

    /// Where the first line begins; nil when none does.
    private func firstLine() throws(DiskError) -> Int? {
        var offset = part.lowerBound
        if offset == 0 { return 0 }
        offset -= 1
        while offset < part.upperBound - 1 {
            let block = try plan.bytes.read(at: offset, count: blockSize)
            if block.isEmpty { return nil }
            if let found = block.firstIndex(ofLineFeedFrom: 0) {
                let start = offset + found + 1
                return start < part.upperBound ? start : nil
            }
            offset += block.count
        }
        return nil
    }

    /// Takes as many lines as one block holds.
    private mutating func scanBlock(from offset: Int) throws(DiskError) {
        var block = try block(from: offset, count: blockSize)
        if block.firstIndex(ofLineFeedFrom: 1) == nil {
            block = try self.block(from: offset, count: LineForm.longest + 2)
        }
        block.withUnsafeMutableBytes { take(linesOf: $0) }
        if position.offset == offset, chunk.broken == nil, block.count > LineForm.longest + 1 {
            fail(.tooLong(limit: LineForm.longest))
        }
    }

    /// With one byte before the line, whose place the zero byte of its leaf takes.
    private func block(from offset: Int, count: Int) throws(DiskError) -> [UInt8] {
        offset == 0
            ? [0] + (try plan.bytes.read(at: 0, count: count)) : try plan.bytes.read(at: offset - 1, count: count)
    }

    private mutating func take(linesOf block: UnsafeMutableRawBufferPointer) {
        guard let base = block.baseAddress else { return }
        var start = 1
        while position.offset < part.upperBound, start < block.count,
            let found = memchr(base + start, Int32(UInt8(ascii: "\n")), block.count - start)
        {
            let end = UnsafeMutableRawPointer(found) - base
            // The line feed before, which was looked at.
            block[start - 1] = 0
            let leaf = Hash256(ofMemory: UnsafeRawBufferPointer(rebasing: block[start - 1..<end]))
            guard take(UnsafeRawBufferPointer(rebasing: block[start..<end]), leaf: leaf) else { return }
            start = end + 1
        }
    }

    /// - Returns: whether it is good.
    private mutating func take(_ line: UnsafeRawBufferPointer, leaf: Hash256) -> Bool {
        guard let head = LineHead(line) else { return diagnose(line) }
        if chunk.start == nil {
            guard begin(with: head) else { return diagnose(line) }
        } else if head.sequence != position.sequence || !head.follows(position.leaf) {
            return diagnose(line)
        }
        if plan.isDeep || head.isCheckpoint {
            guard look(into: line, isCheckpoint: head.isCheckpoint) else { return false }
        }
        if let next = wanted.first, next <= position.sequence {
            wanted.removeFirst()
            if next == position.sequence, chunk.marks.last?.position.sequence != next { mark(nil) }
        }
        if position.sequence == plan.since { chunk.since = MerkleRange(start: position.sequence) }
        let end = LogPosition(sequence: position.sequence + 1, offset: position.offset + line.count + 1, leaf: leaf)
        if let known = plan.known, known.sequence == end.sequence, known != end {
            fail(.differs(remembered: known.leaf, actual: leaf))
            return false
        }
        if chunk.first == nil { chunk.first = leaf }
        range.append(leaf)
        chunk.since?.append(leaf)
        chunk.last = position.offset..<position.offset + line.count
        position = end
        return true
    }

    /// The part's first line says where in the log it stands.
    private mutating func begin(with head: LineHead) -> Bool {
        guard let previous = head.previous else { return false }
        position = LogPosition(sequence: head.sequence, offset: position.offset, leaf: previous)
        chunk.start = position
        range = MerkleRange(start: head.sequence)
        let later = plan.sizes.firstIndex { $0 >= head.sequence } ?? plan.sizes.endIndex
        wanted = plan.sizes[later...]
        return true
    }

    private mutating func mark(_ claim: AuditFact.Checkpointed?) {
        chunk.marks.append(ScannedChunk.Mark(position: position, range: range, claim: claim))
    }

    private mutating func look(into bytes: UnsafeRawBufferPointer, isCheckpoint: Bool) -> Bool {
        do {
            let line = try Result { () throws(BrokenLine) in try AuditLine(bytes, at: position.offset) }
                .mapError(AuditError.broken).get()
            if plan.isDeep, let card = try line.checkedEnding(by: plan.checkProof) {
                chunk.endings.append(
                    ScannedChunk.Ending(
                        key: Hash256(of: card.text.utf8).half, sequence: line.sequence, offset: line.offset,
                        length: line.length))
            }
            if isCheckpoint, case .logCheckpoint(let claim) = try line.fact { mark(claim) }
            return true
        } catch {
            guard case .broken(let line) = error else { return false }
            fail(line.problem)
            return false
        }
    }

    /// Says what is wrong with a line that does not stand as it should.
    private mutating func diagnose(_ bytes: UnsafeRawBufferPointer) -> Bool {
        do {
            let line = try AuditLine(bytes, at: position.offset)
            if line.sequence != position.sequence {
                fail(.sequence(stated: line.sequence))
            } else if !line.follows(position.leaf) {
                fail(.previous(stated: line.previous, actual: position.leaf))
            } else {
                fail(.form(expected: "a line", column: 1))
            }
        } catch { fail(error.problem) }
        return false
    }

    private mutating func fail(_ problem: BrokenLine.Problem) {
        let sequence = chunk.start == nil ? nil : position.sequence
        chunk.broken = BrokenLine(sequence: sequence, offset: position.offset, problem: problem)
    }
}
