import ArgumentParser
import HandoffCards

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one card with its risk, its digests and how it was decided.",
        discussion: """
            What stands behind a bar is the agent's text, with anything that could deceive a terminal made visible. \
            The rest is computed here. What the agent reported afterwards is in the log: handoff audit show $ID

              $ handoff show $ID
              $ handoff show $ID --json
            """)

    @Argument(help: "The card's ID.", completion: Completions.cards)
    var id: CardID

    @Flag(help: "Print it as JSON, with the card as it was submitted.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let report = try CardReport(id, in: try Workplace(place))
        if json { return try Output.write(report.document, pretty: true) }
        try Output.write(report.words(now: .now, paint: Paint(Environment.current)))
    }
}
