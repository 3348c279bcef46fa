import ArgumentParser
import HandoffCards
import HandoffGate
import HandoffQueue

struct OutcomeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outcome",
        abstract: "Report what became of an approved action.",
        discussion: """
            The status is one of succeeded, failed, rolled_back, not_attempted. Report again when something is undone \
            days later: each report is a line of its own in the audit log.

              $ handoff outcome $ID --status succeeded --detail "Sent."
            """)

    @Argument(help: "The card's ID.")
    var id: CardID

    @Option(help: ArgumentHelp("succeeded, failed, rolled_back or not_attempted.", valueName: "status"))
    var status: Outcome.Status

    @Option(help: ArgumentHelp("What happened, in a sentence.", valueName: "text"))
    var detail: String?

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let workplace = try Workplace(place)
        let store = try workplace.store()
        let gate = try workplace.gateIfPermitted()
        try gate?.catchUp(now: .now)
        let isKnown = try store.isNew(id) || store.decision(for: id) != nil || gate?.index.record(of: id) != nil
        guard isKnown else { throw Failure(GateError.unknownCard(id)) }
        let outcome = Outcome(card: id, status: status, detail: detail, finished: .now)
        try store.reportOutcome(outcome.document.bytes() + [UInt8(ascii: "\n")], for: id)
        // Where this user may not write to the log, the operator's gate records the report when it sees the file.
        if let gate { try workplace.bringUpToDate(gate) }
    }
}
