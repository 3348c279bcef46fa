import Glibc

/// Appends to a file and waits until that is on the disk.
final class SyncFloor {
    private let file: Int32

    init(_ path: String) throws {
        file = try BenchError.check(open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600), "open \(path)")
    }

    deinit { close(file) }

    func append(_ bytes: [UInt8]) throws {
        try BenchError.check(write(file, bytes, bytes.count), "write")
        try BenchError.check(fdatasync(file), "fdatasync")
    }
}
