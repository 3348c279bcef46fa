import ArgumentParser
import HandoffCards
import HandoffGate
import StrictJSON

struct AuthorizationListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List standing authorizations: their state, scope, uses and next review.",
        discussion: """
              $ handoff authorization list
              $ handoff authorization list --all --json
            """)

    @Flag(help: "Those that have ended, too.")
    var all = false

    @Flag(help: "Print an array with an object for each.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let workplace = try Workplace(place)
        let gate = try workplace.gate()
        try workplace.bringUpToDate(gate)
        let now = Timestamp.now
        let reports = try gate.index.standings().filter { all || $0.state.isOpen }
            .map { try AuthorizationReport($0, of: gate, now: now) }
        if json { return try Output.write(.array(reports.map(\.document))) }
        guard !reports.isEmpty else {
            return Output.tell("There is no standing authorization. To grant one: handoff authorization grant --help\n")
        }
        var table = Table(columns: [
            .init(title: "ID"), .init(title: "STATE"), .init(title: "SCOPE", isFlexible: true), .init(title: "USED"),
            .init(title: "UNDONE"), .init(title: "REVIEW"), .init(title: "BY", limit: 12),
        ])
        for report in reports {
            table.rows.append([
                .init(report.record.id.text), .init(report.state, report.tint), .init(report.scope),
                .init(String(report.record.uses)), .init(String(report.record.undone)), .init(report.review),
                .init(report.record.grantedBy),
            ])
        }
        try Output.write(table.rendered(width: Output.columns(), paint: Paint(Environment.current)))
    }
}

struct AuthorizationShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one standing authorization: its scope, caps, uses and history.",
        discussion: "  $ handoff authorization show A1")

    @Argument(help: "Which one, such as A1.", completion: Completions.authorizations)
    var id: AuthorizationID

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let workplace = try Workplace(place)
        let gate = try workplace.gate()
        try workplace.bringUpToDate(gate)
        guard let record = try gate.index.standing(id) else { throw Failure(GateError.authorization(.unknown(id))) }
        let report = try AuthorizationReport(record, of: gate, now: .now)
        if json { return try Output.write(report.document) }
        try Output.write(report.words(gate, paint: Paint(Environment.current)))
    }
}
