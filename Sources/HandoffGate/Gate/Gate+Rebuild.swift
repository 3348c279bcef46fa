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
        guard try index.isNew() else { return }
        let bytes = try log.segments().last.map { $0.start + $0.size } ?? 0
        guard bytes >= Self.longLog else { return }
        _ = try rebuildIndex(now: now, progress: progress)
    }

    /// In bytes: what takes about a tenth of a second.
    private static let longLog = 8 << 20
}

/// Reads lines of the log, parses them on all processors, and feeds an index that is being built.
private struct IndexFeeder {
    /// Where the lines that the index has end.
    private(set) var position: LogPosition
    private var reader: AuditReader
    private var lines: [AuditLine] = []
    private var parsed: [IndexedFact] = []
    private var parsedEnd: LogPosition

    init(_ log: AuditLog) throws {
        reader = try log.reader()
        position = reader.position
        parsedEnd = position
    }

    /// Takes in what was parsed before, and meanwhile parses what was read before and reads what comes next. False when there
    /// was nothing to do.
    mutating func feed(_ builder: IndexBuilder, to limit: LogPosition?) throws -> Bool {
        let readEnd = reader.position
        let feeding = Feeding(builder: builder, facts: parsed, end: parsedEnd)
        parsed = []
        // Reading first, and the large pieces behind it: whoever is free takes the next part.
        let work = [Part.read(reader)] + lines.parts(of: Self.linesOfAPiece).map(Part.parse)
        lines = []
        let (applied, made) = concurrently(feeding.apply, forEach: work) { try $0.done(limit) }
        try applied.get()
        position = feeding.end
        parsedEnd = readEnd
        for result in try made.get() {
            switch result {
            case .read(let reader, let lines): (self.reader, self.lines) = (reader, lines)
            case .parsed(let facts): parsed += facts
            }
        }
        return !(feeding.facts.isEmpty && parsed.isEmpty && lines.isEmpty)
    }

    private enum Part: Sendable {
        case read(AuditReader)
        case parse(ArraySlice<AuditLine>)

        func done(_ limit: LogPosition?) throws -> Result {
            switch self {
            case .parse(let lines): return .parsed(try lines.map(IndexedFact.init))
            case .read(var reader):
                var lines: [AuditLine] = []
                while lines.count < IndexFeeder.linesAtOnce, reader.position.offset < limit?.offset ?? .max,
                    let line = try reader.next()
                {
                    lines.append(line)
                }
                return .read(reader, lines)
            }
        }
    }

    private enum Result: Sendable {
        case read(AuditReader, [AuditLine])
        case parsed([IndexedFact])
    }

    /// Only the first part of `concurrently` uses the builder, and nobody else while that runs.
    private struct Feeding: @unchecked Sendable {
        let builder: IndexBuilder
        let facts: [IndexedFact]
        let end: LogPosition

        func apply() throws { if !facts.isEmpty { try builder.apply(facts, end: end) } }
    }

    private static let linesAtOnce = 32_768
    private static let linesOfAPiece = 2048
}

extension IndexedFact {
    init(_ line: AuditLine) throws(AuditError) { self.init(line, try line.fact) }

    /// - Parameter fact: the line's.
    init(_ line: AuditLine, _ fact: AuditFact) {
        self.init(
            sequence: line.sequence, time: line.time, span: LineSpan(offset: line.offset, length: line.length),
            fact: fact)
    }
}
