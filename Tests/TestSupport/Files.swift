import Glibc

/// Whole files at once, without Foundation.
package enum Files {
    package static func write(_ bytes: [UInt8], to path: String) throws {
        let file = try SystemError.check(open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600), "open \(path)")
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if written < 0 { throw SystemError("write \(path)") }
            rest = rest.dropFirst(written)
        }
    }

    /// Waits until nobody has the file open for writing.
    ///
    /// A child that another thread starts has our descriptors until it runs its program, and a policy that somebody can write to is not used,
    /// nor a program run.
    package static func settle(_ path: String) throws {
        let file = try SystemError.check(open(path, O_RDONLY | O_CLOEXEC), "open \(path)")
        defer { close(file) }
        // `F_SETLEASE`, which only GNU sources see: nobody gets a lease to read what somebody can write to. Where there are no leases, nobody
        // can tell.
        let setLease: Int32 = 1024
        let isSettled = comesTrue { fcntl(file, setLease, F_RDLCK) == 0 || errno != EAGAIN }
        if !isSettled { throw SystemError("settle \(path)", code: EAGAIN) }
        _ = fcntl(file, setLease, F_UNLCK)
    }

    /// Puts a settled file in the place of another, for those who may look at any moment.
    package static func replace(_ path: String, with bytes: [UInt8]) throws {
        try write(bytes, to: path + ".new")
        try settle(path + ".new")
        try SystemError.check(rename(path + ".new", path), "rename \(path).new")
    }

    package static func read(_ path: String) throws -> [UInt8] {
        let file = try SystemError.check(open(path, O_RDONLY | O_CLOEXEC), "open \(path)")
        defer { close(file) }
        var bytes: [UInt8] = []
        while let block = try readBlock(file), !block.isEmpty { bytes += block }
        return bytes
    }

    package static func text(_ path: String) throws -> String { String(decoding: try read(path), as: UTF8.self) }

    /// What one `read` gives: empty at the end, nil when a non-blocking descriptor has nothing now.
    package static func readBlock(_ file: Int32) throws -> [UInt8]? {
        var block = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(file, &block, block.count)
        if count < 0, errno == EAGAIN { return nil }
        if count < 0 { throw SystemError("read") }
        return Array(block.prefix(count))
    }

    /// The names in a folder, sorted; empty when there is no such folder.
    package static func names(in folder: String) -> [String] {
        entries(of: folder).map { String(decoding: $0, as: UTF8.self) }.sorted()
    }

    /// Names are bytes to the file system, whatever characters they may be.
    private static func entries(of folder: String) -> [[UInt8]] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
        }
        return names
    }

    /// Permission bits, or nil when there is nothing at `path`.
    package static func mode(_ path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
    }

    package static func removeTree(_ path: String) {
        if unlink(path) == 0 || errno != EISDIR { return }
        for name in entries(of: path) {
            let inside = Array("\(path)/".utf8) + name
            if unlink((inside + [0]).map(CChar.init(bitPattern:))) != 0, errno == EISDIR {
                removeTree(String(decoding: inside, as: UTF8.self))
            }
        }
        rmdir(path)
    }
}
