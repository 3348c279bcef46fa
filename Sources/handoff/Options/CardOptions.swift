import ArgumentParser
import HandoffCards
import StrictJSON

/// The members of a card that every command that makes one takes.
struct CardOptions: ParsableArguments {
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

    @Option(help: ArgumentHelp("Why, for whoever wants to know.", valueName: "text"))
    var reasoning: String?

    @Option(help: ArgumentHelp("How long an answer is of use: 90s, 10m, 36h, 2d.", valueName: "time"))
    var expires: TimeSpan?

    enum Reversibility: String, EnumerableFlag { case reversible, irreversible }

    enum Audience: String, EnumerableFlag { case external, `internal` }
}

extension CardOptions {
    /// The card's members that do not depend on what is proposed.
    func members(now: Timestamp, user: String?) -> JSONObject {
        var card: JSONObject = ["handoff": 1, "created": .string(now.description)]
        card["expires"] = expires.map { .string(now.adding(seconds: $0.seconds).description) }
        card["agent"] = ["name": .string(agent ?? user ?? "cli")]
        card["account"] = account.map(JSONValue.string)
        card["consequence"] = consequence.map(JSONValue.string)
        card["confidence"] = confidence.map(JSONValue.number)
        card["reasoning"] = reasoning.map(JSONValue.string)
        return card
    }

    /// - Parameter standardTarget: what it acts on where no option says so.
    func action(_ type: String, _ arguments: JSONObject, standardTarget: String? = nil) -> JSONObject {
        var action: JSONObject = ["type": .string(type)]
        action["target"] = (target ?? standardTarget).map(JSONValue.string)
        action["arguments"] = .object(arguments)
        action["reversible"] = reversibility.map { .bool($0 == .reversible) }
        action["external"] = audience.map { .bool($0 == .external) }
        action["scale"] = scale.map { .number(Double($0)) }
        action["value"] = value.map { ["amount": .string($0.amount), "currency": .string($0.currency)] }
        return action
    }
}
