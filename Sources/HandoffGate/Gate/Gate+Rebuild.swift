import HandoffAudit
import HandoffCards
import HandoffIndex

/// What making the index anew came to.
package struct RebuildReport: Sendable, Equatable {
    /// Lines taken in.
    package var lines: Int
    /// Bytes of the log.
    package var bytes: Int
}

extension Gate {
    /// Makes the index anew from the log and puts it in the old one's place, which serves until then.
    ///
    /// The log's lock is held for the last stretch alone. Lines are read and parsed while those before go into the tables.
    ///
    /// - Parameter progress: told how many lines and bytes are done, and of how many bytes; false ends it.
    /// - Returns: Nil when it was ended; the old index is as it was.
    /// - Throws: `GateError.logDoesNotFit` when the log is broken.
    package func rebuildIndex(
        now: Timestamp, progress: (_ lines: Int, _ bytes: Int, _ total: Int) -> Bool
    ) throws -> RebuildReport? {
        let builder = try IndexBuilder(replacing: index.path)
        var feeder = try IndexFeeder(log)
        var total = try log.segments().last.map { $0.start + $0.size } ?? 0
        while try feeder.feed(builder, to: nil) {
            total = max(total, feeder.position.offset)
            guard progress(feeder.position.sequence, feeder.position.offset, total) else { return nil }
        }
        try builder.prepare()
        return try log.transaction(now: now) { audit in
            while try feeder.feed(builder, to: audit.position) {}
            guard feeder.position == audit.position else {
                throw GateError.logDoesNotFit(reason: "Its last line is not the one that was read before.")
            }
            try builder.replace(index)
            return RebuildReport(lines: audit.position.sequence, bytes: audit.position.offset)
        }
    }

    /// Makes an index that is missing beside the log's lock, where following the log under it would hold everybody up.
    ///
    /// - Parameter progress: as for `rebuildIndex`; ended, the next change follows the log under the lock.
    package func makeMissingIndex(
        now: Timestamp, progress: (_ lines: Int, _ bytes: Int, _ total: Int) -> Bool = { _, _, _ in true }
    ) throws {
        try index.reopenIfReplaced()
        guard try index.position() == nil else { return }
        let bytes = try log.segments().last.map { $0.start + $0.size } ?? 0
        guard bytes >= Self.longLog else { return }
        _ = try rebuildIndex(now: now, progress: progress)
    }

    /// In bytes: what takes about a tenth of a second.
    private static let longLog = 8 << 20
}

/// Reads lines of the log, parses them on all processors, and feeds an index that is being built.
private struct IndexFeeder {
    private(set) var position: LogPosition
    private var reader: AuditReader
    private var parsed: [IndexedFact] = []
    private var end: LogPosition

    init(_ log: AuditLog) throws {
        reader = try log.reader()
        position = reader.position
        end = position
    }

    /// Takes in what was parsed before, and meanwhile parses what comes next. False when there was nothing.
    mutating func feed(_ builder: IndexBuilder, to limit: LogPosition?) throws -> Bool {
        let (facts, reached) = (parsed, end)
        var reader = self.reader
        var lines: [AuditLine] = []
        while lines.count < Self.linesAtOnce, reader.position.offset < limit?.offset ?? .max,
            let line = try reader.next()
        {
            lines.append(line)
        }
        self.reader = reader
        if facts.isEmpty, lines.isEmpty { return false }
        let pieces = stride(from: 0, to: lines.count, by: Self.linesOfAPiece).map { [lines] start in
            Array(lines[start..<min(start + Self.linesOfAPiece, lines.count)])
        }
        let feeding = Feeding(builder: builder)
        let (applied, made) = concurrently(
            { if !facts.isEmpty { try feeding.builder.apply(facts, end: reached) } }, forEach: pieces,
            { try $0.map(IndexedFact.init) })
        try applied.get()
        parsed = try made.get().flatMap { $0 }
        position = reached
        end = reader.position
        return true
    }

    /// Only the first part of `concurrently` uses the builder.
    private struct Feeding: @unchecked Sendable {
        let builder: IndexBuilder
    }

    private static let linesAtOnce = 32_768
    private static let linesOfAPiece = 2048
}

extension IndexedFact {
    init(_ line: AuditLine) throws(AuditError) {
        self.init(
            sequence: line.sequence, time: line.time, span: LineSpan(offset: line.offset, length: line.length),
            fact: try line.fact)
    }
}
