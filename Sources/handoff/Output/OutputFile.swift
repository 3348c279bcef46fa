import Glibc
import HandoffQueue
import Terminal

/// A file that comes to be whole or not at all: written beside its place, synced, and renamed.
final class OutputFile {
    let path: String
    let isReplacing: Bool
    /// Whether a terminal shows what is written.
    private let isShown: Bool
    private let temporary: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    /// - Parameter path: `-` is standard output, which is written to as it comes.
    init(_ path: String, replacing: Bool) throws(Failure) {
        self.path = path
        isReplacing = replacing
        isShown = path == "-" && Output.isTerminal(STDOUT_FILENO)
        if path == "-" {
            temporary = ""
            descriptor = STDOUT_FILENO
            return
        }
        try Self.checkPlace(path, replacing: replacing)
        let temporary = path + ".partial-\(getpid())"
        // Of a process that had this number and was killed.
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Failure(io: path, code: errno) }
        self.temporary = temporary
        self.descriptor = descriptor
    }

    /// Nothing may be there, unless it may be replaced.
    static func checkPlace(_ path: String, replacing: Bool) throws(Failure) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard replacing else {
            throw Failure(.cannotWrite, "\(path) is there already", advice: "Give another name, or replace it: --force")
        }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG else { throw Failure(.cannotWrite, "\(path) is no file and is not replaced") }
    }

    func write(_ bytes: some Sequence<UInt8>) throws(Failure) {
        buffer += bytes
        if buffer.count >= Self.bufferSize { try flush() }
    }

    func write(_ text: String) throws(Failure) { try write(text.utf8) }

    /// One JSON value in one line: exact, but on a terminal the same value with nothing in it that could move the cursor or hide.
    func writeLine(json: [UInt8]) throws(Failure) {
        try write(isShown ? SafeJSON.escaped(json) : json)
        try write("\n")
    }

    /// One row that ends with CR and LF: exact, but on a terminal with visible escapes.
    func writeRow(_ row: String) throws(Failure) {
        try write(isShown ? SafeText.visible(String(row.dropLast())) + "\n" : row)
    }

    private func flush() throws(Failure) {
        do { try Output.write(buffer, to: descriptor) } catch {
            guard path != "-", case .failed(let code) = error else { throw Failure(error) }
            throw Failure(io: path, code: code)
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Puts the file into its place. Without this nothing is left of it.
    func finish() throws(Failure) {
        try flush()
        if path == "-" { return }
        guard fsync(descriptor) == 0 else { throw Failure(io: path, code: errno) }
        // A name that came meanwhile is not replaced either.
        guard isReplacing else {
            let code = renameWithoutReplacing(temporary, to: path)
            guard code == 0 else { throw Failure(io: path, code: code) }
            return
        }
        guard rename(temporary, path) == 0 else { throw Failure(io: path, code: errno) }
    }

    deinit {
        guard path != "-" else { return }
        close(descriptor)
        unlink(temporary)
    }

    private static let bufferSize = 256 << 10
}
