import Glibc
import HandoffCards

/// A regular file that was looked at when it was opened, and closes with its owner.
struct OpenedFile: ~Copyable {
    private let descriptor: Int32
    private let path: String
    let status: stat

    /// Takes the descriptor over.
    init(descriptor: Int32, path: String) throws(QueueError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let problem = errno
            close(descriptor)
            throw .io(operation: "look at", path: path, errno: problem)
        }
        self.descriptor = descriptor
        self.path = path
        self.status = status
    }

    deinit { close(descriptor) }

    /// All that it holds, unless somebody changed it since it was opened.
    func contents() throws(QueueError) -> Submission {
        // One byte more than there should be shows that the file has grown.
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var count = 0
        while count < status.st_size {
            let got = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .unreadable(path: path, errno: errno) }
            if got == 0 { break }
            count += got
        }
        var after = stat()
        guard fstat(descriptor, &after) == 0 else { throw .io(operation: "look at", path: path, errno: errno) }
        guard count == status.st_size, after.st_size == status.st_size, after.st_mtim.tv_sec == status.st_mtim.tv_sec,
            after.st_mtim.tv_nsec == status.st_mtim.tv_nsec
        else { throw .changedWhileRead(path: path) }
        bytes.removeLast()
        return Submission(bytes: bytes, owner: after.st_uid, modified: Timestamp(after.st_mtim))
    }
}

extension Timestamp {
    init(_ time: timespec) {
        self.init(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
