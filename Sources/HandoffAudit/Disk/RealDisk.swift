import Glibc

/// The machine's file system.
package struct RealDisk: Disk {
    package init() {}

    package func folder(_ path: String) throws(DiskError) -> any DiskFolder {
        var descriptor = Self.open(path)
        if descriptor < 0, errno == ENOENT {
            try Self.make(path)
            descriptor = Self.open(path)
        }
        guard descriptor >= 0 else { throw DiskError(.open, path, code: errno) }
        return RealFolder(path: path, descriptor: descriptor)
    }

    private static func open(_ path: String) -> Int32 { Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }

    private static func make(_ path: String) throws(DiskError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw DiskError(.create, path, code: errno) }
        let parent = open(Self.parent(of: path))
        guard parent >= 0 else { throw DiskError(.open, Self.parent(of: path), code: errno) }
        defer { close(parent) }
        guard fsync(parent) == 0 else { throw DiskError(.synchronize, Self.parent(of: path), code: errno) }
    }

    private static func parent(of path: String) -> String {
        var bytes = Array(path.utf8)
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
    }
}

/// A folder by its descriptor: it stays the same one when its path comes to mean another.
private final class RealFolder: DiskFolder {
    let path: String
    private let descriptor: Int32

    init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    func open(_ name: String, for use: DiskUse) throws(DiskError) -> (any DiskFile)? {
        let access = use == .reading ? O_RDONLY : O_RDWR | O_APPEND
        // Not to hang on a FIFO that someone has put there.
        let file = openat(descriptor, name, access | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
        if file < 0, errno == ENOENT { return nil }
        guard file >= 0 else { throw DiskError(.open, path + "/" + name, code: errno) }
        return try RealFile(path: path + "/" + name, descriptor: file)
    }

    func create(_ name: String) throws(DiskError) -> any DiskFile {
        let file = openat(descriptor, name, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw DiskError(.create, path + "/" + name, code: errno) }
        return try RealFile(path: path + "/" + name, descriptor: file)
    }

    func names() throws(DiskError) -> [String] {
        // Its own descriptor: reading a folder moves on in it.
        let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0, let stream = fdopendir(own) else {
            let code = errno
            if own >= 0 { close(own) }
            throw DiskError(.list, path, code: code)
        }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw DiskError(.list, path, code: errno) }
        return names
    }

    func rename(_ name: String, to other: String) throws(DiskError) {
        guard try identity(of: other) == nil else { throw DiskError(.rename, path + "/" + name, code: EEXIST) }
        guard renameat(descriptor, name, descriptor, other) == 0 else {
            throw DiskError(.rename, path + "/" + name, code: errno)
        }
    }

    func identity(of name: String) throws(DiskError) -> FileIdentity? {
        var status = stat()
        if fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return FileIdentity(status) }
        guard errno == ENOENT else { throw DiskError(.examine, path + "/" + name, code: errno) }
        return nil
    }

    func synchronize() throws(DiskError) {
        guard fsync(descriptor) == 0 else { throw DiskError(.synchronize, path, code: errno) }
    }

    func watch() throws(DiskError) -> any DiskWatch { try RealWatch(path: path) }
}

extension FileIdentity {
    init(_ status: stat) { self.init(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)) }
}
