import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import StrictJSON

/// Writes the log, or a part of it, in forms that others read. It reads the log once more than the index does and holds no lines.
///
/// What it has begun goes away when it fails, and when `Interruption` says that somebody asked it to stop: then it throws an
/// `ExitCode`.
struct AuditExporter {
    let workplace: Workplace
    let filter: AuditFilter
    let redaction: Redaction
    let now: Timestamp
    private let log: AuditLog
    /// Nil where every line goes out as it is: that needs no index, and works on a log that the index does not fit to.
    private let cases: CaseSource?
    /// Where the export ends, however the log grows.
    private let end: LogPosition
    private let checkpoints: [UInt8]

    /// - Parameter isWholeLog: whether no case will be asked for.
    init(_ workplace: Workplace, filter: AuditFilter, redaction: Redaction, now: Timestamp, isWholeLog: Bool) throws {
        self.workplace = workplace
        self.filter = filter
        self.redaction = redaction
        self.now = now
        log = try workplace.log()
        // Before the end is looked up, so that every checkpoint is of lines that are exported.
        // What a crash left of a note is no part of an export.
        checkpoints = try log.signedNotes().flatMap { Array(($0.text + "\n").utf8) }
        end = try log.lines(count: 1).last?.end ?? .start
        cases = try isWholeLog ? nil : CaseSource(workplace, upTo: end, now: now)
    }

    private var isComplete: Bool { filter.isEverything && redaction.isEmpty }

    private func origin() throws -> String {
        try log.lines(before: 1, count: 1).first.map { Checkpoint.origin(ofLogBeginning: $0.leaf) } ?? ""
    }
}

extension AuditExporter {
    /// The folder that anybody can verify.
    func writeFolder(_ path: String, replacing: Bool) throws {
        guard end.sequence > 0 else { throw Failure(.badInput, "there is nothing to export: the log is empty") }
        let selection = try selection()
        let folder = try ExportFolder(path, replacing: replacing)
        do {
            var manifest = isComplete ? try writeSegments(to: folder) : try writeRecords(selection, to: folder)
            manifest["keys"] = .array(try writeKeys(to: folder).map(JSONValue.string))
            if !checkpoints.isEmpty { try folder.write(checkpoints, to: "audit/checkpoints") }
            try folder.write(Array(VerifyInstructions.text.utf8), to: "VERIFY.md")
            try folder.write(JSONValue.object(manifest).prettyBytes() + [0x0A], to: ExportFolder.manifest)
            try folder.finish()
        } catch {
            folder.discard()
            throw error
        }
    }

    /// Every line with its leaf, in its order, up to the export's end.
    private func forEachLine(_ body: (AuditLine) throws -> Void) throws {
        var progress = ExportProgress(total: end.offset)
        defer { progress.end() }
        var reader = try log.reader()
        while reader.position.offset < end.offset, let line = try reader.next() {
            try Interruption.check()
            try body(line)
            progress.reached(reader.position.offset)
        }
        guard reader.position == end else {
            throw AuditError.truncated(known: end.offset, found: reader.position.offset)
        }
    }

    /// Each file of the log with the same name as there.
    private func writeSegments(to folder: ExportFolder) throws -> JSONObject {
        var tree = MerkleFrontier()
        var done: [JSONValue] = []
        var rest = try log.segments()[...]
        var summary: SegmentFile?
        var file: OutputFile?
        func finish() throws {
            if let summary { done.append(summary.document) }
            try file?.finish()
            file = nil
        }
        try forEachLine { line in
            if let next = rest.first, next.start == line.offset {
                try finish()
                rest.removeFirst()
                summary = SegmentFile(name: "audit/" + next.name, first: line.sequence)
                file = try folder.file("audit/" + next.name)
            }
            tree.append(line.leaf)
            summary?.take(line.bytes)
            try file?.write(line.bytes)
            try file?.write(CollectionOfOne(0x0A as UInt8))
        }
        try finish()
        return try manifest(tree, files: done, shown: tree.size)
    }

    private func writeRecords(_ selection: Selection?, to folder: ExportFolder) throws -> JSONObject {
        var cuts = Self.sizes(ofCheckpoints: checkpoints)[...]
        var tree = MerkleFrontier()
        var omitted = OmittedRuns()
        var shown = 0
        var records = SegmentFile(name: "audit/records.jsonl", first: 0)
        let file = try folder.file(records.name)
        func write(_ record: ExportRecord) throws {
            let bytes = record.bytes
            records.take(bytes.dropLast())
            try file.write(bytes)
        }
        try forEachLine { line in
            while let cut = cuts.first, cut <= line.sequence {
                cuts.removeFirst()
                if cut == line.sequence { for run in omitted.take() { try write(.omitted(run)) } }
            }
            tree.append(line.leaf)
            guard try isSelected(line, selection) else {
                return omitted.omit(line.sequence, leaf: line.leaf)
            }
            for run in omitted.take() { try write(.omitted(run)) }
            shown += 1
            if let (redacted, places) = try redaction.applied(to: line) {
                try write(.redacted(sequence: line.sequence, leaf: line.leaf, line: redacted, places: places))
            } else {
                try write(.whole(line))
            }
        }
        for run in omitted.take() { try write(.omitted(run)) }
        try file.finish()
        return try manifest(tree, files: [records.document], shown: shown)
    }

    private func manifest(_ tree: MerkleFrontier, files: [JSONValue], shown: Int) throws -> JSONObject {
        // A filter can have the very words that are taken out.
        let filterText: JSONValue = .string(redaction.isEmpty ? filter.text : Redaction.mark)
        return [
            "handoff_export": 1, "made": .string(now.description), "by": .string("handoff " + HandoffVersion.current),
            "origin": .string(try origin()), "complete": .bool(isComplete),
            "filter": filter.isEverything ? .null : filterText,
            "redacted": .array(redaction.texts.map(JSONValue.string)), "lines": .number(Double(tree.size)),
            "root": .string(tree.root.hex), "last": .string(end.leaf.hex), "files": .array(files),
            "shown": .number(Double(shown)),
        ]
    }

    private func writeKeys(to folder: ExportFolder) throws -> [String] {
        return try trustedFiles().sorted { $0.name < $1.name }.map { file in
            // Not the file's bytes: somebody may have put a private key there.
            try folder.write(file.publicDocument.prettyBytes() + [0x0A], to: "keys/" + file.name)
            return "keys/" + file.name
        }
    }

    /// None for who may not know them.
    private func trustedFiles() throws -> [TrustedKeyFile] {
        do { return try KeyFolder(path: workplace.home.keys).trustedFiles() } catch let error
            where error.isLackOfPermission
        {
            return []
        }
    }

    /// What the signed notes are of, ascending. In a file of notes a line with the log's name has the size below it.
    static func sizes(ofCheckpoints bytes: [UInt8]) -> [Int] {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let sizes = zip(lines, lines.dropFirst()).compactMap { line, next in
            line.starts(with: "handoff/".utf8) ? Int(String(decoding: next, as: UTF8.self)) : nil
        }
        return Set(sizes).sorted()
    }
}

extension AuditExporter {
    /// Lines of the cases that the filter lets through, and which cases those are.
    private struct Selection {
        var lines: LineSelection
        /// By row.
        var cases: Set<Int64> = []
    }

    /// Nil for every line.
    ///
    /// - Throws: `Failure` when something is to be redacted that no line has: it would be taken for redacted.
    private func selection() throws -> Selection? {
        let selection = filter.isEverything ? nil : try selected()
        var missing = redaction.pointers
        var reader = try log.reader()
        while !missing.isEmpty, reader.position.offset < end.offset, let line = try reader.next() {
            try Interruption.check()
            if try isSelected(line, selection) { missing = try redaction.missing(missing, in: line) }
        }
        guard let first = missing.first else { return selection }
        throw Failure(
            .badInput, "nothing was written: no line that would be exported has anything at \(first) to redact",
            advice: "Give the places as cards have them; see one: handoff audit show ID")
    }

    private func selected() throws -> Selection {
        var selection = Selection(lines: LineSelection(bytes: end.offset))
        try cases?.forEach(filter) { found in
            try Interruption.check()
            for span in [found.proposed] + found.outcomes + [found.decided].compactMap({ $0 }) {
                selection.lines.insert(span.offset)
            }
            selection.cases.insert(found.row)
        }
        return selection
    }

    /// What belongs to a case goes with it. The log's own lines are always there: they say nothing of anybody, and checkpoints are among them.
    private func isSelected(_ line: AuditLine, _ selection: Selection?) throws -> Bool {
        guard let selection else { return true }
        switch line.type {
        case "handoff.proposed", "handoff.decided", "handoff.expired", "handoff.withdrawn", "execution.finished":
            return selection.lines.contains(line.offset)
        case let type where type.hasPrefix("log.") || type == "policy.loaded": return true
        default:
            guard let card = try line.body["card"]?.string.flatMap({ CardID($0) }) else { return false }
            return try cases?.find(card).map { selection.cases.contains($0.row) } ?? false
        }
    }

    /// One JSON object a line for each line of the log that is meant.
    func writeEvents(_ path: String, as format: ExportFormat, replacing: Bool) throws {
        let selection = try selection()
        let file = try OutputFile(path, replacing: replacing)
        let origin = try origin()
        try forEachLine { line in
            guard try isSelected(line, selection) else { return }
            let body = try redaction.applied(to: line)?.line.object?["body"] ?? .object(line.body)
            let document: JSONValue
            if format == .ocsf {
                let card = body.object?["card"]?.string.flatMap({ CardID($0) })
                let found = try card.flatMap { try cases?.find($0) }.map(redaction.applied)
                let event = OCSFEvent(line, body: body, found: found, origin: origin)
                document = event.document(version: HandoffVersion.current)
            } else {
                document = CloudEvent.document(line, body: body, origin: origin)
            }
            try file.writeLine(json: document.bytes())
        }
        try file.finish()
    }

    /// One row for each case.
    func writeTable(_ path: String, replacing: Bool) throws {
        if !redaction.isEmpty { _ = try selection() }
        let file = try OutputFile(path, replacing: replacing)
        try file.writeRow(CaseTable.head)
        try cases?.forEach(filter) { found in
            try Interruption.check()
            try file.writeRow(CaseTable.row(redaction.applied(to: found)))
        }
        try file.finish()
    }
}

/// What the manifest says of a file with lines.
private struct SegmentFile {
    let name: String
    let first: Int
    private var lines = 0
    private var bytes = 0
    private var hasher = Hasher256()

    init(name: String, first: Int) {
        self.name = name
        self.first = first
    }

    /// A line without its line feed.
    mutating func take(_ line: some Collection<UInt8>) {
        lines += 1
        bytes += line.count + 1
        hasher.update(Array(line) + [0x0A])
    }

    var document: JSONValue {
        [
            "name": .string(name), "first": .number(Double(first)), "lines": .number(Double(lines)),
            "bytes": .number(Double(bytes)), "sha256": .string(hasher.finish().hex),
        ]
    }
}
