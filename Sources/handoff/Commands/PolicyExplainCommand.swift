import ArgumentParser
import Glibc
import HandoffCards
import HandoffPolicy
import HandoffQueue

struct PolicyExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why a card gets its ruling, and what would change it.",
        discussion: """
            Rules on the card anew, under the policy as it stands now. What the record says is not looked up: say it \
            with --known and --calibrated; without them it counts as not known.

              $ handoff policy explain card.json
              $ handoff policy explain $ID --known --calibrated
            """)

    @Argument(help: "A card's file, - for standard input, or the ID of a card.", completion: .file())
    var card: String

    @Flag(help: "As if the account had had this action before.")
    var known = false

    @Flag(help: "As if the agent's record showed that its confidence counts.")
    var calibrated = false

    @Option(help: ArgumentHelp("At this time of day (default: now).", valueName: "hh:mm"))
    var time: String?

    @Option(help: ArgumentHelp("On this day: mon, tue, … (default: today).", valueName: "day"))
    var weekday: String?

    @Option(
        help: ArgumentHelp("The policy (default: policy.yaml of the configuration folder).", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var policy: String?

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        if let time, TimeOfDay(time) == nil { throw ValidationError("--time takes a time such as 18:30.") }
        if let weekday, Weekday(weekday) == nil {
            throw ValidationError("--weekday takes mon, tue, wed, thu, fri, sat or sun.")
        }
    }

    func run() throws {
        let policy = try PolicyFile(policy, place).policy(orStandard: policy == nil)
        let moment = LocalMoment(.now)
        let facts = PolicyFacts(
            try read(), isFirstTime: known ? false : nil, calibration: calibrated ? .counts : .unknown,
            time: time.flatMap { TimeOfDay($0) } ?? moment?.time,
            weekday: weekday.flatMap { Weekday($0) } ?? moment?.weekday)
        let explanation = policy.explanation(of: facts)
        if json { return try Output.write(explanation.document, pretty: true) }
        try Output.write(ExplanationText(explanation: explanation, paint: Paint(Environment.current)).text)
    }

    /// A file goes before the ID of a card.
    private func read() throws -> Card {
        if card != "-", access(card, F_OK) != 0, let id = CardID(card) {
            return try CardReport(id, in: try Workplace(place)).card
        }
        let bytes = try InputFile.read(card, limit: QueueLimit.card)
        return try NewCard(bytes, name: InputFile.name(card), now: .now).card
    }
}
