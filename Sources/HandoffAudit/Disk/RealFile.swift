import Glibc

final class RealFile: DiskFile {
    let path: String
    let identity: FileIdentity
    private let descriptor: Int32

    /// Takes the descriptor over, also when it throws.
    init(path: String, descriptor: Int32) throws(DiskError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            // There is no errno value for "not a regular file".
            throw DiskError(.open, path, code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : ENOTSUP)
        }
        self.path = path
        self.descriptor = descriptor
        identity = FileIdentity(status)
    }

    deinit { close(descriptor) }

    func size() throws(DiskError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw DiskError(.examine, path, code: errno) }
        return Int(status.st_size)
    }

    func read(at offset: Int, count: Int) throws(DiskError) -> [UInt8] {
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let taken = pread(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, offset + filled)
                if taken > 0 {
                    filled += taken
                } else if taken == 0 {
                    break
                } else if errno != EINTR {
                    code = errno
                    break
                }
            }
        }
        guard code == 0 else { throw DiskError(.read, path, code: code) }
        return bytes
    }

    func append(_ bytes: ArraySlice<UInt8>) throws(DiskError) -> Int {
        while true {
            let taken = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if taken > 0 { return taken }
            guard taken < 0, errno == EINTR else { throw DiskError(.write, path, code: taken == 0 ? ENOSPC : errno) }
        }
    }

    func synchronize() throws(DiskError) {
        guard fdatasync(descriptor) == 0 else { throw DiskError(.synchronize, path, code: errno) }
    }

    func truncate(to size: Int) throws(DiskError) {
        while ftruncate(descriptor, size) != 0 {
            guard errno == EINTR else { throw DiskError(.truncate, path, code: errno) }
        }
    }

    func lock() throws(DiskError) {
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw DiskError(.lock, path, code: errno) }
        }
    }

    func unlock() { flock(descriptor, LOCK_UN) }
}

/// An inotify watch on one folder.
final class RealWatch: DiskWatch {
    let descriptor: Int32

    init(path: String) throws(DiskError) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { throw DiskError(.watch, path, code: errno) }
        let events = IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_ONLYDIR
        guard inotify_add_watch(descriptor, path, UInt32(events)) >= 0 else {
            let code = errno
            close(descriptor)
            throw DiskError(.watch, path, code: code)
        }
    }

    deinit { close(descriptor) }

    func drain() {
        withUnsafeTemporaryAllocation(byteCount: 16384, alignment: 8) { buffer in
            while true {
                let taken = read(descriptor, buffer.baseAddress, buffer.count)
                guard taken > 0 || (taken < 0 && errno == EINTR) else { return }
            }
        }
    }
}
