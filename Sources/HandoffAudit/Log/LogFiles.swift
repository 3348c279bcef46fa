import Glibc
import HandoffCards
import Synchronization

/// The log's files as they were found: all segments laid end to end, so that one number says where a byte is.
///
/// The current segment grows, and gets another name when the next one is begun; what was found stays readable. Then
/// `following` finds the files anew.
struct LogFiles: Sendable {
    /// Those that are not written to any more, the oldest first.
    let older: [LogSegment]
    /// Nil where there is none: in a new log, or where a writer was killed while it began a segment.
    let current: (any DiskFile)?
    /// Where the current segment begins.
    let start: Int
    let folder: any DiskFolder
    private let identities: [FileIdentity]
    private let opened = OpenSegment()

    init(in folder: any DiskFolder, for use: DiskUse) throws(DiskError) {
        while true {
            // A segment may be begun at any time. When the current one is the same before and after, what was found
            // between is complete.
            let current = try folder.open(AuditLog.fileName, for: use)
            let firsts = try folder.names().compactMap(LogSegment.first).sorted()
            var older: [LogSegment] = []
            var identities: [FileIdentity] = []
            var start = 0
            for first in firsts {
                let name = LogSegment.name(first: first)
                guard let file = try folder.open(name, for: .reading) else { continue }
                let size = try file.size()
                older.append(LogSegment(name: name, first: first, start: start, size: size))
                identities.append(file.identity)
                start += size
            }
            guard try folder.identity(of: AuditLog.fileName) == current?.identity else { continue }
            self.folder = folder
            self.older = older
            self.identities = identities
            self.current = current
            self.start = start
            return
        }
    }

    /// `files` with another current segment.
    init(older: [LogSegment], current: any DiskFile, like files: LogFiles) {
        self.older = older
        self.current = current
        start = files.start
        folder = files.folder
        identities = files.identities
    }

    /// The current segment's.
    var path: String { folder.path + "/" + AuditLog.fileName }

    /// A file of the log, whatever it is called, and where it begins.
    struct Place: Sendable {
        var identity: FileIdentity
        var start: Int
    }

    /// The current segment's.
    var place: Place? { current.map { Place(identity: $0.identity, start: start) } }

    /// The whole log's, in bytes.
    func size() throws(DiskError) -> Int { try start + (current?.size() ?? 0) }

    /// Fewer bytes than `count` only at the log's end.
    func read(at offset: Int, count: Int) throws(DiskError) -> [UInt8] {
        guard offset < start else { return try current?.read(at: offset - start, count: count) ?? [] }
        var place = older.partitioningIndex { $0.start + $0.size > offset }
        var bytes: [UInt8] = []
        while bytes.count < count, place < older.count {
            let segment = older[place]
            let inside = offset + bytes.count - segment.start
            let wanted = min(count - bytes.count, segment.size - inside)
            let part = try opened.file(segment.name, in: folder).read(at: inside, count: wanted)
            bytes = bytes.isEmpty ? part : bytes + part
            // Somebody has shortened it.
            if part.count < wanted { return bytes }
            place += 1
        }
        if bytes.count < count, let current { bytes += try current.read(at: 0, count: count - bytes.count) }
        return bytes
    }

    /// Whether the current segment still is the current one.
    func areCurrent() throws(DiskError) -> Bool { try folder.identity(of: AuditLog.fileName) == current?.identity }

    /// The files as they are now, when another segment was begun since; nil when the current one is the same.
    ///
    /// - Throws: `replaced` when these are not the files that the log was made of.
    func following(for use: DiskUse) throws(AuditError) -> LogFiles? {
        if try onDisk({ () throws(DiskError) in try areCurrent() }) { return nil }
        let found = try onDisk { () throws(DiskError) in try LogFiles(in: folder, for: use) }
        if let place, !found.has(place) { throw .replaced(path: path) }
        return found
    }

    func has(_ place: Place) -> Bool {
        if current?.identity == place.identity { return start == place.start }
        guard let number = identities.firstIndex(of: place.identity) else { return false }
        return older[number].start == place.start
    }

    /// Sequence and time of the current segment's first line; nil when it has none.
    func head() throws(AuditError) -> (sequence: Int, time: Timestamp)? {
        if let head = opened.head.withLock({ $0 }) { return head }
        let head = try readHead()
        opened.head.withLock { $0 = head }
        return head
    }

    private func readHead() throws(AuditError) -> (sequence: Int, time: Timestamp)? {
        guard let current else { return nil }
        let bytes = try onDisk { () throws(DiskError) in
            try current.read(at: 0, count: LineForm.beginningLength)
        }
        guard !bytes.isEmpty else { return nil }
        do {
            return try bytes.withUnsafeBytes { bytes in
                Result { () throws(LineFormError) in try LineForm.beginning(bytes) }
            }.get()
        } catch {
            throw .broken(
                BrokenLine(
                    sequence: nil, offset: start, problem: .form(expected: error.expected, column: error.column)))
        }
    }
}

/// What was read last, for whoever reads on: the older segment, kept open, and how the current one begins.
private final class OpenSegment: Sendable {
    let head = Mutex<(sequence: Int, time: Timestamp)?>(nil)
    private let last = Mutex<(name: String, file: any DiskFile)?>(nil)

    func file(_ name: String, in folder: any DiskFolder) throws(DiskError) -> any DiskFile {
        if let last = last.withLock({ $0 }), last.name == name { return last.file }
        guard let file = try folder.open(name, for: .reading) else {
            throw DiskError(.open, folder.path + "/" + name, code: ENOENT)
        }
        last.withLock { $0 = (name, file) }
        return file
    }
}

extension [LogSegment] {
    /// The first place at which the condition holds, which holds at all places after it.
    fileprivate func partitioningIndex(where isAfter: (LogSegment) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
