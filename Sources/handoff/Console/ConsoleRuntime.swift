import Glibc
import HandoffCards
import HandoffConsole
import HandoffGate
import HandoffIndex
import NcursesTerminal
import Terminal

/// Feeds the pure console and carries out its effects: the loop around screen, signals, clock and worker.
@MainActor
enum ConsoleRuntime {
    /// Returns the exit status when the operator leaves.
    static func run(_ options: ConsoleOptions) async throws -> Int32 {
        let environment = Environment.current
        let workplace = try Workplace(options.home)
        let gate = try workplace.gate(of: options.operatorName)
        try? workplace.store().cleanTemporary(now: .now)
        if options.isPlain || environment["TERM"] == "dumb" {
            return try PlainConsole(gate: gate, isReadOnly: options.isReadOnly).run()
        }
        let theme = try ThemeLoader(configuration: options.home.configuration).theme(named: options.theme)
        let signals = try SignalPipe()
        let screen: NcursesScreen
        do { screen = try NcursesScreen(environment: environment, signals: signals) } catch {
            throw Failure(
                .usage, "the console needs a terminal: \(error.description)",
                advice: "Without one there are handoff list, handoff show and handoff decide; --plain needs no screen.")
        }
        defer { screen.close() }
        let messages = try Mailbox<ConsoleMessage>()
        let quarantine = options.home.queue + "/bad"
        let worker = try ConsoleWorker(gate: gate, quarantine: quarantine, messages: messages) { Words.describe($0) }
        let index = options.home.index
        let searcher = CaseSearcher(messages: messages, words: { Words.describe($0) }) { try CardIndex(path: index) }
        var loop = ConsoleLoop(
            gate: gate, screen: screen, signals: signals, messages: messages, worker: worker, searcher: searcher,
            theme: theme, isReadOnly: options.isReadOnly, view: options.view)
        return try loop.run()
    }
}
