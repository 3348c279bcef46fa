import ArgumentParser
import HandoffCards
import HandoffGate
import HandoffQueue
import StrictJSON

struct DecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Press a card's button, or approve, decline, answer or skip it.",
        discussion: """
            The same gate as the console's: a grave card takes its confirmation, the first decision wins, and \
            skipping leaves the card where it is. BUTTON is one of the words approve, decline, answer, skip, the ID \
            of a button, or the ID of one of the question's options. The words mean what they say, whatever a card \
            calls its buttons.

              $ handoff decide $ID approve --confirm yes
              $ handoff decide $ID decline --reason "Too early."

            Exit status: 65 for a card, a button or an edit that is not there, 77 for what the gate refuses: decided \
            already, expired, not confirmed, an edit outside of what may be edited.
            """)

    /// Whole: a card of another agent may be made to begin like it.
    @Argument(help: "The card's ID.", completion: Completions.cards)
    var id: CardID

    @Argument(help: "What to press.", completion: .list(["approve", "decline", "answer", "skip"]))
    var button: String

    @Option(
        name: [.customLong("reason"), .customLong("message")],
        help: ArgumentHelp("What to tell the agent: why not, or the answer itself.", valueName: "text"))
    var reason: String?

    @Option(
        help: ArgumentHelp(
            "Approve with these arguments instead: a JSON object with all of them; - is standard input.",
            valueName: "file"), completion: .file(extensions: ["json"]))
    var edit: String?

    @Option(
        help: ArgumentHelp("For grave cards: yes, or for critical ones the value that matters.", valueName: "value"))
    var confirm: String?

    @Flag(help: "Print the decision as JSON.")
    var json = false

    @OptionGroup var operators: OperatorOptions

    @OptionGroup var place: PlaceOptions

    func run() throws { try report(try decide()) }

    func decide() throws -> DecisionResult {
        let workplace = try Workplace(place)
        let gate = try workplace.gate(of: operators.name)
        try workplace.bringUpToDate(gate)
        guard let record = try gate.index.record(of: id) else { throw Failure(GateError.unknownCard(id)) }
        let press = try gate.card(record).press(called: button)
        let request = DecisionRequest(
            card: id, digest: record.digest, press: press, edited: try edited(), message: reason, confirmation: confirm)
        return try gate.decide(request, now: .now)
    }

    private func edited() throws -> JSONObject? {
        guard let edit else { return nil }
        let name = InputFile.name(edit)
        let document: JSONValue
        do { document = try JSONValue(parsing: try InputFile.read(edit, limit: QueueLimit.card)) } catch let error
            as JSONError
        {
            throw Failure(.badInput, "\(name):\(error.line):\(error.column): \(error.problem)")
        }
        guard let arguments = document.object else {
            throw Failure(
                .badInput, "\(name): the arguments are a JSON object", advice: "Give all of them, as the card does.")
        }
        return arguments
    }

    private func report(_ result: DecisionResult) throws {
        switch result {
        case .decided(let decision):
            if json { return try Output.write(decision.document) }
            let edited = decision.edited ? " with edits" : ""
            try Output.write("\(decision.kind.rawValue) \(id)\(edited) as \(decision.operator ?? "handoff")\n")
        case .skipped:
            if json { return try Output.write(["card": .string(id.text), "skipped": true]) }
            try Output.write("skipped \(id): it stays in the queue\n")
        case .endorsed:
            if json { return try Output.write(["card": .string(id.text), "endorsed": true]) }
            try Output.write("approved \(id) as the first of two: another operator must approve it, too\n")
        case .canary(isCaught: true, let lesson):
            if json {
                return try Output.write(["card": .string(id.text), "canary": "caught", "lesson": .string(lesson)])
            }
            try Output.write("stopped \(id): it was a canary. \(Paint.safe(lesson))\n")
        case .canary(isCaught: false, let lesson):
            if json {
                try Output.write(["card": .string(id.text), "canary": "missed", "lesson": .string(lesson)])
                throw ExitCode(ProcessStatus.notPermitted.rawValue)
            }
            throw Failure(
                .notPermitted, "nothing was approved: \(id) was a canary, which should be declined",
                advice: "What was wrong with it: \(lesson)")
        }
    }
}

extension Card {
    /// What a word on the command line presses. An agent names its buttons as it likes: one of the four words presses a
    /// button of that name only if the button does just that.
    func press(called name: String) throws -> Press {
        let button = buttons.first { $0.id == name }
        switch name {
        case "approve":
            if let button, case .approve = button.does { return .button(name) }
            return .approve
        case "decline": return button?.does == .decline ? .button(name) : .decline
        case "answer": return button?.does == .answer ? .button(name) : .answer
        case "skip": return .skip
        default:
            if button == nil, question?.options.contains(where: { $0.id == name }) == true { return .option(name) }
            return .button(name)
        }
    }
}
