import Glibc

/// A program that the bench started.
struct Child: Sendable {
    let id: pid_t
    /// Just before it was started.
    let started: ContinuousClock.Instant

    /// Starts `words[0]`, looked up in `environment`'s PATH.
    ///
    /// - Parameter ownsTerminal: start a session of its own; when `input` is a terminal it becomes the session's.
    init(
        _ words: [String], environment: [String: String], input: String, output: String, errors: String,
        ownsTerminal: Bool = false
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, ownsTerminal ? O_RDWR : O_RDONLY, 0)
        if ownsTerminal {
            for descriptor: Int32 in 1...2 { posix_spawn_file_actions_adddup2(&actions, 0, descriptor) }
        } else {
            posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
            posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The bench blocks signals that a program must get.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        // POSIX_SPAWN_SETSID of <spawn.h>, which only GNU sources see.
        let ownSession: Int32 = ownsTerminal ? 0x80 : 0
        posix_spawnattr_setflags(&attributes, Int16(ownSession | POSIX_SPAWN_SETSIGMASK))
        var strings = words.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for string in strings + variables { free(string) } }
        var id: pid_t = 0
        started = .now
        let code = posix_spawnp(&id, words[0], &actions, &attributes, &strings, &variables)
        if code != 0 { throw BenchError.call("start \(words[0])", code: code) }
        self.id = id
    }

    /// Waits for the end; only once. Returns the exit status, or 128 and the number of the signal that ended it.
    @discardableResult
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
    }

    /// As `wait`, with the most memory that was resident, in bytes.
    func waitMeasured() -> (status: Int32, peak: Int) {
        var status: Int32 = 0
        var usage = rusage()
        while wait4(id, &status, 0, &usage) < 0, errno == EINTR {}
        return (status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f, usage.ru_maxrss * 1024)
    }

    func signal(_ number: Int32) { kill(id, number) }
}
