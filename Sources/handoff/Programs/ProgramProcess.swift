import CSpawn
import Glibc

/// A started program: a process group of its own that holds our three pipes, or our standard input, and no other descriptor of ours.
final class ProgramProcess {
    /// Of the process, and of its group.
    let id: pid_t
    /// Readable once it has ended; -1 where the kernel gives none.
    let descriptor: Int32
    /// Our ends. Non-blocking; whoever closes one says so here with -1.
    var input: Int32
    var output: Int32
    var errors: Int32

    /// - Parameter ownsTerminal: hands our standard input, a terminal, over to its group.
    init(_ program: Program, ownsTerminal: Bool) throws(ProgramNotStarted) {
        if let defect = program.defect { throw ProgramNotStarted(reason: defect) }
        var pipes = Pipes()
        defer { pipes.closeTheirs() }
        if case .bytes = program.input { try pipes.makeInput() }
        try pipes.makeOutputs()
        do { id = try Self.spawn(program, pipes, ownsTerminal) } catch {
            pipes.closeOurs()
            throw error
        }
        descriptor = process_descriptor(id)
        (input, output, errors) = (pipes.input.ours, pipes.output.ours, pipes.errors.ours)
    }

    deinit {
        for each in [descriptor, input, output, errors] where each >= 0 { close(each) }
    }

    private static func spawn(_ program: Program, _ pipes: Pipes, _ ownsTerminal: Bool) throws(ProgramNotStarted)
        -> pid_t
    {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if pipes.input.theirs >= 0 { posix_spawn_file_actions_adddup2(&actions, pipes.input.theirs, STDIN_FILENO) }
        if ownsTerminal { posix_spawn_file_actions_addtcsetpgrp_np(&actions, STDIN_FILENO) }
        posix_spawn_file_actions_adddup2(&actions, pipes.output.theirs, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, pipes.errors.theirs, STDERR_FILENO)
        // Also what whoever started us left open.
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)
        posix_spawn_file_actions_addchdir_np(&actions, program.directory)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Threads of ours may block signals, and what ignores them here is no business of the program.
        var nothing = sigset_t()
        sigemptyset(&nothing)
        posix_spawnattr_setsigmask(&attributes, &nothing)
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for number in StandardFiles.ignoredSignals { sigaddset(&defaults, number) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setpgroup(&attributes, 0)
        // What does not share our standard input has no business with our terminal either: a session of its own has none.
        let isOnItsOwn = if case .bytes = program.input { true } else { false }
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
                | (isOnItsOwn ? process_own_session : Int16(POSIX_SPAWN_SETPGROUP)))
        var words: [UnsafeMutablePointer<CChar>?] = program.argv.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] =
            program.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for string in words + variables { free(string) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, program.executable, &actions, &attributes, &words, &variables)
        guard code != 0 else { return id }
        let isDirectoryAtFault = access(program.directory, X_OK) != 0
        throw ProgramNotStarted(
            reason: "\(isDirectoryAtFault ? program.directory : program.executable): \(String(cString: strerror(code)))"
        )
    }

    /// Sends a signal to all of its group. Only before `reap`: the number is another's after it.
    func signal(_ number: Int32) { kill(-id, number) }

    /// Whether it has ended. It is not reaped by this, so that its number stays its own.
    var hasEnded: Bool {
        var info = siginfo_t()
        return waitid(P_PID, id_t(id), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_code != 0
    }

    /// Whether it was stopped, as by a terminal's ^Z, since this was last asked.
    func takeStop() -> Bool {
        var info = siginfo_t()
        return waitid(P_PID, id_t(id), &info, WSTOPPED | WNOHANG) == 0 && info.si_code != 0
    }

    /// Its wait status, once it has ended.
    func reap() -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return status
    }
}

/// It never ran.
struct ProgramNotStarted: Error, Equatable {
    let reason: String
}

/// Both ends of a program's three streams; -1 for those that are not there.
private struct Pipes {
    typealias Ends = (ours: Int32, theirs: Int32)
    var input: Ends = (-1, -1)
    var output: Ends = (-1, -1)
    var errors: Ends = (-1, -1)

    mutating func makeInput() throws(ProgramNotStarted) {
        let pipe = try Self.pipe()
        input = (pipe.writingEnd, pipe.readingEnd)
        Self.unblock(input.ours)
    }

    mutating func makeOutputs() throws(ProgramNotStarted) {
        do {
            let first = try Self.pipe()
            output = (first.readingEnd, first.writingEnd)
            let second = try Self.pipe()
            errors = (second.readingEnd, second.writingEnd)
        } catch {
            closeOurs()
            throw error
        }
        for end in [output.ours, errors.ours] { Self.unblock(end) }
    }

    func closeOurs() { for end in [input.ours, output.ours, errors.ours] where end >= 0 { close(end) } }

    func closeTheirs() { for end in [input.theirs, output.theirs, errors.theirs] where end >= 0 { close(end) } }

    private static func pipe() throws(ProgramNotStarted) -> Pipe {
        do { return try Pipe() } catch { throw ProgramNotStarted(reason: error.what) }
    }

    private static func unblock(_ descriptor: Int32) { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
}
