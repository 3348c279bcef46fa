import Glibc

/// Whole files at once.
enum Files {
    static func write(_ bytes: [UInt8], to path: String) throws {
        let file = try BenchError.check(open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600), "open \(path)")
        defer { close(file) }
        let count = Glibc.write(file, bytes, bytes.count)
        if count != bytes.count { throw BenchError.failed("write \(path)") }
    }

    /// What the kernel or a program says of itself; empty when there is nothing to read.
    static func text(_ path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var block = [UInt8](repeating: 0, count: 65_536)
        let count = read(file, &block, block.count)
        return String(decoding: block.prefix(max(0, count)), as: UTF8.self)
    }

    /// All of a file, as it is now.
    static func bytes(_ path: String) throws -> [UInt8] {
        let file = try BenchError.check(open(path, O_RDONLY | O_CLOEXEC), "open \(path)")
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: size(path))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                read(file, $0.baseAddress.map { $0 + filled }, $0.count - filled)
            }
            guard try BenchError.check(count, "read \(path)") > 0 else { break }
            filled += count
        }
        return Array(bytes.prefix(filled))
    }

    /// 0 where there is no such file.
    static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    static func makeFolder(_ path: String) throws {
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw BenchError.failed("mkdir \(path)") }
    }

    /// In no order.
    static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    static func removeTree(_ path: String) {
        if unlink(path) == 0 || errno != EISDIR { return }
        for name in names(in: path) { removeTree("\(path)/\(name)") }
        rmdir(path)
    }
}
