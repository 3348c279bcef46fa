import Glibc
import HandoffAudit

/// Files elsewhere, and commands, that get each signed checkpoint: whoever changes the log would have to change them, too.
struct CheckpointCopies: Sendable {
    private let files: [String]
    private let commands: [CourierLine]

    init(_ copies: [CheckpointCopy]) {
        files = copies.compactMap { if case .file(let path) = $0 { path } else { nil } }
        commands = copies.compactMap { if case .command(let words) = $0 { CourierLine(to: words) } else { nil } }
    }

    /// Appends the note to each file and sends it to each command. One that does not take it is passed over: nothing
    /// waits for a copy, and `handoff doctor` tells of it.
    func deliver(_ note: SignedCheckpoint) {
        for command in commands { command.send(note) }
        for path in files {
            let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
            guard descriptor >= 0 else { continue }
            try? Output.write(note.appended(to: Self.end(of: path)), to: descriptor)
            close(descriptor)
        }
    }

    /// Of a file; a device or a pipe has none, nor has what cannot be read.
    private static func end(of path: String) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] }
        var bytes = [UInt8](repeating: 0, count: SignedCheckpoint.gapLooksBack)
        let count = pread(descriptor, &bytes, bytes.count, max(0, status.st_size - bytes.count))
        return Array(bytes.prefix(max(0, count)))
    }
}
