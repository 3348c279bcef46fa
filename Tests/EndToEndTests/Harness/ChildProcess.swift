import Glibc
import Synchronization
import TestSupport

/// A program started by a test, killed at the latest when nobody holds it any more.
final class ChildProcess: Sendable {
    let id: pid_t
    private let waitStatus = Mutex<Int32?>(nil)

    /// Guards descriptors that are open without close-on-exec from being inherited by a program that is started meanwhile.
    static let startLock = Mutex(())

    /// Starts `arguments[0]`, looked up in `environment`'s PATH.
    ///
    /// - Parameter ownsTerminal: start a session of its own; when `input` is a terminal it becomes the session's.
    init(
        _ arguments: [String], environment: [String: String], input: String, output: String, errors: String,
        ownsTerminal: Bool = false
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let write = output == input ? O_RDWR : O_WRONLY | O_CREAT | O_APPEND
        posix_spawn_file_actions_addopen(&actions, 0, input, output == input ? O_RDWR : O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, write, 0o600)
        if errors == output {
            posix_spawn_file_actions_adddup2(&actions, 1, 2)
        } else {
            posix_spawn_file_actions_addopen(&actions, 2, errors, write, 0o600)
        }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A new program would inherit what the thread that starts it blocks, and what any test ignores.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        // POSIX_SPAWN_SETSID of <spawn.h>, which only GNU sources see.
        let ownSession: Int32 = ownsTerminal ? 0x80 : 0
        posix_spawnattr_setflags(&attributes, Int16(ownSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var strings = arguments.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for string in strings + variables { free(string) } }
        id = try Self.startLock.withLock { _ in
            var id: pid_t = 0
            let code = posix_spawnp(&id, arguments[0], &actions, &attributes, &strings, &variables)
            if code != 0 { throw SystemError("start \(arguments[0])", code: code) }
            return id
        }
    }

    deinit {
        if status == nil {
            kill(id, SIGKILL)
            var status: Int32 = 0
            waitpid(id, &status, 0)
        }
    }

    /// The exit status, or 128 and the number of the signal that ended it; nil while it runs.
    var status: Int32? {
        let raw = waitStatus.withLock { known -> Int32? in
            var status: Int32 = 0
            if known == nil, waitpid(id, &status, WNOHANG) == id { known = status }
            return known
        }
        return raw.map { $0 & 0x7f == 0 ? $0 >> 8 & 0xff : 128 + $0 & 0x7f }
    }

    func signal(_ number: Int32) { if status == nil { kill(id, number) } }
}
