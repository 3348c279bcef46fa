import Glibc

/// A folder that goes away, with all that is in it, when its last user does.
package final class TemporaryFolder: Sendable {
    package let path: String

    /// - Parameter inMemory: where there is such a file system.
    package init(inMemory: Bool = false) throws {
        let parent = inMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        // Short, because the path of a tmux socket must fit into 107 bytes.
        var template = "\(parent)/handoff-test-XXXXXX".utf8CString.map { $0 }
        guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Files.removeTree(path) }

    /// Makes the folder `name` inside and returns its path.
    package func folder(_ name: String) throws -> String {
        let path = "\(self.path)/\(name)"
        try SystemError.check(mkdir(path, 0o700), "mkdir \(path)")
        return path
    }

    /// Puts a settled file inside and returns its path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        let path = "\(self.path)/\(name)"
        try Files.replace(path, with: Array(text.utf8))
        return path
    }
}
