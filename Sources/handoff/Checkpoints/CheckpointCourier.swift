import ArgumentParser
import Glibc

/// The process between whoever signs checkpoints and a command that gets them: nobody else waits for the command, which gets one
/// note after the other, each on the standard input of a run of its own.
///
/// Notes come on standard input, each ended by a NUL, which no note has. With the input's end, when all are handed on, the courier
/// ends. A command that takes too long is killed with all that it started; of the notes that wait then, only the newest is handed
/// on, which says all that the others say.
struct CheckpointCourier: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint-courier", abstract: "Hands signed checkpoints on to a command.", shouldDisplay: false)

    @Option(help: "How long the command may take, in milliseconds.") var grace = 10_000
    @Argument(parsing: .postTerminator) var command: [String]

    static let end: UInt8 = 0

    static func arguments(for command: [String]) -> [String] { ["checkpoint-courier", "--"] + command }

    func run() {
        var notes = NoteStream(descriptor: STDIN_FILENO)
        while let note = notes.next() {
            if !handOn(note) { notes.passOverAllButNewest() }
        }
    }

    /// - Returns: whether the command ended in time. How it ended is its own affair, and that it cannot be started the doctor's.
    private func handOn(_ note: [UInt8]) -> Bool {
        guard let program = command.first, let pipe = try? Pipe() else { return true }
        // Not more than a pipe holds, and so it waits for nobody.
        try? Output.write(note, to: pipe.writingEnd)
        close(pipe.writingEnd)
        defer { close(pipe.readingEnd) }
        let process = try? ChildProcess(
            program: program, words: command, environment: Environment.inherited, input: pipe.readingEnd,
            log: "/dev/null",
            isApart: true)
        return process?.reap(grace: .milliseconds(grace)) ?? true
    }
}
