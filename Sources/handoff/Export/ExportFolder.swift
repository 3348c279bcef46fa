import Glibc
import HandoffQueue
import StrictJSON

/// A folder that comes to be whole or not at all: filled beside its place, synced, and renamed.
struct ExportFolder {
    let path: String
    private let temporary: String
    private let isReplacing: Bool

    static let manifest = "manifest.json"
    /// The manifest's member that only an export has; nothing else is ever replaced.
    static let mark = "handoff_export"

    init(_ path: String, replacing: Bool) throws(Failure) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.path = path
        isReplacing = replacing
        temporary = path + ".partial-\(getpid())"
        if access(path, F_OK) == 0 {
            guard replacing else {
                throw Failure(
                    .cannotWrite, "\(path) is there already", advice: "Give another name, or replace it: --force")
            }
            try Self.checkIsExport(path)
        }
        // Of a process that had this number and was killed.
        Self.remove(temporary)
        guard mkdir(temporary, 0o700) == 0 else { throw Failure(io: path, code: errno) }
    }

    /// Programs of all kinds have a `manifest.json`.
    private static func checkIsExport(_ path: String) throws(Failure) {
        let bytes = (try? InputFile.readRegular(path + "/" + manifest, limit: 16 << 20)) ?? []
        guard (try? JSONValue(parsing: bytes))?.object?[mark] != nil else {
            throw Failure(.cannotWrite, "\(path) is no export and is not replaced", advice: "Give another name.")
        }
    }

    /// A file to be filled; `name` may have one folder before it.
    func file(_ name: String) throws(Failure) -> OutputFile {
        if let slash = name.firstIndex(of: "/") {
            let folder = temporary + "/" + name[..<slash]
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw Failure(io: folder, code: errno) }
        }
        return try OutputFile(temporary + "/" + name, replacing: false)
    }

    func write(_ bytes: [UInt8], to name: String) throws(Failure) {
        let file = try file(name)
        try file.write(bytes)
        try file.finish()
    }

    /// Puts the folder into its place, in which there is always the old or the new one.
    func finish() throws(Failure) {
        try Self.synchronize(temporary)
        if isReplacing, access(path, F_OK) == 0 {
            // It may be another one than when this was begun.
            try Self.checkIsExport(path)
            try replace()
        } else {
            let code = renameWithoutReplacing(temporary, to: path)
            guard code == 0 else { throw Failure(io: path, code: code) }
        }
        try Self.synchronize(path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".")
        // The old one.
        Self.remove(temporary)
    }

    private func replace() throws(Failure) {
        let code = exchangeNames(temporary, path)
        if code == 0 { return }
        guard code == EINVAL || code == ENOSYS else { throw Failure(io: path, code: code) }
        // The file system cannot exchange names: for a moment nothing is there.
        let old = path + ".replaced-\(getpid())"
        Self.remove(old)
        guard rename(path, old) == 0 else { throw Failure(io: path, code: errno) }
        guard rename(temporary, path) == 0 else {
            let code = errno
            _ = rename(old, path)
            throw Failure(io: path, code: code)
        }
        Self.remove(old)
    }

    func discard() { Self.remove(temporary) }

    private static func synchronize(_ folder: String) throws(Failure) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(io: folder, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Failure(io: folder, code: errno) }
    }

    /// Follows no symbolic links.
    private static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            for name in DirectoryListing.names(in: path) where name != "." && name != ".." { remove(path + "/" + name) }
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}
