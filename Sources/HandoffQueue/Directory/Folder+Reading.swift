import Glibc
import HandoffCards

extension Folder {
    /// Reads a file that others may have put there, once. Nothing that stands in its place can block this, make it read more than `limit`
    /// bytes, or have an effect: anything but a regular file is not even opened, unless it is put there between look and opening, and
    /// then the opening neither waits nor follows a link, and what it opened is looked at again.
    ///
    /// - Parameter owners: the users whose files are read, by number; nil for all.
    func read(_ name: FileName, limit: Int, owners: Set<UInt32>? = nil) throws(QueueError) -> Submission {
        let directory = try descriptor()
        let path = path(of: name)
        var before = stat()
        guard name.withCString({ fstatat(directory, $0, &before, AT_SYMLINK_NOFOLLOW) }) == 0 else {
            throw errno == ENOENT ? .vanished(path: path) : .io(operation: "look at", path: path, errno: errno)
        }
        try check(before, path, limit: limit, owners: owners)

        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        let file = name.withCString { openat(directory, $0, flags) }
        guard file >= 0 else { throw Self.openingError(errno, path) }
        defer { close(file) }
        guard fstat(file, &before) == 0 else { throw .io(operation: "look at", path: path, errno: errno) }
        try check(before, path, limit: limit, owners: owners)

        // One byte more than there should be shows that the file has grown.
        var bytes = [UInt8](repeating: 0, count: Int(before.st_size) + 1)
        var count = 0
        while count < before.st_size {
            let got = bytes.withUnsafeMutableBytes {
                Glibc.read(file, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .unreadable(path: path, errno: errno) }
            if got == 0 { break }
            count += got
        }
        var after = stat()
        guard fstat(file, &after) == 0 else { throw .io(operation: "look at", path: path, errno: errno) }
        guard count == before.st_size, after.st_size == before.st_size, after.st_mtim.tv_sec == before.st_mtim.tv_sec,
            after.st_mtim.tv_nsec == before.st_mtim.tv_nsec
        else { throw .changedWhileRead(path: path) }
        bytes.removeLast()
        return Submission(bytes: bytes, owner: after.st_uid, modified: Timestamp(after.st_mtim))
    }

    private func check(_ status: stat, _ path: String, limit: Int, owners: Set<UInt32>?) throws(QueueError) {
        let kind = FileKind(mode: status.st_mode)
        guard kind == .regular else { throw .notRegular(kind, path: path) }
        guard status.st_size <= limit else { throw .tooLarge(size: Int(status.st_size), limit: limit, path: path) }
        guard owners?.contains(status.st_uid) ?? true else { throw .ownerNotAllowed(user: status.st_uid, path: path) }
    }

    private static func openingError(_ errno: Int32, _ path: String) -> QueueError {
        switch errno {
        case ENOENT: .vanished(path: path)
        case ELOOP: .notRegular(.symbolicLink, path: path)
        case ENXIO: .notRegular(.socket, path: path)
        case EACCES, EPERM: .unreadable(path: path, errno: errno)
        // Its owner holds a lease on it: it is being written to, as far as anybody can tell.
        case EAGAIN: .changedWhileRead(path: path)
        default: .io(operation: "open", path: path, errno: errno)
        }
    }
}

extension Timestamp {
    init(_ time: timespec) {
        self.init(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
