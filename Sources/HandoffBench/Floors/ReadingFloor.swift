import Glibc

/// Listing a folder and opening, reading and closing every file in it, the names in the kernel's order, the contents in its cache.
enum ReadingFloor {
    static func measure(_ folder: String) throws -> Floor {
        let samples = try Samples.of(3) { try readAll(folder) }
        return Floor(name: "reading the files", value: .milliseconds(samples.best))
    }

    private static func readAll(_ folder: String) throws {
        guard let stream = opendir(folder) else { throw BenchError.failed("open \(folder)") }
        defer { closedir(stream) }
        let directory = dirfd(stream)
        try withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
            while let entry = readdir(stream) {
                try withUnsafePointer(to: &entry.pointee.d_name) { name in
                    try name.withMemoryRebound(to: CChar.self, capacity: 256) { name in
                        if name[0] == CChar(UInt8(ascii: ".")) { return }
                        let file = try BenchError.check(openat(directory, name, O_RDONLY | O_CLOEXEC), "open a file")
                        try BenchError.check(read(file, buffer.baseAddress, buffer.count), "read a file")
                        close(file)
                    }
                }
            }
        }
    }
}
