import ArgumentParser
import HandoffGate
import StrictJSON
import Terminal

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the home: queue, audit log, keys and settings.",
        discussion: """
            Says what it made and what was there already; it never replaces anything, so running it again does no harm.

              $ handoff init
              $ handoff --home /srv/gate init --operator ana
              $ handoff init --operator ben          a key for a second operator
              $ handoff init --agents-group agents   let agents of other users hand in

            With --agents-group, members of that group can hand in cards, read decisions, report outcomes and save \
            state. They can remove nothing of one another's, and reach neither keys nor log nor policy. You must be \
            in the group yourself, to read what they hand in.

            The private key is for this user alone (0600 in a 0700 folder). Back it up: decisions that it signed stay \
            valid without it, but nobody can decide in its name any more.
            """)

    @Option(
        name: .customLong("operator"),
        help: ArgumentHelp(
            "Whose decisions the key signs (default: your login name); added where others have one.", valueName: "name")
    )
    var operatorName: String?

    @Option(help: ArgumentHelp("Share the queue with this Unix group.", valueName: "name"))
    var agentsGroup: String?

    @Flag(help: "Print what was made as JSON.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let environment = Environment.current
        guard let name = operatorName ?? Environment.userName(environment) else {
            throw ValidationError("Nothing says who you are: give --operator NAME.")
        }
        let home = try place.handoffHome(environment)
        let group = try agentsGroup.map { try AgentsGroup(named: $0) }
        let result = try Initialisation(
            home: home, operatorName: name, addsOperator: operatorName != nil, agents: group
        ).run()
        if json { return try Output.write(Self.document(result), pretty: true) }
        let width = result.steps.reduce(0) { max($0, SafeText.line($1.path).columns) }
        for step in result.steps {
            let path = SafeText.line(step.path)
            let padding = String(repeating: " ", count: width - path.columns + 2)
            try Output.write((step.isNew ? "made   " : "there  ") + path.text + padding + step.purpose + "\n")
        }
        for place in result.changed {
            try Output.write(
                "set    " + SafeText.line(place.path).text + "  mode " + String(place.mode, radix: 8) + "\n")
        }
        if let group { Self.tell(of: group, home) }
        if result.steps.contains(where: \.isNew) {
            Output.tell(
                "Ready. Look at it with handoff doctor, try it with handoff demo, open the console with handoff.\n")
        } else if result.changed.isEmpty {
            Output.tell("Everything was there already; nothing was changed.\n")
        }
    }

    private static func tell(of group: AgentsGroup, _ home: HandoffHome) {
        Output.tell(
            """
            Members of \(SafeText.visible(group.name)) can hand cards in with --home \(SafeText.visible(home.root)), or \
            HANDOFF_HOME. What they can do beyond that is what handoff doctor tells.

            """)
        for fault in AgentAccess.ancestorFaults(of: home.root, group) {
            Output.note(fault.finding + "; mend it with: " + fault.remedy)
        }
    }

    private static func document(_ result: Initialisation.Result) -> JSONValue {
        func paths(_ isNew: Bool) -> JSONValue {
            .array(result.steps.filter { $0.isNew == isNew }.map { .string($0.path) })
        }
        return [
            "operator": .string(result.operatorName), "key": .string(result.keyID), "made": paths(true),
            "there": paths(false), "changed": .array(result.changed.map { .string($0.path) }),
        ]
    }
}
