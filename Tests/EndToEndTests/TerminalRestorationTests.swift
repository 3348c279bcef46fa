import Glibc
import TestSupport
import Testing

@Suite("The terminal is as it was after every way out", .fewAtOnce)
struct TerminalRestorationTests {
    enum WayOut: Sendable, CustomTestStringConvertible {
        case key(String)
        case signal(Int32, String)

        var testDescription: String {
            switch self {
            case .key(let key): "key \(key.debugDescription)"
            case .signal(_, let name): name
            }
        }
    }

    static let waysOut: [WayOut] = [
        .key("q"), .signal(SIGTERM, "TERM"), .signal(SIGHUP, "HUP"), .signal(SIGINT, "INT"), .signal(SIGQUIT, "QUIT"),
        .signal(SIGSEGV, "SEGV"), .signal(SIGABRT, "ABRT"),
    ]

    @Test(arguments: waysOut)
    func restored(after wayOut: WayOut) async throws {
        let home = try await Home()
        let session = try Self.consoleInShell(home)
        try await session.settle()
        switch wayOut {
        case .key(let key): try session.send(key)
        case .signal(let number, _):
            // The console has put its own process's ID here.
            kill(try #require(Int32(try Files.text("\(home.path)/pid").trimmed)), number)
        }
        #expect(try await session.status() == 0)
        let (before, after) = (try Files.text("\(home.path)/before"), try Files.text("\(home.path)/after"))
        #expect(!before.isEmpty && before == after)
        let stream = TerminalStream(session.bytes)
        #expect(Self.last(["?1049h", "?1049l"], in: stream) == "?1049l", "the alternate screen stays")
        #expect(Self.last(["?25h", "?25l"], in: stream) != "?25l", "the cursor stays hidden")
        #expect(Self.last(["?2004h", "?2004l"], in: stream) != "?2004h", "bracketed paste stays on")
        #expect(Self.last(["?1004h", "?1004l"], in: stream) != "?1004h", "focus reports stay on")
        if case .key = wayOut { #expect(try Files.text("\(home.path)/status").trimmed == "0") }
    }

    @Test("A terminal that is closed ends the console")
    func closedTerminal() async throws {
        let home = try await Home()
        let session = try Self.consoleInShell(home)
        try await session.settle()
        let console = try #require(Int32(try Files.text("\(home.path)/pid").trimmed))
        session.hangUp()
        try await eventually("end of the console") { kill(console, 0) != 0 ? () : nil }
    }

    /// A shell that stays the terminal's owner, as a person's does: when the owner itself ends, the kernel resets the terminal.
    private static func consoleInShell(_ home: Home) throws -> PtySession {
        let script = """
            ulimit -c 0
            stty -g >"$HANDOFF_HOME/before"
            sh -c 'echo $$ >"$HANDOFF_HOME/pid"; exec "$0" console' "$0"
            echo $? >"$HANDOFF_HOME/status"
            stty -g >"$HANDOFF_HOME/after"
            """
        return try PtySession(
            columns: 80, rows: 24, command: ["sh", "-c", script, HandoffBinary.path], environment: home.environment)
    }

    /// Which of the sequences was sent last.
    private static func last(_ sequences: [String], in stream: TerminalStream) -> String? {
        stream.controlSequences.last { sequences.contains($0) }
    }
}
