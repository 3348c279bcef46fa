import Glibc
import HandoffGate

/// The file with an executor's environment: lines `NAME=value`, empty ones, and ones that begin with `#`. It holds what agents must not have, so nobody
/// but its owner may read it.
enum ExecutorEnvironment {
    static func read(_ path: String) throws(ProgramNotStarted) -> [String: String] {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw ProgramNotStarted(reason: "\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw ProgramNotStarted(reason: "\(path) is no regular file")
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw ProgramNotStarted(reason: "\(path) belongs to somebody else (user \(status.st_uid))")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw ProgramNotStarted(reason: "\(path) is open to others; chmod 600 \(path)")
        }
        guard let bytes = try? WholeFile.bytes(of: descriptor, limit: longest),
            let text = String(validating: bytes, as: UTF8.self)
        else { throw ProgramNotStarted(reason: "\(path) cannot be read as UTF-8 of at most \(longest) bytes") }
        return try parse(text, path)
    }

    static func parse(_ text: String, _ path: String) throws(ProgramNotStarted) -> [String: String] {
        var variables: [String: String] = [:]
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            // The value may be a secret: the words do not quote it.
            guard let pair = NamedValue(argument: String(line)) else {
                throw ProgramNotStarted(reason: "\(path):\(number + 1) is not NAME=value")
            }
            variables[pair.name] = pair.value
        }
        return variables
    }

    private static let longest = 64 << 10
}
