import Glibc
import TestSupport

/// A program in a terminal of a given size: a tmux server of its own, without anybody's configuration.
struct TmuxSession: Sendable {
    private let server: Server

    init(columns: Int, rows: Int, command: [String], environment: [String: String]) async throws {
        server = try Server(environment: environment)
        // A shell around it notes its process and its status: tmux 3.3 does not notice every end.
        let wrapper = #"sh -c 'echo $$ >"$0/pid"; exec "$@"' "$0" "$@"; echo $? >"$0/status""#
        try await tmux(
            ["new-session", "-d", "-x", String(columns), "-y", String(rows), "--", "sh", "-c", wrapper, server.folder]
                + command)
    }

    /// Sends keys by tmux's names: `s`, `Enter`, `C-d`, `Escape`.
    func send(_ keys: String...) async throws { try await tmux(["send-keys"] + keys) }

    /// Sends text as it stands, key by key.
    func type(_ text: String) async throws { try await tmux(["send-keys", "-l", text]) }

    func resize(columns: Int, rows: Int) async throws {
        try await tmux(["resize-window", "-x", String(columns), "-y", String(rows)])
    }

    /// The screen's rows, without trailing spaces.
    func capture() async throws -> String { try await tmux(["capture-pane", "-p"]) }

    /// Waits until `isReady` finds what it looks for on the screen, and returns that screen.
    @discardableResult
    func wait(_ what: String, within limit: Duration = patience, _ isReady: (String) -> Bool) async throws -> String {
        try await eventually("on the screen: \(what)", within: limit, every: .milliseconds(40), seen: capture) {
            let screen = try await capture()
            return isReady(screen) ? screen : nil
        }
    }

    @discardableResult
    func wait(for text: String, within limit: Duration = patience) async throws -> String {
        try await wait(text, within: limit) { $0.contains(text) }
    }

    /// The program's process.
    func processID() async throws -> Int32 {
        try await eventually("start of the program", seen: capture) { number(in: "pid") }
    }

    /// Waits for the program's end and returns its exit status, or 128 and the number of the signal that ended it.
    func status(within limit: Duration = patience) async throws -> Int32 {
        try await eventually("end of the program", within: limit, seen: capture) { number(in: "status") }
    }

    private func number(in file: String) -> Int32? {
        (try? Files.text("\(server.folder)/\(file)")).flatMap { Int32($0.trimmed) }
    }

    @discardableResult
    private func tmux(_ words: [String]) async throws -> String {
        let result = try await Command(server.command + words, environment: server.environment).result()
        if result.status != 0 { throw NotInTime(what: "tmux", seen: result.description) }
        return result.output
    }
}

extension TmuxSession {
    /// Ends the server when the last copy of the session goes.
    private final class Server: Sendable {
        let environment: [String: String]
        let command: [String]
        private let temporary: TemporaryFolder
        var folder: String { temporary.path }

        init(environment: [String: String]) throws {
            temporary = try TemporaryFolder()
            self.environment = environment
            let settings = try temporary.write(Self.settings, to: "settings")
            command = ["tmux", "-u", "-S", "\(temporary.path)/tmux", "-f", settings]
        }

        /// Once the program has ended, its last screen stays to be asked for.
        private static let settings = """
            set -g status off
            set -g remain-on-exit on
            set -g remain-on-exit-format ""
            set -s escape-time 0
            set -g default-terminal tmux-256color

            """

        deinit {
            let last = try? ChildProcess(
                command + ["kill-server"], environment: environment, input: "/dev/null", output: "/dev/null",
                errors: "/dev/null")
            for _ in 0..<2000 where last?.status == nil && last != nil { usleep(1000) }
        }
    }
}
