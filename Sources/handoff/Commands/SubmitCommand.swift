import ArgumentParser
import HandoffCards
import HandoffQueue
import StrictJSON

struct SubmitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Hand a card in; prints its ID, or with --wait the decision.",
        discussion: """
            The card is checked as the gate checks it. A card without an id gets one, and one without created the \
            current time. What makes it slow to read is said on standard error and stops nothing. No key is needed: \
            this is the agents' side.

              $ handoff submit card.json
              0193f1d2-7c1e-7d3a-9a55-0f2b6c1d8e90
              $ make-card | handoff submit - --wait --timeout 10m

            Exit status with --wait: 0 approved, 3 declined, 4 still pending when the timeout ran out, 5 expired, \
            withdrawn, or approved so long ago that the approval cannot be used any more, 6 answered. 65 for what is \
            not a card.
            """)

    @Argument(help: "The card's file, or - for standard input.", completion: .file(extensions: ["json"]))
    var file = "-"

    @Flag(help: "Wait for the decision and print it, one line of JSON.")
    var wait = false

    @Option(help: ArgumentHelp("How long to wait at most: 90s, 10m, 36h, 2d.", valueName: "time"))
    var timeout: TimeSpan?

    @Flag(help: "Print the ID as JSON.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        if timeout != nil, !wait { throw ValidationError("--timeout goes with --wait.") }
    }

    func run() throws {
        let workplace = try Workplace(place)
        let name = InputFile.name(file)
        let bytes = try InputFile.read(file, limit: QueueLimit.card)
        let submission = try NewCard(bytes, name: name, now: .now)
        for warning in submission.card.lint() { Output.note("warning: \(name): \(warning.path): \(warning)") }
        try submission.submit(to: try workplace.store())
        let id = submission.card.id
        if wait { return try DecisionWait(workplace, for: id, timeout: timeout).report() }
        if json { return try Output.write(["id": .string(id.text)]) }
        try Output.write(id.text + "\n")
    }
}
