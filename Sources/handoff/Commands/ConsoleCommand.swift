import ArgumentParser
import HandoffConsole
import HandoffGate

struct ConsoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console",
        abstract: "Open the console: see what waits, and decide.",
        discussion: """
            This is what handoff does when no command is given. Press ? in it for its keys.

              $ handoff --theme terminal-16
              $ handoff console --read-only     look, but decide nothing
              $ handoff console --view history  what happened, newest last

            With NO_COLOR set it uses no colours. With --plain, and on a terminal that cannot place its cursor, it \
            asks in plain lines. It asks on a terminal only: where standard input is something else, --plain shows \
            the cards and decides nothing; programs use handoff decide.
            """)

    @Option(
        help: ArgumentHelp("The colours (default: theme in config.yaml, else default-dark).", valueName: "name"),
        completion: Completions.themes)
    var theme: String?

    @Option(help: ArgumentHelp("What shows first.", valueName: "name"))
    var view = ConsoleState.View.queue

    @Flag(help: "No screen: plain lines and numbered choices, as screen readers like them.")
    var plain = false

    @Flag(help: "Show everything, decide nothing.")
    var readOnly = false

    @OptionGroup var operators: OperatorOptions

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        if plain, view != .queue {
            throw ValidationError("--plain goes through the queue only. The history in plain lines: handoff audit tail")
        }
    }

    @MainActor
    func run() async throws {
        let home = try Workplace(place).home
        let options = ConsoleOptions(
            home: home, theme: try theme ?? Configuration(of: home).theme, isPlain: plain, isReadOnly: readOnly,
            view: view, operatorName: operators.name)
        let status = try await ConsoleRuntime.run(options)
        if status != 0 { throw ExitCode(status) }
    }
}

extension ConsoleState.View: ExpressibleByArgument {}
