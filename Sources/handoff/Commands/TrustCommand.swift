import ArgumentParser

struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Show what the record says of agents: what was approved, undone, and how good their confidence is.",
        discussion: """
            Rates stand with intervals, and where there are too few decisions it says so. What an agent states as its \
            confidence is compared with what happened: approved unchanged and not undone. How far it is off says \
            nothing unless it is more than chance explains.

              $ handoff trust
              $ handoff trust --by account
              $ handoff trust --by pair --json
            """)

    @Option(help: ArgumentHelp("action, account, agent, or pair: account and action.", valueName: "what"))
    var by = TrustReport.Grouping.action

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let workplace = try Workplace(place)
        let gate = try workplace.gate()
        try workplace.bringUpToDate(gate)
        let report = try TrustReport(by: by, gate.index)
        if json { return try Output.write(report.document, pretty: true) }
        guard !report.groups.isEmpty else { return Output.tell("There is no record yet: nothing was proposed.\n") }
        try Output.write(report.text(width: Output.columns(), paint: Paint(Environment.current)))
    }
}

extension TrustReport.Grouping: ExpressibleByArgument {}
