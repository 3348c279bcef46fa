import ArgumentParser
import HandoffCards

struct TrustSetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Set how much of an action is left to agents.",
        discussion: """
            Without an account it is about all of them. What holds for a card is the lower of the two.

              $ handoff trust set file.tidy ask_unless_authorized --reason "Incident 81"
              $ handoff trust set file.tidy by_confidence --account acme

            Exit status: 77 where the policy does not know the action, it has that level, or it is grave and more of it \
            is to be left to agents without --confirm yes.
            """)

    @Argument(help: "The action, as it stands in the policy.")
    var action: String

    @Argument(help: "always_ask, ask_unless_authorized, by_confidence or alone_with_spot_checks.")
    var level: TrustLevel

    @Option(help: ArgumentHelp("For this account alone; empty for actions without one.", valueName: "name"))
    var account: String?

    @Option(help: ArgumentHelp("Why, for the record.", valueName: "text"))
    var reason: String?

    @Option(help: ArgumentHelp("yes, where more is left of what is grave.", valueName: "yes"))
    var confirm: String?

    @OptionGroup var operators: OperatorOptions

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let workplace = try Workplace(place)
        let gate = try workplace.gate(of: operators.name)
        try gate.catchUp(now: .now)
        let subject = TrustSubject(action: action, account: account)
        let before = try gate.setTrust(subject, to: level, because: reason, confirmation: confirm, now: .now)
        try Output.write("\(before < level ? "raised" : "lowered") from \(before.rawValue) to \(level.rawValue)\n")
        if before < level, let bound = try gate.bound(on: subject, at: level) { Output.note(bound) }
    }
}

extension TrustLevel: ExpressibleByArgument {}
