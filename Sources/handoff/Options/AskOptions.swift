import ArgumentParser
import HandoffCards
import StrictJSON

/// A card's members as options.
struct AskOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What would be done, a dotted name such as email.send.", valueName: "type"))
    var action: String

    @Option(help: ArgumentHelp("What you were doing: one sentence.", valueName: "text"))
    var context: String

    @Option(help: ArgumentHelp("What you want to do: one or two sentences.", valueName: "text"))
    var proposal: String

    @Option(
        name: .customLong("arg"),
        help: ArgumentHelp("An argument of the action, a text; may be repeated.", valueName: "name=value"))
    var arguments: [NamedValue] = []

    @Option(help: ArgumentHelp("What it acts on: an address, a host, a path.", valueName: "name"))
    var target: String?

    @Option(help: ArgumentHelp("Whose matter it is.", valueName: "name"))
    var account: String?

    @Option(help: ArgumentHelp("Who asks (default: your login name).", valueName: "name"))
    var agent: String?

    @Option(help: ArgumentHelp("What approving leads to, if it cannot be undone: one sentence.", valueName: "text"))
    var consequence: String?

    @Flag(help: "Whether it can be undone.")
    var reversibility: Reversibility?

    @Flag(help: "Whether it reaches people outside.")
    var audience: Audience?

    @Option(help: ArgumentHelp("How many things or people it touches.", valueName: "count"))
    var scale: Int?

    @Option(help: ArgumentHelp("The money at stake, such as 1200.00:EUR.", valueName: "amount:currency"))
    var value: AmountOfMoney?

    @Option(help: ArgumentHelp("How sure you are, from 0 to 1.", valueName: "share"))
    var confidence: Double?

    @Option(help: ArgumentHelp("An answer to choose from; may be repeated.", valueName: "id=label"))
    var option: [NamedValue] = []

    @Option(help: ArgumentHelp("What the options answer.", valueName: "text"))
    var question: String?

    @Option(help: ArgumentHelp("Why, for whoever wants to know.", valueName: "text"))
    var reasoning: String?

    @Option(help: ArgumentHelp("How long an answer is of use: 90s, 10m, 36h, 2d.", valueName: "time"))
    var expires: TimeSpan?

    enum Reversibility: String, EnumerableFlag { case reversible, irreversible }

    enum Audience: String, EnumerableFlag { case external, `internal` }

    func validate() throws {
        if question != nil, option.isEmpty { throw ValidationError("--question needs an --option to answer it with.") }
        for names in [arguments, option] {
            for (place, each) in names.enumerated() where names[..<place].contains(where: { $0.name == each.name }) {
                throw ValidationError("\(each.name) is given twice.")
            }
        }
    }
}

extension AskOptions {
    /// The card without its `id`. Whether it is well formed is for the card's reader to say.
    func document(now: Timestamp, user: String?) -> JSONValue {
        var card: JSONObject = ["handoff": 1, "created": .string(now.description)]
        card["expires"] = expires.map { .string(now.adding(seconds: $0.seconds).description) }
        card["agent"] = ["name": .string(agent ?? user ?? "cli")]
        card["account"] = account.map(JSONValue.string)
        card["context"] = .string(context)
        card["proposal"] = .string(proposal)
        card["consequence"] = consequence.map(JSONValue.string)
        card["action"] = .object(actionMembers)
        card["trigger"] = ["kind": .string(option.isEmpty ? "boundary" : "confidence")]
        card["confidence"] = confidence.map(JSONValue.number)
        if !option.isEmpty {
            let options = option.map { JSONValue.object(["id": .string($0.name), "label": .string($0.value)]) }
            card["question"] = ["text": .string(question ?? proposal), "options": .array(options)]
        }
        card["reasoning"] = reasoning.map(JSONValue.string)
        return .object(card)
    }

    private var actionMembers: JSONObject {
        var action: JSONObject = ["type": .string(self.action)]
        action["target"] = target.map(JSONValue.string)
        action["arguments"] = .object(JSONObject(arguments.map { .init(name: $0.name, value: .string($0.value)) }))
        action["reversible"] = reversibility.map { .bool($0 == .reversible) }
        action["external"] = audience.map { .bool($0 == .external) }
        action["scale"] = scale.map { .number(Double($0)) }
        action["value"] = value.map { ["amount": .string($0.amount), "currency": .string($0.currency)] }
        return action
    }
}
