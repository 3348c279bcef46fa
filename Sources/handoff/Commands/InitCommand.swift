import ArgumentParser
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

            The private key is for this user alone (0600 in a 0700 folder). Back it up: decisions that it signed stay \
            valid without it, but nobody can decide in its name any more.
            """)

    @Option(
        name: .customLong("operator"),
        help: ArgumentHelp("Whose decisions the key signs (default: your login name).", valueName: "name"))
    var operatorName: String?

    @Flag(help: "Print what was made as JSON.")
    var json = false

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let environment = Environment.current
        guard let name = operatorName ?? Environment.userName(environment) else {
            throw ValidationError("Nothing says who you are: give --operator NAME.")
        }
        let home = try place.handoffHome(environment)
        let result = try Initialisation(home: home, operatorName: name).run()
        if json { return try Output.write(Self.document(result), pretty: true) }
        let width = result.steps.reduce(0) { max($0, SafeText.line($1.path).columns) }
        for step in result.steps {
            let path = SafeText.line(step.path)
            let padding = String(repeating: " ", count: width - path.columns + 2)
            try Output.write((step.isNew ? "made   " : "there  ") + path.text + padding + step.purpose + "\n")
        }
        if result.steps.contains(where: \.isNew) {
            Output.tell(
                "Ready. Look at it with handoff doctor, try it with handoff demo, open the console with handoff.\n")
        } else {
            Output.tell("Everything was there already; nothing was changed.\n")
        }
        if operatorName != nil, result.operatorName != name {
            Output.note("the key there is \(result.operatorName)'s and stays so")
        }
    }

    private static func document(_ result: Initialisation.Result) -> JSONValue {
        func paths(_ isNew: Bool) -> JSONValue {
            .array(result.steps.filter { $0.isNew == isNew }.map { .string($0.path) })
        }
        return [
            "operator": .string(result.operatorName), "key": .string(result.keyID), "made": paths(true),
            "there": paths(false),
        ]
    }
}
