import Glibc
import HandoffAudit

/// The machine's disk, on which the process dies at one of its operations.
final class FatalDisk: Disk, Sendable {
    /// Where in the operation.
    enum Moment: CaseIterable {
        case before
        /// Half the bytes are written; like `before` for everything that is not a write.
        case within
        case after
    }

    private let real = RealDisk()
    private let fate: Fate?

    /// - Parameter operation: which one, counted from 1; nil lets the process live.
    init(operation: Int?, _ moment: Moment = .before) { fate = operation.map { Fate(operation: $0, moment) } }

    func folder(_ path: String) throws(DiskError) -> any DiskFolder {
        let folder = try real.folder(path)
        return if let fate { FatalFolder(folder, fate) } else { folder }
    }
}

/// Counts what changes something on the disk. One process with one thread has it.
private final class Fate: @unchecked Sendable {
    private let moment: FatalDisk.Moment
    private var remaining: Int

    init(operation: Int, _ moment: FatalDisk.Moment) {
        remaining = operation
        self.moment = moment
    }

    func at<R>(_ perform: () throws(DiskError) -> R, half: () -> Void = {}) throws(DiskError) -> R {
        remaining -= 1
        guard remaining == 0 else { return try perform() }
        switch moment {
        case .before: break
        case .within: half()
        case .after: _ = try perform()
        }
        kill(getpid(), SIGKILL)
        fatalError("SIGKILL does not come back")
    }
}

private final class FatalFolder: DiskFolder {
    private let real: any DiskFolder
    private let fate: Fate

    init(_ real: any DiskFolder, _ fate: Fate) {
        self.real = real
        self.fate = fate
    }

    var path: String { real.path }

    func open(_ name: String, for use: DiskUse) throws(DiskError) -> (any DiskFile)? {
        try real.open(name, for: use).map { FatalFile($0, fate) }
    }

    func create(_ name: String) throws(DiskError) -> any DiskFile {
        FatalFile(try fate.at { () throws(DiskError) in try real.create(name) }, fate)
    }

    func rename(_ name: String, to other: String) throws(DiskError) {
        try fate.at { () throws(DiskError) in try real.rename(name, to: other) }
    }

    func synchronize() throws(DiskError) { try fate.at { () throws(DiskError) in try real.synchronize() } }
    func names() throws(DiskError) -> [String] { try real.names() }
    func identity(of name: String) throws(DiskError) -> FileIdentity? { try real.identity(of: name) }
    func watch() throws(DiskError) -> any DiskWatch { try real.watch() }
}

private final class FatalFile: DiskFile {
    private let real: any DiskFile
    private let fate: Fate

    init(_ real: any DiskFile, _ fate: Fate) {
        self.real = real
        self.fate = fate
    }

    var path: String { real.path }
    var identity: FileIdentity { real.identity }

    func append(_ bytes: ArraySlice<UInt8>) throws(DiskError) -> Int {
        try fate.at(
            { () throws(DiskError) in try real.append(bytes) },
            half: {
                if bytes.count > 1 { _ = try? real.append(bytes.prefix(bytes.count / 2)) }
            })
    }

    func synchronize() throws(DiskError) { try fate.at { () throws(DiskError) in try real.synchronize() } }
    func truncate(to size: Int) throws(DiskError) {
        try fate.at { () throws(DiskError) in try real.truncate(to: size) }
    }
    func size() throws(DiskError) -> Int { try real.size() }
    func read(at offset: Int, count: Int) throws(DiskError) -> [UInt8] { try real.read(at: offset, count: count) }
    func lock() throws(DiskError) { try real.lock() }
    func unlock() { real.unlock() }
}
