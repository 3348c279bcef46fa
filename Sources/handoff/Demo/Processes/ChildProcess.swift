import Glibc

/// A process of this same binary, with nothing of ours but its standard input.
struct ChildProcess {
    let id: pid_t

    /// - Parameters:
    ///   - arguments: what stands after the program's name.
    ///   - input: becomes its standard input.
    ///   - log: the file that its output is appended to, so that none of it reaches a screen.
    ///   - isApart: gives it a session of its own, where neither the terminal's keys nor signals to our process group reach it.
    init(_ arguments: [String], input: Int32, log: String, isApart: Bool = false) throws(Failure) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The threads that Swift's tasks run on block signals, and a child would keep that: TERM would not end it.
        var nothing = sigset_t()
        sigemptyset(&nothing)
        posix_spawnattr_setsigmask(&attributes, &nothing)
        posix_spawnattr_setflags(&attributes, (isApart ? Self.newSession : 0) | Int16(POSIX_SPAWN_SETSIGMASK))
        var words: [UnsafeMutablePointer<CChar>?] = (["handoff"] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var id: pid_t = 0
        // The running binary itself, even when the file at its path was replaced meanwhile.
        let code = posix_spawn(&id, "/proc/self/exe", &actions, &attributes, &words, &environment)
        guard code == 0 else { throw Failure(io: "/proc/self/exe", code: code) }
        self.id = id
    }

    /// `POSIX_SPAWN_SETSID`, which glibc's headers show to GNU sources only.
    private static let newSession: Int16 = 0x80

    func terminate() { kill(id, SIGTERM) }

    /// Waits for its end; kills it when that takes longer than `grace`.
    func reap(grace: Duration) {
        let clock = ContinuousClock()
        let deadline = clock.now + grace
        var status: Int32 = 0
        while clock.now < deadline {
            if waitpid(id, &status, WNOHANG) != 0 { return }
            usleep(5000)
        }
        kill(id, SIGKILL)
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
    }
}
