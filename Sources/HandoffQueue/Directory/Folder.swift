import Glibc
import HandoffCards

/// One directory, opened once: whatever happens to its path later, names are looked up in the directory that was opened.
final class Folder: Sendable {
    let path: String
    private let opened: Int32
    /// Why it could not be opened, or 0.
    private let problem: Int32

    /// Agents need not be allowed into every directory of a queue, so a failure here is reported when the directory is used.
    init(path: String, flags: Int32, in parent: Int32 = AT_FDCWD, named name: String) {
        self.path = path
        opened = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags)
        problem = opened < 0 ? errno : 0
    }

    deinit { if opened >= 0 { close(opened) } }

    func descriptor() throws(QueueError) -> Int32 {
        guard opened >= 0 else {
            throw problem == ENOENT
                ? .noDirectory(path: path) : .io(operation: "open the directory", path: path, errno: problem)
        }
        return opened
    }

    func path(of name: FileName) -> String { path + "/" + name.description }

    /// What the name stands for, links not followed; nil when there is nothing or it cannot be told.
    func status(of name: FileName) -> stat? {
        var status = stat()
        return name.withCString { fstatat(opened, $0, &status, AT_SYMLINK_NOFOLLOW) } == 0 ? status : nil
    }

    /// An open directory lives on after its removal, empty and silent; then this throws.
    func checkNotRemoved() throws(QueueError) {
        var status = stat()
        guard fstat(try descriptor(), &status) == 0, status.st_nlink > 0 else { throw .noDirectory(path: path) }
    }

    /// Hands over every name but `.` and `..`, in no order.
    func forEachName(_ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(QueueError) {
        try checkNotRemoved()
        // A descriptor of its own: the place in the listing belongs to the open file, which other threads share.
        let listing = openat(try descriptor(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard listing >= 0, let stream = fdopendir(listing) else {
            let problem = errno
            if listing >= 0 { close(listing) }
            throw .io(operation: "list", path: path, errno: problem)
        }
        defer { closedir(stream) }
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: UInt8.self, capacity: MemoryLayout.size(ofValue: field.pointee)) { name in
                    let bytes = UnsafeBufferPointer(start: name, count: strlen(name))
                    let isDots = bytes.count <= 2 && bytes.allSatisfy { $0 == UInt8(ascii: ".") }
                    if !isDots { body(bytes) }
                }
            }
        }
        guard errno == 0 else { throw .io(operation: "list", path: path, errno: errno) }
    }

    /// Makes the directory's entries durable.
    func sync() throws(QueueError) {
        guard fsync(try descriptor()) == 0 else { throw .io(operation: "sync", path: path, errno: errno) }
    }

    /// Returns 0 or what `errno` says.
    func remove(_ name: FileName) -> Int32 {
        name.withCString { unlinkat(opened, $0, 0) } == 0 ? 0 : errno
    }

    /// Moves a file of any kind, over another one where there is one. Returns 0 or what `errno` says.
    func replace(_ target: FileName, in folder: Folder, with name: FileName) throws(QueueError) -> Int32 {
        let (here, there) = (try descriptor(), try folder.descriptor())
        let result = name.withCString { from in target.withCString { to in renameat(here, from, there, to) } }
        return result == 0 ? 0 : errno
    }

    /// Moves a file of any kind to a name that is free. Returns 0 or what `errno` says, EEXIST when it is taken.
    func move(_ name: FileName, to folder: Folder, as target: FileName) throws(QueueError) -> Int32 {
        let (here, there) = (try descriptor(), try folder.descriptor())
        return name.withCString { from in
            target.withCString { to in renameWithoutReplacing(here, from, there, to) }
        }
    }
}
