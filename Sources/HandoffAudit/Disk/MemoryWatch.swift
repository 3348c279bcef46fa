import Glibc

/// A pipe that changes in memory make readable.
final class MemoryWatch: DiskWatch {
    let descriptor: Int32
    private let written: Int32
    private let disk: MemoryDisk

    init(path: String, disk: MemoryDisk) throws(DiskError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw DiskError(.watch, path, code: errno) }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        descriptor = ends[0]
        let written = ends[1]
        self.written = written
        self.disk = disk
        disk.contents.withLock { $0.watches[written] = path }
    }

    deinit {
        let written = written
        disk.contents.withLock { _ = $0.watches.removeValue(forKey: written) }
        close(written)
        close(descriptor)
    }

    func drain() {
        var bytes = [UInt8](repeating: 0, count: 4096)
        while read(descriptor, &bytes, bytes.count) > 0 {}
    }
}

extension MemoryDisk.Contents {
    func tell(_ path: String) {
        for (descriptor, folder) in watches where path.hasPrefix(folder + "/") { _ = write(descriptor, [1], 1) }
    }
}
