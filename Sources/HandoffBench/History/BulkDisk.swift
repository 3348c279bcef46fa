import HandoffAudit
import Synchronization

/// The machine's files, written in large pieces and synced by nobody: for a log that can be made again.
struct BulkDisk: Disk {
    private let real = RealDisk()

    func folder(_ path: String) throws(DiskError) -> any DiskFolder { BulkFolder(try real.folder(path)) }
}

private final class BulkFolder: DiskFolder {
    private let real: any DiskFolder
    /// What was opened last to be written to, for those who open it by another name.
    private let written = Mutex<BulkFile?>(nil)

    init(_ real: any DiskFolder) { self.real = real }

    var path: String { real.path }

    func open(_ name: String, for use: DiskUse) throws(DiskError) -> (any DiskFile)? {
        guard let file = try real.open(name, for: use) else { return nil }
        return use == .appending ? remember(BulkFile(file)) : BulkFile(file)
    }

    func create(_ name: String) throws(DiskError) -> any DiskFile { remember(BulkFile(try real.create(name))) }
    func names() throws(DiskError) -> [String] { try real.names() }

    func rename(_ name: String, to other: String) throws(DiskError) {
        try written.withLock { $0 }?.flush()
        try real.rename(name, to: other)
    }

    private func remember(_ file: BulkFile) -> BulkFile {
        if file.path.hasSuffix(".jsonl") { written.withLock { $0 = file } }
        return file
    }

    func identity(of name: String) throws(DiskError) -> FileIdentity? { try real.identity(of: name) }
    func synchronize() throws(DiskError) {}
    func watch() throws(DiskError) -> any DiskWatch { try real.watch() }
}

private final class BulkFile: DiskFile {
    private let real: any DiskFile
    private let unwritten = Mutex<[UInt8]>([])

    private static let pieceSize = 4 << 20

    init(_ real: any DiskFile) { self.real = real }

    deinit { try? flush() }

    var path: String { real.path }
    var identity: FileIdentity { real.identity }

    func size() throws(DiskError) -> Int { try real.size() + unwritten.withLock { $0.count } }

    func read(at offset: Int, count: Int) throws(DiskError) -> [UInt8] {
        try flush()
        return try real.read(at: offset, count: count)
    }

    func append(_ bytes: ArraySlice<UInt8>) throws(DiskError) -> Int {
        let isFull = unwritten.withLock { unwritten in
            unwritten += bytes
            return unwritten.count >= Self.pieceSize
        }
        if isFull { try flush() }
        return bytes.count
    }

    func synchronize() throws(DiskError) {}

    func truncate(to size: Int) throws(DiskError) {
        try flush()
        try real.truncate(to: size)
    }

    func lock() throws(DiskError) { try real.lock() }
    func unlock() { real.unlock() }

    func flush() throws(DiskError) {
        let bytes = unwritten.withLock { unwritten in
            defer { unwritten = [] }
            return unwritten
        }
        var rest = bytes[...]
        while !rest.isEmpty { rest = rest.dropFirst(try real.append(rest)) }
    }
}
