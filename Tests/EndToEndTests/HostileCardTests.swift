import StrictJSON
import TestSupport
import Testing

@Suite("An agent's text sends nothing of its own to the terminal", .fewAtOnce)
struct HostileCardTests {
    @Test("in the console, through every view", arguments: [(80, 24), (140, 45)] as [(UInt16, UInt16)])
    func console(columns: UInt16, rows: UInt16) async throws {
        let home = try await Home()
        try await home.submit(HostileText.card(id: "hostile"), id: "hostile")
        try Files.write(
            [], to: "\(home.path)/queue/new/\(HostileText.sequences.filter { $0 != "/" && $0 != "\0" }).json")
        let session = try PtySession(
            columns: columns, rows: rows, command: [HandoffBinary.path, "console"], environment: home.environment)
        try await session.wait("the card") { Self.shows(HostileText.marker, TerminalStream($0)) }
        try await session.settle()
        // Reasoning, scrolling, the whole draft, history and a record of it, help, and back to the queue.
        let (history, queue, escape) = ("\u{1b}OQ", "\u{1b}OP", "\u{1b}")
        for key in [
            "e", "J", "r", "J", " ", escape, history, "k", "\r", "J", escape, "?", escape, queue, "\t", "j", "\u{c}",
        ] {
            try session.send(key)
            try await session.settle()
        }
        try session.send("q")
        #expect(try await session.status() == 0)
        let leaks = HostileText.leaks(in: TerminalStream(session.bytes))
        #expect(leaks.isEmpty, "\(leaks.count) leaks, \(leaks.prefix(5))")
    }

    @Test(
        "on the command line",
        arguments: [
            ["show", "hostile"], ["list"], ["audit", "show", "hostile"], ["audit", "tail"],
            ["audit", "export", "-", "--format", "csv"], ["audit", "export", "-", "--format", "ocsf"],
            ["audit", "export", "-", "--format", "cloudevents"],
        ])
    func commandLine(words: [String]) async throws {
        let home = try await Home()
        try await home.submit(HostileText.card(id: "hostile"), id: "hostile")
        // Recorded, so that the audit has it.
        #expect(try await home.handoff("decide", "hostile", "skip").status == 0)
        let session = try PtySession(
            columns: 80, rows: 24, command: [HandoffBinary.path] + words, environment: home.environment)
        #expect(try await session.status() == 0)
        let stream = TerminalStream(session.bytes)
        #expect(Self.shows(words.last == "tail" ? "hostile" : HostileText.marker, stream))
        let leaks = HostileText.leaks(in: stream)
        #expect(leaks.isEmpty, "\(leaks.count) leaks, \(leaks.prefix(5))")
    }

    private static func shows(_ text: String, _ stream: TerminalStream) -> Bool {
        String(String.UnicodeScalarView(stream.text)).contains(text)
    }
}
