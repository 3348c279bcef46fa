import Glibc
import HandoffGate

/// Whole files, read with a limit.
enum InputFile {
    /// - Parameter path: `-` is standard input.
    static func read(_ path: String, limit: Int) throws(InputError) -> [UInt8] {
        if path == "-" { return try read(STDIN_FILENO, path: "standard input", limit: limit) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .missing(path: path) : .unreadable(path: path, code: errno)
        }
        defer { close(descriptor) }
        return try read(descriptor, path: path, limit: limit)
    }

    /// Refuses what is no regular file, and so waits for nobody.
    static func readRegular(_ path: String, limit: Int) throws(InputError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .missing(path: path) : .unreadable(path: path, code: errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, code: ENOTSUP) }
        return try read(descriptor, path: path, limit: limit)
    }

    private static func read(_ descriptor: Int32, path: String, limit: Int) throws(InputError) -> [UInt8] {
        do { return try WholeFile.bytes(of: descriptor, limit: limit) } catch {
            switch error {
            case .failed(let code): throw .unreadable(path: path, code: code)
            case .tooLong: throw .tooLarge(path: path, limit: limit)
            }
        }
    }

    /// How a file is called in words.
    static func name(_ path: String) -> String { path == "-" ? "standard input" : path }
}

enum InputError: Error, Equatable {
    case missing(path: String)
    case unreadable(path: String, code: Int32)
    case tooLarge(path: String, limit: Int)
}
