import ArgumentParser
import HandoffCards

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one card with its risk, its digests and how it was decided.",
        discussion: """
            What stands behind a bar is the agent's text, with anything that could deceive a terminal made visible. \
            The rest is computed here. All that the log says of it: handoff audit show $ID

              $ handoff show $ID
              $ handoff show '#4f01'
              $ handoff show $ID --json
            """)

    @Argument(
        help: "The card's ID, what it begins with, or its digest as the console shows it ('#4f01').",
        completion: Completions.cards)
    var card: CardReference

    @Flag(help: "Print it as JSON, with the card as it was submitted.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let workplace = try Workplace(place)
        let report = try CardReport(try card.id(in: workplace), in: workplace)
        if json { return try Output.write(report.document, pretty: true) }
        try Output.write(report.words(now: .now, paint: Paint(Environment.current)))
    }
}
