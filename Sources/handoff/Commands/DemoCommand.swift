import ArgumentParser

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Open the console over a throwaway home that sample agents feed and obey.",
        discussion: """
            Three agents run as processes of their own, hand in real cards, wait for your real decisions and act on \
            files in the throwaway home. Nothing of it is left when you quit, unless you ask to keep it. Without a \
            terminal it plays one round trip as plain text.

              $ handoff demo
              $ handoff demo --keep      leaves the home and says where it is
              $ handoff demo --scenario year

            The year is one of three agents, a good one, one that drifts and one that is too sure of itself, played \
            through the real gate into a log of its own: look at Trust (3) and Authorizations (4).
            """)

    @Flag(help: "Leave the throwaway home, and say where it is.")
    var keep = false

    @Option(
        help: ArgumentHelp(
            "What to play: \(DemoScenario.names.joined(separator: ", ")) (default: the one that fits the terminal).",
            valueName: "name"), completion: .list(DemoScenario.names))
    var scenario: String?

    @Option(
        help: ArgumentHelp("The colours (default: default-dark).", valueName: "name"), completion: Completions.themes)
    var theme: String?

    /// For the bench, which plays a larger year.
    @Option(help: .hidden) var perDay = YearDemo.perDay

    func run() async throws {
        let status = try await Demo.run(keep: keep, scenario: scenario, theme: theme, perDay: perDay)
        if status != 0 { throw ExitCode(status) }
    }
}
