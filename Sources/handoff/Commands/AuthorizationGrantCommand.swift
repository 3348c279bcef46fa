import ArgumentParser
import HandoffCards
import HandoffPolicy
import HandoffTrust
import StrictJSON

struct AuthorizationGrantCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Grant a standing authorization; print its ID.",
        discussion: """
            The scope names its actions exactly, and says more than them: an account, an agent, a target or an \
            argument. Texts may have * for any run of characters. All that is given must hold.

              $ handoff authorization grant --action email.send --agent mailer \\
                  --target '*@customer.example' --uses-per-day 40 --confirm yes
              $ handoff authorization grant --decline --action calendar.move \\
                  --account acme --time 12:00-14:00 --weekday mon,tue,wed,thu,fri
              $ handoff authorization grant --action refund.pay --account acme \\
                  --argument /reason=damaged --max-value 50:EUR --expires 30d

            What decides whether an action is covered must stand in what is carried out, not only in what the agent \
            says of it: for a target, a value or a scale the policy's entry needs target_from, value_from or \
            scale_from.

            Exit status: 77 for what is too wide, or grave and not confirmed.
            """)

    @Option(
        help: ArgumentHelp(
            "An action that it is about, as it stands in the policy; may be repeated.", valueName: "type"))
    var action: [String]

    @Option(help: ArgumentHelp("Whose matter it is; * stands for anything.", valueName: "name"))
    var account: String?

    @Option(help: ArgumentHelp("Which agent asks; * stands for anything.", valueName: "name"))
    var agent: String?

    @Option(
        help: ArgumentHelp(
            "Which Unix user's agent hands it in; * stands for anything. No agent chooses that.", valueName: "name"))
    var submitter: String?

    @Option(help: ArgumentHelp("What it acts on; * stands for anything.", valueName: "name"))
    var target: String?

    @Option(
        help: ArgumentHelp(
            "What an argument is, named by a JSON pointer; * stands for anything; may be repeated.",
            valueName: "/pointer=value"))
    var argument: [NamedValue] = []

    @Option(help: ArgumentHelp("Between two times of the day, of this machine: 08:00-18:00.", valueName: "from-to"))
    var time: String?

    @Option(help: ArgumentHelp("On these days: mon,tue,wed.", valueName: "days"))
    var weekday: String?

    @Option(name: .customLong("max-scale"), help: ArgumentHelp("How much one action may touch.", valueName: "count"))
    var scale: Int?

    @Option(
        name: .customLong("max-external"),
        help: ArgumentHelp("How many an action that reaches outside may touch.", valueName: "count"))
    var externalScale: Int?

    @Option(
        name: .customLong("max-value"),
        help: ArgumentHelp("What one action may be worth, such as 50:EUR.", valueName: "amount:currency"))
    var value: AmountOfMoney?

    @Option(help: ArgumentHelp("How often on one day (of UTC).", valueName: "count"))
    var usesPerDay: Int = 100

    @Option(help: ArgumentHelp("What all of one day (of UTC) may be worth.", valueName: "amount:currency"))
    var valuePerDay: AmountOfMoney?

    @Option(help: ArgumentHelp("How long it holds at most: 12h, 30d; up to 366d.", valueName: "time"))
    var expires = TimeSpan(seconds: 90 * 86_400)

    @Flag(help: "Decline what is in its scope, instead of approving it.")
    var decline = false

    @Option(help: ArgumentHelp("Why, for whoever reviews it.", valueName: "text"))
    var note: String?

    @Option(help: ArgumentHelp("yes, where what it lets through is grave.", valueName: "yes"))
    var confirm: String?

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var operators: OperatorOptions

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let workplace = try Workplace(place)
        let gate = try workplace.gate(of: operators.name)
        try workplace.bringUpToDate(gate)
        let now = Timestamp.now
        let id = try gate.grant(try grant(now: now), confirmation: confirm, now: now)
        guard json else { return try Output.write(id.text + "\n") }
        guard let record = try gate.index.standing(id) else { return }
        try Output.write(AuthorizationReport(record, of: gate, now: now).document)
    }

    private func grant(now: Timestamp) throws -> StandingGrant {
        let expires = now.adding(seconds: expires.seconds)
        let caps: JSONValue = .object(
            JSONObject(
                [
                    ("uses_per_day", decline ? nil : .number(Double(usesPerDay))),
                    ("value_per_day", valuePerDay?.document), ("value", value?.document),
                    ("scale", scale.map { .number(Double($0)) }),
                    ("external_scale", externalScale.map { .number(Double($0)) }),
                ].compactMap { name, value in value.map { JSONObject.Member(name: name, value: $0) } }))
        return try StandingGrant(
            [
                "effect": decline ? "decline" : "approve", "when": try when(), "caps": caps,
                "grave": .bool(!decline && confirm == "yes"),
                "expires": .string(expires.description), "note": JSONValue(note),
            ], at: "")
    }

    private func when() throws -> JSONValue {
        var when: JSONObject = ["action": .array(action.map(JSONValue.string))]
        when["account"] = account.map(JSONValue.string)
        when["agent"] = agent.map(JSONValue.string)
        when["submitter"] = submitter.map(JSONValue.string)
        when["target"] = target.map(JSONValue.string)
        if !argument.isEmpty {
            when["arguments"] = .object(
                JSONObject(argument.map { .init(name: $0.name, value: Self.wanted($0.value)) }))
        }
        if let time {
            let parts = time.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { throw ValidationError("--time takes two times, such as 08:00-18:00.") }
            when["time"] = ["from": .string(parts[0]), "to": .string(parts[1])]
        }
        if let weekday {
            when["weekday"] = .array(weekday.split(separator: ",").map { .string(String($0)) })
        }
        return .object(when)
    }

    /// A number, true or false as such, anything else as a text.
    private static func wanted(_ text: String) -> JSONValue {
        switch try? JSONValue(parsing: text) {
        case .number(let number)?: .number(number)
        case .bool(let bool)?: .bool(bool)
        default: .string(text)
        }
    }

    func validate() throws {
        if decline, [scale, externalScale].contains(where: { $0 != nil }) || value != nil || valuePerDay != nil {
            throw ValidationError("What is declined needs no caps.")
        }
    }
}

extension AmountOfMoney {
    fileprivate var document: JSONValue { ["amount": .string(amount), "currency": .string(currency)] }
}
