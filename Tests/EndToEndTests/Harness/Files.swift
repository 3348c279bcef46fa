import Glibc

/// Whole files at once, without Foundation.
enum Files {
    static func write(_ bytes: [UInt8], to path: String) throws {
        let file = try SystemError.check(open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600), "open \(path)")
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if written < 0 { throw SystemError("write \(path)") }
            rest = rest.dropFirst(written)
        }
    }

    static func read(_ path: String) throws -> [UInt8] {
        let file = try SystemError.check(open(path, O_RDONLY | O_CLOEXEC), "open \(path)")
        defer { close(file) }
        var bytes: [UInt8] = []
        while let block = try readBlock(file), !block.isEmpty { bytes += block }
        return bytes
    }

    static func text(_ path: String) throws -> String { String(decoding: try read(path), as: UTF8.self) }

    /// What one `read` gives: empty at the end, nil when a non-blocking descriptor has nothing now.
    static func readBlock(_ file: Int32) throws -> [UInt8]? {
        var block = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(file, &block, block.count)
        if count < 0, errno == EAGAIN { return nil }
        if count < 0 { throw SystemError("read") }
        return Array(block.prefix(count))
    }

    /// The names in a folder, sorted; empty when there is no such folder.
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
        return names.sorted()
    }

    /// Permission bits, or nil when there is nothing at `path`.
    static func mode(_ path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
    }

    static func removeTree(_ path: String) {
        if unlink(path) == 0 || errno != EISDIR { return }
        for name in names(in: path) { removeTree("\(path)/\(name)") }
        rmdir(path)
    }
}
