import Glibc
import HandoffCards

extension Folder {
    /// Reads a file that others may have put there, once.
    func read(_ name: FileName, limit: Int, owners: Set<UInt32>? = nil) throws(QueueError) -> Submission {
        try open(name, limit: limit, owners: owners).contents()
    }

    /// Opens a file that others may have put there. Nothing that stands in its place can block this, have more than `limit` bytes read,
    /// or have an effect: anything but a regular file is not even opened, unless it is put there between look and opening, and
    /// then the opening neither waits nor follows a link, and what it opened is looked at again.
    ///
    /// - Parameter owners: the users whose files are read, by number; nil for all.
    func open(_ name: FileName, limit: Int, owners: Set<UInt32>? = nil) throws(QueueError) -> OpenedFile {
        let directory = try descriptor()
        let path = path(of: name)
        var before = stat()
        guard name.withCString({ fstatat(directory, $0, &before, AT_SYMLINK_NOFOLLOW) }) == 0 else {
            throw errno == ENOENT ? .vanished(path: path) : .io(operation: "look at", path: path, errno: errno)
        }
        try check(before, path, limit: limit, owners: owners)

        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        let descriptor = name.withCString { openat(directory, $0, flags) }
        guard descriptor >= 0 else { throw Self.openingError(errno, path) }
        let file = try OpenedFile(descriptor: descriptor, path: path)
        try check(file.status, path, limit: limit, owners: owners)
        return file
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
