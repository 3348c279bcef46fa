import ArgumentParser
import HandoffConsole

struct TrustReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Show what was approved and undone, how good confidence is, and how much is left to agents.",
        discussion: """
            Rates stand with intervals, and where there are too few decisions it says so. What an agent states as its \
            confidence is compared with what happened: approved unchanged and not undone. How far it is off says \
            nothing unless it is more than chance explains.

              $ handoff trust
              $ handoff trust --by account
              $ handoff trust --by pair --json
            """)

    @Option(help: ArgumentHelp("action, account, agent, or pair: action and account.", valueName: "what"))
    var by = TrustGrouping.action

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let workplace = try Workplace(place)
        let gate = try workplace.gate()
        try workplace.bringUpToDate(gate)
        let report = try TrustReport(by: by, gate, now: .now)
        if json { return try Output.write(report.document, pretty: true) }
        guard !report.rows.isEmpty else { return Output.tell("There is no record yet: nothing was proposed.\n") }
        try Output.write(report.text(width: Output.columns(), paint: Paint(Environment.current)))
        let count = try gate.suggestions().count
        if count > 0 {
            Output.tell(
                "\nThe record speaks for \(count == 1 ? "a change" : "\(count) changes"): handoff trust suggestions\n")
        }
    }
}

extension TrustGrouping: ExpressibleByArgument {}
