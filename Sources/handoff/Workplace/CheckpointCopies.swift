import Glibc
import HandoffAudit

/// Files elsewhere that get each signed checkpoint: whoever changes the log would have to change them, too.
struct CheckpointCopies: Sendable {
    let paths: [String]

    /// Appends the note to each file. One that cannot be written is passed over: nothing waits for a copy, and `handoff
    /// doctor` tells of it.
    func deliver(_ note: SignedCheckpoint) {
        for path in paths {
            let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
            guard descriptor >= 0 else { continue }
            try? Output.write(Array((note.text + "\n").utf8), to: descriptor)
            close(descriptor)
        }
    }
}
