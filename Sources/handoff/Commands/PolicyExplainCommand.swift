import ArgumentParser
import Glibc
import HandoffCards
import HandoffGate
import HandoffPolicy
import HandoffQueue
import StrictJSON

struct PolicyExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why a card gets its ruling, and what would change it.",
        discussion: """
            Rules on the card anew, under the policy as it stands now, by what the record says now: whether the account \
            had such an action before, and what the agent's confidence is worth. --known and --calibrated suppose \
            better, and --no-record supposes that nothing is known.

              $ handoff policy explain card.json
              $ handoff policy explain $ID --known --calibrated
            """)

    @Argument(help: "A card's file, - for standard input, or the ID of a card.", completion: .file())
    var card: String

    @Flag(help: "Do not look into the record.")
    var noRecord = false

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
        let policyFile = try PolicyFile(policy, place)
        let policy = try policyFile.policy(orStandard: policy == nil)
        policyFile.tellWhetherUsed()
        let (card, facts) = try asked(under: policy)
        let explanation = policy.explanation(of: facts)
        let others = card.parts.dropFirst().compactMap { OtherPart($0, of: card, facts, policy) }
        if json {
            var document = explanation.document.object ?? JSONObject()
            document["parts"] = .array(others.map(\.document))
            return try Output.write(.object(document), pretty: true)
        }
        try Output.write(
            ExplanationText(explanation: explanation, others: others, paint: Paint(Environment.current)).text)
    }

    /// All that the ruling depends on, with what is to be supposed.
    func asked(under policy: Policy) throws -> (card: Card, facts: PolicyFacts) {
        let (card, submitter) = try read()
        var facts = try facts(of: card, from: submitter, under: policy)
        if known { facts.isFirstTime = false }
        if calibrated { facts.calibration = .counts }
        if let time { facts.time = TimeOfDay(time) }
        if let weekday { facts.weekday = Weekday(weekday) }
        return (card, facts)
    }

    /// What the record says, where there is one that this user may read.
    private func facts(of card: Card, from submitter: UInt32?, under policy: Policy) throws -> PolicyFacts {
        let now = Timestamp.now
        if !noRecord {
            do {
                let workplace = try Workplace(place)
                let gate = try workplace.gateIfPermitted() ?? workplace.readingGate()
                return try gate.facts(of: card, from: submitter, under: policy, now: now)
            } catch HomeError.notInitialised {
                // A policy can be tried before there is a home.
            } catch {
                Output.note("the record cannot be looked into, and counts as empty: " + Failure(error).what)
            }
        }
        let moment = LocalMoment(now)
        return PolicyFacts(
            card, isFirstTime: nil, calibration: .unknown, time: moment?.time, weekday: moment?.weekday)
    }

    /// A file goes before the ID of a card, and counts as ours.
    private func read() throws -> (Card, submitter: UInt32?) {
        if card != "-", access(card, F_OK) != 0, let reference = CardReference(argument: card) {
            do {
                let workplace = try Workplace(place)
                let report = try CardReport(try reference.id(in: workplace), in: workplace)
                return (report.card, report.submitter?.user)
            } catch GateError.unknownCard {
                throw Failure(
                    .badInput, "there is no file \(card), nor is it the ID of a card that is known",
                    advice: "See which cards wait: handoff list")
            }
        }
        let bytes = try InputFile.read(card, limit: QueueLimit.card)
        return (try NewCard(bytes, name: InputFile.name(card), now: .now).card, nil)
    }
}
