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
            try? Output.write(Array((note.text + "\n").utf8), to: descriptor)
            close(descriptor)
        }
    }
}
