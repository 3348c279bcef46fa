import Glibc

/// A folder that comes to be whole or not at all: filled beside its place, synced, and renamed.
struct ExportFolder {
    let path: String
    private let temporary: String
    private let isReplacing: Bool

    /// What only an export has; nothing else is ever replaced.
    static let mark = "manifest.json"

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
            guard access(path + "/" + Self.mark, F_OK) == 0 else {
                throw Failure(.cannotWrite, "\(path) is no export and is not replaced", advice: "Give another name.")
            }
        }
        guard mkdir(temporary, 0o700) == 0 else { throw Failure(io: path, code: errno) }
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

    /// Puts the folder into its place.
    func finish() throws(Failure) {
        try Self.synchronize(temporary)
        let old = path + ".replaced-\(getpid())"
        if isReplacing, access(path, F_OK) == 0, rename(path, old) != 0 { throw Failure(io: path, code: errno) }
        guard rename(temporary, path) == 0 else { throw Failure(io: path, code: errno) }
        Self.remove(old)
        try Self.synchronize(path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".")
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
