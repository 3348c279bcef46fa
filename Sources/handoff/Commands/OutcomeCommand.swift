import ArgumentParser
import HandoffCards
import HandoffGate
import HandoffQueue
import StrictJSON

struct OutcomeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outcome",
        abstract: "Report what became of an approved action.",
        discussion: """
            The status is one of succeeded, failed, rolled_back, not_attempted. Report again when something is undone \
            days later: each report is a line of its own in the audit log.

            With the arguments that the action was carried out with, or their digest, the record shows whether that \
            was what had been approved; handoff audit report lists what was not. The rest of the action is taken from \
            the card.

              $ handoff outcome $ID --status succeeded --detail "Sent."
              $ handoff outcome $ID --status succeeded --arguments sent.json
              $ handoff outcome $ID --status rolled_back --detail "Cancelled meanwhile."
            """)

    @Argument(help: "The card's ID.")
    var id: CardID

    @Option(help: ArgumentHelp("succeeded, failed, rolled_back or not_attempted.", valueName: "status"))
    var status: Outcome.Status

    @Option(help: ArgumentHelp("What happened, in a sentence.", valueName: "text"))
    var detail: String?

    @Option(
        help: ArgumentHelp(
            "The arguments that it was carried out with, complete: a file with a JSON object; - is standard input.",
            valueName: "file"),
        completion: .file())
    var arguments: String?

    @Option(help: ArgumentHelp("The digest of what was carried out, computed by yourself.", valueName: "sha256:hex"))
    var action: String?

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        if let action, Hash256(tagged: action) == nil {
            throw ValidationError("--action takes sha256: and 64 hexadecimal digits in lower case.")
        }
    }

    func run() throws {
        let executed = try arguments.map(Self.arguments)
        let workplace = try Workplace(place)
        let store = try workplace.store()
        let gate = try workplace.gateIfPermitted()
        try gate?.catchUp(now: .now)
        let isKnown = try store.isNew(id) || store.decision(for: id) != nil || gate?.index.record(of: id) != nil
        guard isKnown else { throw Failure(GateError.unknownCard(id)) }
        let outcome = Outcome(
            card: id, status: status, detail: detail, finished: .now, action: action.flatMap { Hash256(tagged: $0) },
            arguments: executed)
        if let gate, let record = try gate.index.record(of: id), try outcome.recorded(on: gate.card(record)) == nil {
            throw Failure(.badInput, "the arguments are not those of the action that --action names")
        }
        try store.reportOutcome(outcome.document.bytes() + [UInt8(ascii: "\n")], for: id)
        // Where this user may not write to the log, the operator's gate records the report when it sees the file.
        if let gate { try workplace.bringUpToDate(gate) }
    }

    private static func arguments(in path: String) throws -> JSONObject {
        let value: JSONValue
        do { value = try JSONValue(parsing: InputFile.read(path, limit: longest)) } catch let error as JSONError {
            throw Failure(.badInput, "\(InputFile.name(path)): \(error)")
        }
        guard let arguments = value.object else {
            throw Failure(.badInput, "\(InputFile.name(path)) is not a JSON object")
        }
        return arguments
    }

    /// As much as a card may have.
    private static let longest = 256 << 10
}
