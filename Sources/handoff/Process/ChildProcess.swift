import Glibc

/// A process that has nothing of ours but its standard input and the variables that it is given.
struct ChildProcess {
    let id: pid_t
    private let isApart: Bool

    /// A process of this same binary.
    ///
    /// - Parameters:
    ///   - arguments: what stands after the program's name.
    ///   - environment: `NAME=VALUE`.
    ///   - input: becomes its standard input.
    ///   - log: the file that its output is appended to, so that none of it reaches a screen.
    ///   - isApart: gives it a session of its own, where neither the terminal's keys nor signals to our process group reach it.
    init(
        _ arguments: [String], environment: [[UInt8]] = [], input: Int32, log: String, isApart: Bool = false
    ) throws(Failure) {
        // The running binary itself, even when the file at its path was replaced meanwhile.
        try self.init(
            program: "/proc/self/exe", words: ["handoff"] + arguments, environment: environment, input: input, log: log,
            isApart: isApart)
    }

    /// - Parameters:
    ///   - program: its path.
    ///   - words: its arguments, and before them the name that it is called by.
    init(
        program: String, words: [String], environment: [[UInt8]], input: Int32, log: String, isApart: Bool
    ) throws(Failure) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        // Ours are closed by themselves. What whoever started us left open, such as a shell's lock, is no child's.
        for descriptor in StandardFiles.others where fcntl(descriptor, F_GETFD) & FD_CLOEXEC == 0 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The threads that Swift's tasks run on block signals, and a child would keep that: TERM would not end it.
        var nothing = sigset_t()
        sigemptyset(&nothing)
        posix_spawnattr_setsigmask(&attributes, &nothing)
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for number in StandardFiles.ignoredSignals { sigaddset(&defaults, number) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(
            &attributes, (isApart ? Self.newSession : 0) | Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var words: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { variable in
            strdup((variable + [0]).map(CChar.init(bitPattern:)))
        }
        variables.append(nil)
        defer { for string in words + variables { free(string) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, program, &actions, &attributes, &words, &variables)
        guard code == 0 else { throw Failure(io: program, code: code) }
        self.id = id
        self.isApart = isApart
    }

    /// `POSIX_SPAWN_SETSID`, which glibc's headers show to GNU sources only.
    private static let newSession: Int16 = 0x80

    func terminate() { kill(id, SIGTERM) }

    /// Waits for its end; kills it when that takes longer than `grace`, and when it is apart, what it started, too.
    ///
    /// - Returns: whether it ended by itself.
    @discardableResult
    func reap(grace: Duration) -> Bool {
        let clock = ContinuousClock()
        let deadline = clock.now + grace
        var status: Int32 = 0
        while clock.now < deadline {
            if waitpid(id, &status, WNOHANG) != 0 { return true }
            usleep(5000)
        }
        kill(isApart ? -id : id, SIGKILL)
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return false
    }
}
