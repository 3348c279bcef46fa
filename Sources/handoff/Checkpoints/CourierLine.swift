import Glibc
import HandoffAudit
import Synchronization

/// The way to a courier, which is started with the first note. However this process ends, the courier hands on what it
/// was sent, and ends then.
///
/// Kept until this process ends: nobody would reap the courier earlier.
final class CourierLine: Sendable {
    private let command: [String]
    private let courier = Mutex<Courier?>(nil)

    private struct Courier: Sendable {
        let process: ChildProcess
        let writingEnd: Int32
    }

    init(to command: [String]) { self.command = command }

    /// Waits for nothing but the start of a process, and that once. A note is passed over when no courier can be
    /// started, or when some hundreds are waiting for a slow command.
    func send(_ note: SignedCheckpoint) {
        // Less than what a pipe takes whole or not at all (PIPE_BUF).
        let bytes = Array(note.text.utf8) + [CheckpointCourier.end]
        courier.withLock { courier in
            // Should somebody have killed it, there is another.
            for _ in 0..<2 {
                if courier == nil { courier = try? start() }
                guard let running = courier else { return }
                if write(running.writingEnd, bytes, bytes.count) >= 0 || errno != EPIPE { return }
                close(running.writingEnd)
                running.process.reap(grace: .zero)
                courier = nil
            }
        }
    }

    private func start() throws(Failure) -> Courier {
        let pipe = try Pipe()
        defer { close(pipe.readingEnd) }
        _ = fcntl(pipe.writingEnd, F_SETFL, O_NONBLOCK)
        do {
            let process = try ChildProcess(
                CheckpointCourier.arguments(for: command), environment: Environment.inherited, input: pipe.readingEnd,
                log: "/dev/null", isApart: true)
            return Courier(process: process, writingEnd: pipe.writingEnd)
        } catch {
            close(pipe.writingEnd)
            throw error
        }
    }
}
