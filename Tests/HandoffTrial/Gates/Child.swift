import Glibc

/// Another process of this program, with a pipe in and a pipe out for lines of text.
struct Child {
    let id: pid_t
    private let input: Int32
    private let output: UnsafeMutablePointer<FILE>

    init(_ words: [String]) throws {
        var (toChild, fromChild): ([Int32], [Int32]) = ([0, 0], [0, 0])
        guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { throw TrialError.failed("pipe") }
        for end in toChild + fromChild { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, toChild[0], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO)
        var strings = (["HandoffTrial"] + words).map { strdup($0) } + [nil]
        defer { for string in strings { free(string) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, "/proc/self/exe", &actions, nil, &strings, environ)
        close(toChild[0])
        close(fromChild[1])
        guard code == 0, let output = fdopen(fromChild[0], "r") else { throw TrialError.failed("posix_spawn") }
        (self.id, input, self.output) = (id, toChild[1], output)
    }

    func tell(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        write(input, bytes, bytes.count)
    }

    /// What it says next; nil when it has ended.
    func line() -> String? {
        var room: UnsafeMutablePointer<CChar>?
        var size = 0
        defer { free(room) }
        guard getline(&room, &size, output) > 0, let room else { return nil }
        return String(String(cString: room).prefix { $0 != "\n" })
    }

    /// Kills it, if it has not ended.
    ///
    /// - Returns: the number of the signal that ended it; 0 when it ended by itself.
    @discardableResult
    func kill() -> Int32 {
        Glibc.kill(id, SIGKILL)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        close(input)
        fclose(output)
        return status & 0x7f
    }
}
